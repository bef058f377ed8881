//! A correction of the parse: what a reviewer says of where a notice's parts begin, end and belong. It is tied to the words that it is
//! about, never to rows, so that it can be laid over another reading of the same notice.

use serde::{Deserialize, Serialize};

use super::SubjectKind;
use crate::model::Span;

/// Characters of a part that an anchor quotes: enough to be the only such place in a notice, which repeats itself.
const QUOTE: usize = 64;

/// Characters that it keeps from before and behind the quote.
const CONTEXT: usize = 16;

/// A quote shorter than this (in characters, less white space) is only the same place where its context agrees, too.
const TELLING: usize = 12;

/// How many of a quote's first characters are looked for where its end is not there any more, longest first.
const BEGINNINGS: [usize; 2] = [32, 16];

/// Characters of context that must agree around a short quote.
const AGREEING: usize = 4;

/// A place in a notice by its words: found again in another version of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    // In alphabetical order: the payload of an event is canonical JSON.
    /// What stands behind the quote.
    pub after: String,
    /// What stands before it.
    pub before: String,
    /// The first characters of the part, verbatim.
    pub quote: String,
    /// Where it stood, in the source that the reviewer saw.
    pub span: Span,
}

/// A correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Correction {
    /// A measure is two: the second begins there.
    Split {
        /// The beginning of the second.
        at: Anchor,
    },
    /// Two measures that stand side by side are one.
    Merge {
        /// The first.
        first: Anchor,
        /// The second.
        second: Anchor,
    },
    /// A finding or measure has another number.
    Label {
        /// The number; none takes it away.
        label: Option<String>,
        /// Whose.
        part: Anchor,
        /// Whether that is a finding or a measure.
        sort: Sort,
    },
    /// A finding has another title.
    Title {
        /// Whose.
        finding: Anchor,
        /// The title.
        title: String,
    },
    /// A measure answers another finding. It keeps its place in the source.
    Move {
        /// Which.
        measure: Anchor,
        /// The finding that it answers.
        to: Anchor,
    },
    /// What was read as a measure is none.
    Drop {
        /// Which.
        measure: Anchor,
    },
    /// It is one after all.
    Restore {
        /// Which.
        measure: Anchor,
    },
    /// A finding begins there, in the middle of another or where none was read.
    NewFinding {
        /// Where.
        at: Anchor,
        /// Its title, where that is not what is printed there.
        title: Option<String>,
    },
    /// Two findings that follow on each other are one.
    MergeFindings {
        /// The first, whose number and title it keeps.
        first: Anchor,
        /// The second.
        second: Anchor,
    },
    /// A proposed reading of damaged text holds.
    Accept {
        /// The damaged text, whole.
        at: Anchor,
        /// What it reads.
        reading: String,
    },
    /// It does not.
    Reject {
        /// The damaged text, whole.
        at: Anchor,
        /// What was proposed.
        reading: String,
    },
}

/// The sort of part that a number belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// A finding.
    Finding,
    /// A measure.
    Measure,
}

impl From<Sort> for SubjectKind {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Finding => Self::Finding,
            Sort::Measure => Self::Measure,
        }
    }
}

impl Correction {
    /// The place that it is about; of two, the first.
    pub fn anchor(&self) -> &Anchor {
        match self {
            Self::Split { at } | Self::NewFinding { at, .. } | Self::Accept { at, .. } | Self::Reject { at, .. } => at,
            Self::Merge { first, .. } | Self::MergeFindings { first, .. } => first,
            Self::Label { part, .. } => part,
            Self::Title { finding, .. } => finding,
            Self::Move { measure, .. } | Self::Drop { measure } | Self::Restore { measure } => measure,
        }
    }

    /// Its name, for scripts.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Split { .. } => "split",
            Self::Merge { .. } => "merge",
            Self::Label { .. } => "relabel",
            Self::Title { .. } => "retitle",
            Self::Move { .. } => "move",
            Self::Drop { .. } => "drop",
            Self::Restore { .. } => "restore",
            Self::NewFinding { .. } => "new_finding",
            Self::MergeFindings { .. } => "merge_findings",
            Self::Accept { .. } => "accept",
            Self::Reject { .. } => "reject",
        }
    }
}

impl Anchor {
    /// The anchor of a part. A span that is none of the text's gives an anchor that fits nowhere.
    pub fn of(source: &str, span: Span) -> Self {
        Self::quoting(source, span, QUOTE)
    }

    /// The anchor of damaged text, which is quoted whole: a reading stands for all of it.
    pub fn whole(source: &str, span: Span) -> Self {
        Self::quoting(source, span, usize::MAX)
    }

    fn quoting(source: &str, span: Span, most: usize) -> Self {
        let words = source.get(span.range()).unwrap_or_default();
        let quote: String = words.chars().take(most).collect();
        let end = span.start + quote.len();
        let before = source.get(..span.start).unwrap_or_default();
        let behind = source.get(end..).unwrap_or_default();
        Self {
            after: behind.chars().take(CONTEXT).collect(),
            before: last_chars(before, CONTEXT).to_owned(),
            quote,
            span,
        }
    }

    /// The anchor of a place: of what stands there, to the end of `within`.
    pub fn at(source: &str, at: usize, within: Span) -> Self {
        Self::of(source, Span::new(at, within.end))
    }

    /// Where the part begins in a text: where the whole quote stands, else, where its end is another now, where its first characters do.
    pub fn find(&self, source: &str) -> Option<usize> {
        let whole = self.find_whole(source).map(|span| span.start);
        whole.or_else(|| {
            let quote = solid(&self.quote);
            let shorter = BEGINNINGS.iter().filter(|most| **most < quote.len());
            shorter
                .filter_map(|most| self.search(source, &quote[..*most], &[]))
                .map(|span| span.start)
                .next()
        })
    }

    /// Where the quote stands in a text: at its old place, else where its words and most of its context are found again. White space does
    /// not count. None where the words are gone, or cannot be told from others like them.
    pub fn find_whole(&self, source: &str) -> Option<Span> {
        if self.quote.trim().is_empty() {
            return None;
        }
        let here = Span::new(self.span.start, self.span.start + self.quote.len());
        if source.get(here.range()) == Some(self.quote.as_str())
            && source[..here.start].ends_with(&self.before)
            && source[here.end..].starts_with(&self.after)
        {
            return Some(here);
        }
        self.search(source, &solid(&self.quote), &solid(&self.after))
    }

    fn search(&self, source: &str, quote: &[char], after: &[char]) -> Option<Span> {
        let text: Vec<(usize, char)> = source.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
        let before = solid(&self.before);
        let mut best: Option<(usize, usize, Span)> = None;
        let mut rivals = 0;
        for (from, window) in text.windows(quote.len()).enumerate() {
            if window.iter().zip(quote).any(|((_, a), b)| a != b) {
                continue;
            }
            let to = from + quote.len();
            let backwards = text[..from].iter().rev().zip(before.iter().rev());
            let agrees = backwards.take_while(|((_, a), b)| a == *b).count()
                + text[to..].iter().zip(after).take_while(|((_, a), b)| a == *b).count();
            if quote.len() < TELLING && agrees < AGREEING.min(before.len() + after.len()) {
                continue;
            }
            let start = text[from].0;
            let (last, c) = text[to - 1];
            let span = Span::new(start, last + c.len_utf8());
            let far = start.abs_diff(self.span.start);
            match &best {
                Some((most, _, _)) if *most > agrees => {}
                Some((most, near, _)) if *most == agrees => {
                    rivals += 1;
                    if far < *near {
                        best = Some((agrees, far, span));
                    }
                }
                _ => {
                    rivals = 0;
                    best = Some((agrees, far, span));
                }
            }
        }
        // Two places with the same words and the same context: only where it stood before tells them apart.
        best.filter(|(_, far, _)| rivals == 0 || *far == 0)
            .map(|(_, _, span)| span)
    }
}

fn last_chars(text: &str, count: usize) -> &str {
    let from = text
        .char_indices()
        .rev()
        .take(count)
        .last()
        .map_or(text.len(), |(at, _)| at);
    &text[from..]
}

fn solid(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "一是召开专题会议研究整改。二是修订采购办法。三是召开专题会议研究整改。";

    fn anchor(words: &str) -> Anchor {
        let at = TEXT.find(words).unwrap();
        Anchor::of(TEXT, Span::new(at, at + words.len()))
    }

    #[test]
    fn a_place_is_found_where_it_stood_and_where_it_moved_to() {
        let second = anchor("二是修订采购办法。");
        assert_eq!(second.find_whole(TEXT), Some(second.span));
        let moved = format!("（更正稿）\n{}", TEXT.replace("采购办法", "采购\n  办法"));
        let found = second.find_whole(&moved).unwrap();
        assert_eq!(&moved[found.range()], "二是修订采购\n  办法。");
        assert_eq!(second.find("二是修订合同办法。"), None);
    }

    #[test]
    fn a_part_is_known_by_its_beginning_where_its_end_is_another() {
        let long = anchor("一是召开专题会议研究整改。二是修订采购办法。三是召开专题会议研究整改。");
        let changed = TEXT.replace("三是召开", "三是再次召开");
        assert_eq!(long.find_whole(&changed), None);
        assert_eq!(long.find(&changed), Some(0));
    }

    #[test]
    fn the_same_words_are_told_apart_by_what_stands_around_them() {
        let at = TEXT.rfind("召开专题会议研究整改").unwrap();
        let last = Anchor::of(TEXT, Span::new(at, at + "召开专题会议研究整改".len()));
        let moved = format!("导语。{TEXT}");
        assert_eq!(last.find(&moved), Some(at + "导语。".len()));
        // Nothing around them agrees any more, and there are two.
        assert_eq!(last.find("甲召开专题会议研究整改乙，丙召开专题会议研究整改丁"), None);
    }

    #[test]
    fn a_short_quote_needs_its_context() {
        let text = "2022年巡察于202247日进驻。";
        let at = text.find("202247日").unwrap();
        let damaged = Anchor::of(text, Span::new(at, at + "202247日".len()));
        assert!(damaged.find("县委2022年巡察于202247日进驻。").is_some());
        assert_eq!(damaged.find("会议于202247日召开，另议。"), None);
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let correction = Correction::Label {
            label: Some("二是".into()),
            part: anchor("二是修订"),
            sort: Sort::Measure,
        };
        let json = serde_json::to_string(&correction).unwrap();
        assert!(
            json.starts_with(r#"{"label":{"label":"二是","part":{"after":"采购办法。"#),
            "{json}"
        );
        assert_eq!(serde_json::from_str::<Correction>(&json).unwrap(), correction);
    }
}
