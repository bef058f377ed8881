//! One entry of the review log, and the chain that binds it to all entries before it.

use std::fmt::Write as _;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::correction::Correction;
use crate::model::{Check, Uid, Verdict};

/// What stands as the previous hash before the first event.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What sort of thing an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SubjectKind {
    /// A whole notice.
    Notice,
    /// A finding.
    Finding,
    /// A measure.
    Measure,
    /// A commitment.
    Commitment,
}

impl SubjectKind {
    /// The name in the log.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Finding => "finding",
            Self::Measure => "measure",
            Self::Commitment => "commitment",
        }
    }

    /// The kind of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Notice, Self::Finding, Self::Measure, Self::Commitment]
            .into_iter()
            .find(|kind| kind.code() == code)
    }
}

/// What an event is about, by lasting names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Subject {
    /// What sort of thing.
    pub kind: SubjectKind,
    /// Which.
    pub uid: Uid,
    /// The notice that it stands in (itself, for a notice).
    pub notice: Uid,
}

/// What an event says. The payload in the log is this without its name, as JSON with sorted keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A verdict with its comment: one act, taken back as one.
    Verdict {
        /// `None` goes back to unreviewed.
        verdict: Option<Verdict>,
        /// Why.
        comment: Option<String>,
    },
    /// A commitment's check.
    Check {
        /// `None` clears it.
        check: Option<Check>,
    },
    /// A comment by itself.
    Comment {
        /// What it says.
        text: String,
    },
    /// A flag set aside, or raised again.
    Dismiss {
        /// What the flag says of which text: it is known again by this after an import or a new reading.
        content: String,
        /// Why it is set aside; `None` raises it again.
        reason: Option<String>,
        /// The rule that raised it.
        rule: String,
    },
    /// Whether the notice is of the same organisation as another one.
    Relate {
        /// The other notice.
        other: Uid,
        /// `None` takes the word back: what the names say holds again.
        same: Option<bool>,
    },
    /// A correction of the parse.
    Correct(Correction),
    /// Takes back the act that the event names.
    Undo,
    /// Gives it back.
    Redo,
}

// Fields in alphabetical order: the payload is canonical JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct VerdictPayload {
    comment: Option<String>,
    verdict: Option<Verdict>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckPayload {
    check: Option<Check>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CommentPayload {
    text: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DismissPayload {
    content: String,
    reason: Option<String>,
    rule: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RelatePayload {
    other: Uid,
    same: Option<bool>,
}

impl Body {
    /// The name in the log.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Verdict { .. } => "verdict",
            Self::Check { .. } => "check",
            Self::Comment { .. } => "comment",
            Self::Dismiss { .. } => "dismiss",
            Self::Relate { .. } => "relate",
            Self::Correct(_) => "correct",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }

    /// The payload in the log.
    pub fn payload(&self) -> String {
        let json = match self {
            Self::Verdict { verdict, comment } => serde_json::to_string(&VerdictPayload {
                comment: comment.clone(),
                verdict: *verdict,
            }),
            Self::Check { check } => serde_json::to_string(&CheckPayload { check: *check }),
            Self::Comment { text } => serde_json::to_string(&CommentPayload { text: text.clone() }),
            Self::Dismiss { content, reason, rule } => serde_json::to_string(&DismissPayload {
                content: content.clone(),
                reason: reason.clone(),
                rule: rule.clone(),
            }),
            Self::Relate { other, same } => serde_json::to_string(&RelatePayload {
                other: other.clone(),
                same: *same,
            }),
            Self::Correct(correction) => serde_json::to_string(correction),
            Self::Undo | Self::Redo => Ok("{}".to_owned()),
        };
        // Strings, options and unit enums always serialise.
        json.unwrap_or_default()
    }

    /// What a log entry says; `None` for a kind or payload that this version does not know.
    pub fn read(kind: &str, payload: &str) -> Option<Self> {
        Some(match kind {
            "verdict" => {
                let VerdictPayload { comment, verdict } = serde_json::from_str(payload).ok()?;
                Self::Verdict { verdict, comment }
            }
            "check" => {
                let CheckPayload { check } = serde_json::from_str(payload).ok()?;
                Self::Check { check }
            }
            "comment" => {
                let CommentPayload { text } = serde_json::from_str(payload).ok()?;
                Self::Comment { text }
            }
            "dismiss" => {
                let DismissPayload { content, reason, rule } = serde_json::from_str(payload).ok()?;
                Self::Dismiss { content, reason, rule }
            }
            "relate" => {
                let RelatePayload { other, same } = serde_json::from_str(payload).ok()?;
                Self::Relate { other, same }
            }
            "correct" => Self::Correct(serde_json::from_str(payload).ok()?),
            "undo" => Self::Undo,
            "redo" => Self::Redo,
            _ => return None,
        })
    }
}

/// One entry, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Place in the log, from 1 without gaps.
    pub seq: i64,
    /// Who.
    pub reviewer: String,
    /// When.
    pub at: Timestamp,
    /// The act that it belongs to: events of one act are undone together. For an undo or redo, the act taken or given back.
    pub act: Uid,
    /// About what.
    pub subject: Subject,
    /// What.
    pub body: Body,
}

/// One entry as it is kept and hashed: text only, so that the hash is over what is written and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Place in the log, from 1 without gaps.
    pub seq: i64,
    /// The event's own lasting name.
    pub uid: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Who.
    pub reviewer: String,
    /// [`Body::kind`].
    pub kind: String,
    /// The act that it belongs to.
    pub act: String,
    /// The notice that the subject stands in.
    pub notice: String,
    /// [`SubjectKind::code`].
    pub subject_kind: String,
    /// The subject's lasting name.
    pub subject: String,
    /// [`Body::payload`].
    pub payload: String,
    /// SHA-256 of the text that was judged, in hex.
    pub text_digest: String,
    /// The hash of the entry before, or [`GENESIS`].
    pub prev: String,
    /// This entry's own.
    pub hash: String,
}

impl Record {
    /// What `hash` must be: SHA-256, in hex, of all other fields as one JSON array. An array, because joined text could be
    /// cut in two ways.
    pub fn expected_hash(&self) -> String {
        let fields = (
            (
                &self.prev,
                self.seq,
                &self.uid,
                &self.at,
                &self.reviewer,
                &self.kind,
                &self.act,
            ),
            (
                &self.notice,
                &self.subject_kind,
                &self.subject,
                &self.payload,
                &self.text_digest,
            ),
        );
        digest(serde_json::to_string(&fields).unwrap_or_default().as_bytes())
    }

    /// The entry, understood; `None` when this version does not know what it says.
    pub fn read(&self) -> Option<Event> {
        Some(Event {
            seq: self.seq,
            reviewer: self.reviewer.clone(),
            at: self.at.parse().ok()?,
            act: Uid(self.act.clone()),
            subject: Subject {
                kind: SubjectKind::from_code(&self.subject_kind)?,
                uid: Uid(self.subject.clone()),
                notice: Uid(self.notice.clone()),
            },
            body: Body::read(&self.kind, &self.payload)?,
        })
    }
}

/// SHA-256 in lowercase hex.
pub fn digest(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;
    use crate::review::Anchor;

    #[test]
    fn payloads_read_back_and_stay_as_they_are() {
        let bodies = [
            (
                Body::Verdict {
                    verdict: Some(Verdict::Partial),
                    comment: Some("缺\"附件\"".into()),
                },
                r#"{"comment":"缺\"附件\"","verdict":"partial"}"#,
            ),
            (
                Body::Verdict {
                    verdict: None,
                    comment: None,
                },
                r#"{"comment":null,"verdict":null}"#,
            ),
            (
                Body::Check {
                    check: Some(Check::NotDue),
                },
                r#"{"check":"not_due"}"#,
            ),
            (Body::Comment { text: "看".into() }, r#"{"text":"看"}"#),
            (
                Body::Dismiss {
                    content: "00ff".into(),
                    reason: Some("列表在附件".into()),
                    rule: "count".into(),
                },
                r#"{"content":"00ff","reason":"列表在附件","rule":"count"}"#,
            ),
            (
                Body::Relate {
                    other: Uid("00b2".into()),
                    same: Some(true),
                },
                r#"{"other":"00b2","same":true}"#,
            ),
            (
                Body::Correct(Correction::Split {
                    at: Anchor::of("一是修路二是架桥", Span::new(12, 24)),
                }),
                r#"{"split":{"at":{"after":"","before":"一是修路","quote":"二是架桥","span":[12,24]}}}"#,
            ),
            (Body::Undo, "{}"),
        ];
        for (body, payload) in bodies {
            // Written hashes depend on these very bytes.
            assert_eq!(body.payload(), payload);
            assert_eq!(Body::read(body.kind(), payload), Some(body));
        }
        assert_eq!(Body::read("verdict", r#"{"verdict":"nonsense","comment":null}"#), None);
        assert_eq!(Body::read("later_kind", "{}"), None);
    }

    #[test]
    fn every_field_is_in_the_hash() {
        let record = Record {
            seq: 7,
            uid: "u".into(),
            at: "2026-01-02T03:04:05Z".into(),
            reviewer: "审1".into(),
            kind: "comment".into(),
            act: "a".into(),
            notice: "n".into(),
            subject_kind: "measure".into(),
            subject: "s".into(),
            payload: "{}".into(),
            text_digest: "d".into(),
            prev: GENESIS.into(),
            hash: String::new(),
        };
        let hash = record.expected_hash();
        let changes: [fn(&mut Record); 12] = [
            |r| r.seq = 8,
            |r| r.uid.push('x'),
            |r| r.at.push('x'),
            |r| r.reviewer.push('x'),
            |r| r.kind.push('x'),
            |r| r.act.push('x'),
            |r| r.notice.push('x'),
            |r| r.subject_kind.push('x'),
            |r| r.subject.push('x'),
            |r| r.payload.push('x'),
            |r| r.text_digest.push('x'),
            |r| r.prev.push('x'),
        ];
        for (index, change) in changes.into_iter().enumerate() {
            let mut changed = record.clone();
            change(&mut changed);
            assert_ne!(changed.expected_hash(), hash, "field {index} is not hashed");
        }
    }

    #[test]
    fn digest_is_sha_256() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(
            digest(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
