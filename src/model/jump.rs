//! What can be jumped to.

use serde::Serialize;

use super::{Lang, NoticeId, Target, Verdict};

/// Something that can be jumped to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JumpRecord {
    /// Which list it belongs to.
    pub scope: Scope,
    /// Where the jump goes.
    #[serde(skip)]
    pub target: Target,
    /// Whose.
    #[serde(skip)]
    pub notice: NoticeId,
    /// Short name of the notice, then labels: the place in a few words.
    pub place: String,
    /// The text that is matched and shown.
    pub text: String,
    /// Measures: the verdict of the reviewer at the desk.
    pub verdict: Option<Verdict>,
}

/// The lists that the jump palette looks through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// 通报
    Notice,
    /// 机构
    Organisation,
    /// 问题
    Finding,
    /// 整改措施
    Measure,
    /// 承诺
    Commitment,
    /// 文件
    Document,
    /// 提示
    Flag,
    /// 评论
    Comment,
}

impl Scope {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Notice,
        Self::Finding,
        Self::Measure,
        Self::Commitment,
        Self::Document,
        Self::Organisation,
        Self::Flag,
        Self::Comment,
    ];

    /// The sign that chooses it where it stands before a query: `@港务` looks through the organisations.
    pub const fn sign(self) -> char {
        match self {
            Self::Notice => '<',
            Self::Organisation => '@',
            Self::Finding => '-',
            Self::Measure => '=',
            Self::Commitment => '~',
            Self::Document => '#',
            Self::Flag => '?',
            Self::Comment => '"',
        }
    }

    /// A query without the sign of a scope before it, in whatever width, and that scope.
    pub fn of_sign(query: &str) -> (Option<Self>, &str) {
        let query = query.trim_start();
        let mut rest = query.chars();
        let sign = rest.next().map(|sign| match sign {
            '《' | '〈' => '#',
            '“' | '”' => '"',
            '～' => '~',
            '－' | '—' => '-',
            // The full-width forms of ASCII, as input methods type them.
            '！'..='～' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
            sign => sign,
        });
        match Self::ALL.into_iter().find(|scope| Some(scope.sign()) == sign) {
            Some(scope) => (Some(scope), rest.as_str()),
            None => (None, query),
        }
    }

    /// Its name on the screen.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Notice => lang.pick("通报", "notices"),
            Self::Organisation => lang.pick("机构", "organisations"),
            Self::Finding => lang.pick("问题", "findings"),
            Self::Measure => lang.pick("措施", "measures"),
            Self::Commitment => lang.pick("承诺", "commitments"),
            Self::Document => lang.pick("文件", "documents"),
            Self::Flag => lang.pick("提示", "flags"),
            Self::Comment => lang.pick("评论", "comments"),
        }
    }

    /// Its name in options and in JSON, singular.
    pub fn code(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Organisation => "organisation",
            Self::Finding => "finding",
            Self::Measure => "measure",
            Self::Commitment => "commitment",
            Self::Document => "document",
            Self::Flag => "flag",
            Self::Comment => "comment",
        }
    }

    /// The scope of that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }

    /// How title-like its texts are, at most `search::MAX_WEIGHT`: titles come before running text that matches as well.
    pub fn weight(self) -> u8 {
        match self {
            Self::Notice => 4,
            Self::Finding => 3,
            Self::Document | Self::Organisation => 2,
            Self::Measure | Self::Commitment => 1,
            Self::Flag | Self::Comment => 0,
        }
    }
}
