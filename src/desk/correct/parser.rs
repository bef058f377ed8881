//! The parser as the store borrows it: a notice's text read with corrections laid over it.

use super::super::dismiss::contents;
use super::super::read::audited;
use super::super::words;
use super::say;
use crate::model::{Flag, Lang, Measure, NoticeMeta, Severity, Span};
use crate::notice::{self, Parts};
use crate::review::{Correction, Heading, Misfit, Words, accepted, correct};
use crate::store::{Kept, Reader, Reread};
use crate::text::clean::{Clean, accept, clean};
use crate::text::fold::fold;

/// The rule under which corrections that do not fit any more are flagged.
pub(crate) const RULE: &str = "correction";

/// The version of the parser, as it is kept with each notice that it read.
pub fn version() -> String {
    format!("{}+{}", env!("CARGO_PKG_VERSION"), notice::VERSION)
}

/// This program's parser.
pub(crate) struct Parser;

impl Reader for Parser {
    fn version(&self) -> String {
        version()
    }

    fn read(&self, kept: &Kept, corrections: &[Correction]) -> Reread {
        let source = kept.source.as_str();
        let clean = cleaned(source, corrections);
        let mut parsed = notice::parse(source, &clean);
        hints_kept(&mut parsed.notice, &kept.meta);
        let mut misfits = Vec::new();
        if !corrections.is_empty() {
            let lent = Lent(Parts::new(source, &clean));
            let corrected = correct(parsed, source, corrections, &lent);
            parsed = corrected.parsed;
            misfits = corrected.misfits;
            let told = corrections.iter().zip(&misfits);
            let flags = told.filter_map(|(correction, why)| Some(flag(correction, (*why)?, source)));
            parsed.flags.extend(flags);
        }
        audited(&mut parsed, &clean);
        Reread {
            contents: contents(&parsed.flags, source),
            title: words::title(&parsed.notice, &kept.file),
            short: words::short(&parsed.notice, &kept.file),
            parsed,
            misfits,
        }
    }

    fn words(&self, text: &str) -> String {
        fold(text).text
    }
}

/// The clean text with the readings that were accepted.
pub(crate) fn cleaned(source: &str, corrections: &[Correction]) -> Clean {
    let readings: Vec<_> = accepted(source, corrections)
        .into_iter()
        .map(|(place, reading)| (place.range(), reading))
        .collect();
    accept(clean(source), &readings)
}

/// What the page said of itself when it was imported has no place in the text, and is not in it now.
fn hints_kept(meta: &mut NoticeMeta, before: &NoticeMeta) {
    let hinted = |field: &str| !before.spans.contains_key(field);
    if meta.title.is_empty() && hinted("title") {
        meta.title.clone_from(&before.title);
    }
    if meta.published.is_none() && hinted("published") {
        meta.published = before.published;
    }
    if meta.url.is_empty() && hinted("url") {
        meta.url.clone_from(&before.url);
    }
}

/// A correction that does not fit any more is never lost: it is an issue on the notice, and holds again where its words come back.
fn flag(correction: &Correction, why: Misfit, source: &str) -> Flag {
    let anchor = correction.anchor();
    let here = anchor.find_whole(source).unwrap_or_default();
    let words = |lang: Lang| (say::correction(correction, lang), say::misfit(why, lang));
    let (zh, en) = (words(Lang::Zh), words(Lang::En));
    Flag {
        rule: RULE.to_owned(),
        kind: "misfit".to_owned(),
        version: 1,
        severity: Severity::Warning,
        message: format!("更正不再适用（{}）：{}", zh.1, zh.0),
        message_en: format!("the correction no longer fits ({}): {}", en.1, en.0),
        span: here,
        proposal: None,
        grounds: None,
        operands: Vec::new(),
    }
}

/// The parser's eyes for the pure rules of correcting.
struct Lent<'a>(Parts<'a>);

impl Words for Lent<'_> {
    fn measure(&self, span: Span) -> Measure {
        self.0.measure(span)
    }

    fn heading(&self, within: Span) -> Heading {
        let (label, title, span) = self.0.heading(within);
        Heading { label, title, span }
    }

    fn blank(&self, span: Span) -> bool {
        self.0.blank(span)
    }
}
