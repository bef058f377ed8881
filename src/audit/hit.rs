//! What one check found, before the registry adds which rule it was.

use std::ops::Range;

use super::case::Case;
use crate::model::{Flag, Severity, Span};

/// One thing that a check found.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    kind: &'static str,
    severity: Severity,
    span: Span,
    zh: String,
    en: String,
    operands: Vec<(String, Span)>,
}

impl Hit {
    /// A hit with its words in Chinese and English.
    pub(super) fn new(kind: &'static str, severity: Severity, span: Span, zh: String, en: String) -> Self {
        Self {
            kind,
            severity,
            span,
            zh,
            en,
            operands: Vec::new(),
        }
    }

    /// With the words at these places of the folded text as operands, as printed.
    pub(super) fn with(mut self, case: &Case, operands: impl IntoIterator<Item = Range<usize>>) -> Self {
        let operands = operands.into_iter().map(|range| case.operand(range));
        self.operands.extend(operands);
        self
    }

    /// With operands that are made already.
    pub(super) fn operands(mut self, operands: impl IntoIterator<Item = (String, Span)>) -> Self {
        self.operands.extend(operands);
        self
    }

    /// The flag of that rule.
    pub(super) fn flag(self, rule: &str, version: u32) -> Flag {
        Flag {
            rule: rule.to_owned(),
            kind: self.kind.to_owned(),
            version,
            severity: self.severity,
            message: self.zh,
            message_en: self.en,
            span: self.span,
            proposal: None,
            grounds: None,
            operands: self.operands,
        }
    }
}
