//! Which acts are taken at all. The screens ask first, but here is where it holds.

use super::correction::Correction;
use super::event::Body;
use crate::model::Verdict;

/// The longest comment, in bytes of UTF-8. Long enough for any report pasted by hand, short enough to hash and show at once.
pub const COMMENT_LIMIT: usize = 64 * 1024;

/// The longest number of a part, in characters.
pub const LABEL_LIMIT: usize = 32;

/// The longest title of a finding, in characters.
pub const TITLE_LIMIT: usize = 500;

/// Why an act is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The verdict is one of those that say nothing without their reason.
    #[error("the verdict {} needs a comment", .0.code())]
    NeedsComment(Verdict),
    /// Nothing that can be read.
    #[error("the comment is blank")]
    Blank,
    /// A flag set aside without a word.
    #[error("a flag is set aside with a reason")]
    NeedsReason,
    /// Longer than [`COMMENT_LIMIT`].
    #[error("the comment has {0} bytes, more than {COMMENT_LIMIT}")]
    TooLong(usize),
    /// No number that could be printed: blank, longer than [`LABEL_LIMIT`], or not on one line.
    #[error("a number has one line of at most {LABEL_LIMIT} characters")]
    Label,
    /// No title: blank, longer than [`TITLE_LIMIT`], or not on one line.
    #[error("a title has one line of at most {TITLE_LIMIT} characters")]
    Title,
}

/// Takes an act, with its text tidied (line ends become `\n`, blank space at the end goes), or says why not.
///
/// # Errors
/// A verdict that needs a comment and has none, a blank comment, an overlong one.
pub fn admit(body: Body) -> Result<Body, Refusal> {
    match body {
        Body::Verdict { verdict, comment } => {
            let comment = comment.as_deref().map(tidy).transpose()?.flatten();
            match verdict {
                Some(verdict) if verdict.needs_comment() && comment.is_none() => Err(Refusal::NeedsComment(verdict)),
                _ => Ok(Body::Verdict { verdict, comment }),
            }
        }
        Body::Comment { text } => Ok(Body::Comment {
            text: tidy(&text)?.ok_or(Refusal::Blank)?,
        }),
        Body::Dismiss { content, reason, rule } => {
            let reason = reason
                .map(|reason| tidy(&reason)?.ok_or(Refusal::NeedsReason))
                .transpose()?;
            Ok(Body::Dismiss { content, reason, rule })
        }
        Body::Correct(correction) => admit_correction(correction).map(Body::Correct),
        other => Ok(other),
    }
}

fn admit_correction(correction: Correction) -> Result<Correction, Refusal> {
    Ok(match correction {
        Correction::Label { label, part, sort } => Correction::Label {
            label: label
                .map(|label| one_line(&label, LABEL_LIMIT).ok_or(Refusal::Label))
                .transpose()?,
            part,
            sort,
        },
        Correction::Title { finding, title } => Correction::Title {
            finding,
            title: one_line(&title, TITLE_LIMIT).ok_or(Refusal::Title)?,
        },
        Correction::NewFinding { at, title } => Correction::NewFinding {
            at,
            title: title
                .map(|title| one_line(&title, TITLE_LIMIT).ok_or(Refusal::Title))
                .transpose()?,
        },
        other => other,
    })
}

/// A text of one line without blank ends, or `None` where it is not one.
fn one_line(text: &str, limit: usize) -> Option<String> {
    let text = text.trim();
    let fits = !text.chars().all(invisible) && text.chars().count() <= limit && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}

/// The text as it is kept, or `None` when nothing in it can be seen.
fn tidy(text: &str) -> Result<Option<String>, Refusal> {
    if text.len() > COMMENT_LIMIT {
        return Err(Refusal::TooLong(text.len()));
    }
    if text.chars().all(invisible) {
        return Ok(None);
    }
    Ok(Some(
        text.replace("\r\n", "\n").replace('\r', "\n").trim_end().to_owned(),
    ))
}

/// White space, controls and the characters of no width, which an input method or a paste leaves behind.
fn invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(verdict: Verdict, comment: Option<&str>) -> Result<Body, Refusal> {
        admit(Body::Verdict {
            verdict: Some(verdict),
            comment: comment.map(str::to_owned),
        })
    }

    #[test]
    fn four_verdicts_say_nothing_without_a_comment() {
        for code in ["partial", "unsupported", "contradicted", "off_target"] {
            let v = Verdict::from_code(code).unwrap();
            assert_eq!(verdict(v, None), Err(Refusal::NeedsComment(v)));
            assert_eq!(verdict(v, Some(" \u{3000}\u{200b}\n")), Err(Refusal::NeedsComment(v)));
            assert!(verdict(v, Some("未附清单")).is_ok());
        }
        for code in ["verified", "promise_only", "excluded"] {
            assert!(verdict(Verdict::from_code(code).unwrap(), None).is_ok());
        }
    }

    #[test]
    fn a_blank_comment_beside_a_plain_verdict_is_no_comment() {
        let taken = verdict(Verdict::Verified, Some("  ")).unwrap();
        assert_eq!(
            taken,
            Body::Verdict {
                verdict: Some(Verdict::Verified),
                comment: None
            }
        );
    }

    #[test]
    fn a_flag_is_set_aside_with_a_reason_and_raised_again_without() {
        let dismiss = |reason: Option<&str>| {
            admit(Body::Dismiss {
                content: "00".into(),
                reason: reason.map(str::to_owned),
                rule: "sum".into(),
            })
        };
        assert_eq!(dismiss(Some(" \u{200b}")), Err(Refusal::NeedsReason));
        assert!(dismiss(Some("附件另列")).is_ok());
        assert!(dismiss(None).is_ok());
    }

    #[test]
    fn comments_are_tidied_and_never_blank_or_endless() {
        let comment = |text: &str| admit(Body::Comment { text: text.to_owned() });
        assert_eq!(
            comment(" 第一行\r\n第二行 \n\n").unwrap(),
            Body::Comment {
                text: " 第一行\n第二行".into()
            }
        );
        assert_eq!(comment("\u{feff}\t"), Err(Refusal::Blank));
        assert_eq!(
            comment(&"长".repeat(COMMENT_LIMIT)),
            Err(Refusal::TooLong(3 * COMMENT_LIMIT))
        );
    }
}
