//! What a reviewer says: the verdict on a measure, the check of a commitment, the disposition of a finding.

use serde::{Deserialize, Serialize};

use super::Lang;

/// A reviewer's judgement of one measure. A measure without one is *unreviewed* (未核).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 属实: done as stated.
    Verified,
    /// 部分: done in part.
    Partial,
    /// 仅承诺: nothing but a promise.
    PromiseOnly,
    /// 无据: nothing shows it.
    Unsupported,
    /// 不符: what can be seen says otherwise.
    Contradicted,
    /// 偏题: answers another problem.
    OffTarget,
    /// 不计: left out of the count.
    Excluded,
}

impl Verdict {
    /// All verdicts, in the order of their keys.
    pub const ALL: [Self; 7] = [
        Self::Verified,
        Self::Partial,
        Self::PromiseOnly,
        Self::Unsupported,
        Self::Contradicted,
        Self::OffTarget,
        Self::Excluded,
    ];

    /// The name in code, database, exports and scripts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Partial => "partial",
            Self::PromiseOnly => "promise_only",
            Self::Unsupported => "unsupported",
            Self::Contradicted => "contradicted",
            Self::OffTarget => "off_target",
            Self::Excluded => "excluded",
        }
    }

    /// The verdict of that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }

    /// The word on the screen.
    pub const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Verified, Lang::Zh) => "属实",
            (Self::Partial, Lang::Zh) => "部分",
            (Self::PromiseOnly, Lang::Zh) => "仅承诺",
            (Self::Unsupported, Lang::Zh) => "无据",
            (Self::Contradicted, Lang::Zh) => "不符",
            (Self::OffTarget, Lang::Zh) => "偏题",
            (Self::Excluded, Lang::Zh) => "不计",
            (Self::Verified, Lang::En) => "verified",
            (Self::Partial, Lang::En) => "partial",
            (Self::PromiseOnly, Lang::En) => "promise only",
            (Self::Unsupported, Lang::En) => "unsupported",
            (Self::Contradicted, Lang::En) => "contradicted",
            (Self::OffTarget, Lang::En) => "off target",
            (Self::Excluded, Lang::En) => "excluded",
        }
    }

    /// Whether the verdict is only taken together with a comment.
    pub const fn needs_comment(self) -> bool {
        matches!(
            self,
            Self::Partial | Self::Unsupported | Self::Contradicted | Self::OffTarget
        )
    }
}

/// A reviewer's check of one commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// 已兑现
    Kept,
    /// 未兑现
    Broken,
    /// 未到期
    NotDue,
    /// 无法核实
    Unverifiable,
}

impl Check {
    /// All checks, in the order in which one key ticks through them.
    pub const ALL: [Self; 4] = [Self::Kept, Self::Broken, Self::NotDue, Self::Unverifiable];

    /// The name in code, database, exports and scripts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Broken => "broken",
            Self::NotDue => "not_due",
            Self::Unverifiable => "unverifiable",
        }
    }

    /// The check of that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.code() == code)
    }

    /// The word on the screen.
    pub const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Kept, Lang::Zh) => "已兑现",
            (Self::Broken, Lang::Zh) => "未兑现",
            (Self::NotDue, Lang::Zh) => "未到期",
            (Self::Unverifiable, Lang::Zh) => "无法核实",
            (Self::Kept, Lang::En) => "kept",
            (Self::Broken, Lang::En) => "broken",
            (Self::NotDue, Lang::En) => "not due",
            (Self::Unverifiable, Lang::En) => "unverifiable",
        }
    }

    /// What the tick-through key gives next: nothing → kept → broken → not due → unverifiable → nothing.
    pub fn next(current: Option<Self>) -> Option<Self> {
        match current {
            None => Some(Self::Kept),
            Some(Self::Kept) => Some(Self::Broken),
            Some(Self::Broken) => Some(Self::NotDue),
            Some(Self::NotDue) => Some(Self::Unverifiable),
            Some(Self::Unverifiable) => None,
        }
    }
}

/// The state of a finding that follows from its measures' verdicts (the rule is in `review::disposition`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    /// 关闭–未落实
    ClosedNotImplemented,
    /// 待核
    Pending,
    /// 存疑–退回
    Doubtful,
    /// 销号
    StruckOff,
    /// 长期坚持
    Sustained,
    /// 阶段性
    Partial,
    /// 未整改
    NotRectified,
}

impl Disposition {
    /// The name in code, database, exports and scripts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ClosedNotImplemented => "closed_not_implemented",
            Self::Pending => "pending",
            Self::Doubtful => "doubtful",
            Self::StruckOff => "struck_off",
            Self::Sustained => "sustained",
            Self::Partial => "partial",
            Self::NotRectified => "not_rectified",
        }
    }

    /// The word on the screen.
    pub const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::ClosedNotImplemented, Lang::Zh) => "关闭–未落实",
            (Self::Pending, Lang::Zh) => "待核",
            (Self::Doubtful, Lang::Zh) => "存疑–退回",
            (Self::StruckOff, Lang::Zh) => "销号",
            (Self::Sustained, Lang::Zh) => "长期坚持",
            (Self::Partial, Lang::Zh) => "阶段性",
            (Self::NotRectified, Lang::Zh) => "未整改",
            (Self::ClosedNotImplemented, Lang::En) => "closed, not implemented",
            (Self::Pending, Lang::En) => "pending",
            (Self::Doubtful, Lang::En) => "doubtful",
            (Self::StruckOff, Lang::En) => "struck off",
            (Self::Sustained, Lang::En) => "sustained",
            (Self::Partial, Lang::En) => "partial",
            (Self::NotRectified, Lang::En) => "not rectified",
        }
    }
}
