//! Setting flags aside: by what they say of which text, so that it holds after an import or a new reading of the same text.

use super::view::{Counterpart, Dismissed, Done, FlagName, FlagView};
use super::{Desk, DeskError};
use crate::model::{Flag, Target};
use crate::review::{Body, digest};
use crate::store::{Act, DismissalLine, FlagLine, StoreError};
use crate::text::fold::fold_char;

/// A place with fewer characters than this says too little by itself; as many on each side are read with it.
const PLACE: usize = 24;

impl Desk {
    /// Sets flags aside (or with no reason raises them again) as one act, for everybody who looks at this database: a flag is the
    /// machine's and no reviewer's.
    ///
    /// # Errors
    /// [`super::ErrorKind::Usage`] for a blank reason.
    pub fn dismiss(&mut self, flags: &[FlagName], reason: Option<&str>) -> Result<Done, DeskError> {
        let body = |name: &FlagName| Body::Dismiss {
            content: name.content.clone(),
            reason: reason.map(str::to_owned),
            rule: name.rule.clone(),
        };
        self.act(flags.iter().map(|name| (Act::On(name.on), body(name))).collect())
    }

    /// A kept or computed flag with what was said of it. `source` is asked for where the row was written before contents were kept.
    pub(super) fn flag_view(
        &self,
        line: FlagLine,
        counterpart: Option<Counterpart>,
        source: &mut Source<'_>,
    ) -> Result<FlagView, StoreError> {
        let content = if line.content.is_empty() {
            content(&line.flag, source.text(self)?)
        } else {
            line.content
        };
        Ok(FlagView {
            flag: line.flag,
            dismissed: self.store.dismissal(&content)?.map(dismissed),
            content,
            counterpart,
        })
    }

    /// The flags on a thing: those that are kept, one where it came out late, and those that come of other notices.
    pub(super) fn flags_of(&self, on: Target) -> Result<Vec<FlagView>, StoreError> {
        let mut source = Source::Of(on);
        let lines = self.kept_flags(on)?.into_iter().chain(self.late_on(on)?);
        let mut views: Vec<FlagView> = lines
            .map(|line| self.flag_view(line, None, &mut source))
            .collect::<Result<_, _>>()?;
        for (line, counterpart) in self.compared_on(on)? {
            views.push(self.flag_view(line, Some(counterpart), &mut source)?);
        }
        Ok(views)
    }
}

/// The source of a notice, read when it is asked for.
pub(super) enum Source<'a> {
    /// Of the notice that this stands in.
    Of(Target),
    /// Read by the caller.
    Known(&'a str),
    /// Read here.
    Read(String),
}

impl Source<'_> {
    fn text(&mut self, desk: &Desk) -> Result<&str, StoreError> {
        if let Self::Of(target) = self {
            *self = Self::Read(desk.store.source(desk.store.notice_of(*target)?)?.text);
        }
        Ok(match self {
            Self::Read(text) => text,
            Self::Known(text) => text,
            Self::Of(_) => "",
        })
    }
}

fn dismissed(line: DismissalLine) -> Dismissed {
    Dismissed {
        reviewer: line.reviewer,
        at: line.at,
        reason: line.reason,
    }
}

/// By what each flag is known again, in their order.
pub(super) fn contents(flags: &[Flag], source: &str) -> Vec<String> {
    flags.iter().map(|flag| content(flag, source)).collect()
}

/// By what a flag is known again: rule, kind, and the folded words of the source at its place and its operands. Not its message, which
/// can tell of a day; not its version, for a better rule that finds the same thing says nothing new.
fn content(flag: &Flag, source: &str) -> String {
    let mut words = vec![flag.rule.clone(), flag.kind.clone()];
    let (start, end) = (flag.span.start.min(source.len()), flag.span.end.min(source.len()));
    let own = folded(source.get(start..end).unwrap_or_default().chars());
    if own.chars().count() < PLACE {
        let before: String = source
            .get(..start)
            .unwrap_or_default()
            .chars()
            .rev()
            .take(4 * PLACE)
            .collect();
        let before: String = folded(before.chars()).chars().take(PLACE).collect();
        let after = source.get(end..).unwrap_or_default().chars().take(4 * PLACE);
        let after: String = folded(after).chars().take(PLACE).collect();
        words.extend([before, after]);
    }
    words.push(own);
    for (_, span) in &flag.operands {
        words.push(folded(source.get(span.range()).unwrap_or_default().chars()));
    }
    short(&words)
}

/// By what a flag on a pair is known again, from either side: setting it aside is a word on the two together.
pub(super) fn content_of_pair(rule: &str, one: &str, other: &str) -> String {
    content_of_folded(rule, &folded(one.chars()), &folded(other.chars()))
}

/// The same of texts that are folded already.
pub(super) fn content_of_folded(rule: &str, one: &str, other: &str) -> String {
    let (first, second) = if one <= other { (one, other) } else { (other, one) };
    short(&[rule.to_owned(), first.to_owned(), second.to_owned()])
}

fn short(words: &[String]) -> String {
    let mut hex = digest(words.join("\n").as_bytes());
    hex.truncate(32);
    hex
}

/// Folded, without white space and what cannot be seen: lines are wrapped differently in every copy.
pub(super) fn folded(chars: impl Iterator<Item = char>) -> String {
    let seen =
        chars.filter(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}'));
    seen.map(fold_char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Severity, Span};

    fn flag(kind: &str, span: Span, operands: &[Span]) -> Flag {
        Flag {
            rule: "sum".into(),
            kind: kind.into(),
            version: 1,
            severity: Severity::Warning,
            message: "甲".into(),
            message_en: "a".into(),
            span,
            proposal: None,
            grounds: None,
            operands: operands.iter().map(|span| ("x".into(), *span)).collect(),
        }
    }

    fn at(source: &str, words: &str) -> Span {
        let start = source.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    #[test]
    fn a_flag_is_known_again_in_another_copy_of_the_text() {
        let one = "一、清点设备二十台，其中甲库十二台。";
        let two = "页眉\n一、清點設備\n二十台,其中甲库十二台。";
        let of = |source: &str, words: &str| content(&flag("sum", at(source, words), &[at(source, "十二台")]), source);
        assert_eq!(of(one, "二十台").len(), 32);
        assert_ne!(of(one, "二十台"), of(one, "甲库"), "another place");
        let wide = |source: &str| Span::new(source.find("一、").unwrap(), source.len());
        let long = "。补齐护栏并逐项登记造册后移交管理单位统一管护到位";
        let (one, two) = (format!("{one}{long}"), format!("{two}{long}"));
        let of = |source: &str| content(&flag("sum", wide(source), &[at(source, "十二台")]), source);
        assert_eq!(of(&one), of(&two));
    }

    #[test]
    fn a_short_place_is_told_by_what_stands_around_it() {
        let source = "甲单位未载明电话。乙单位未载明电话。";
        let first = Span::new(24, 24);
        let last = Span::new(source.len(), source.len());
        assert_ne!(
            content(&flag("no_contact", first, &[]), source),
            content(&flag("no_contact", last, &[]), source)
        );
    }

    #[test]
    fn places_outside_of_the_text_are_no_fault() {
        let far = Span::new(100, 200);
        assert_eq!(content(&flag("a", far, &[far]), "短").len(), 32);
    }
}
