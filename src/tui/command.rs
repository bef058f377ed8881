//! The table of commands: everything that can be done at the desk, declared once. Key files, the command palette, the help, the
//! which-key box, the footer and the docs are all read from it.

use crate::model::Lang;

/// Where a command can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Area {
    /// In the panes.
    Desk,
    /// In a list that is picked from: jump palette, command palette.
    Picker,
    /// In the comment editor.
    Editor,
    /// In the help.
    Help,
    /// In the line that asks for a text to find.
    Find,
    /// In the parse view.
    Parse,
    /// On a screen over the desk: the promise calendar.
    Screen,
}

/// Under which heading the help lists a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Verdicts.
    Judge,
    /// Commitments.
    Promise,
    /// Comments.
    Comment,
    /// Moving about.
    Move,
    /// Jumping.
    Jump,
    /// The parse and its corrections.
    Parse,
    /// What is shown.
    Show,
    /// The program.
    Program,
    /// Inside of palettes, editor and help.
    Layer,
}

impl Group {
    /// All, in the order of the help.
    pub const ALL: [Self; 9] = [
        Self::Judge,
        Self::Promise,
        Self::Comment,
        Self::Move,
        Self::Jump,
        Self::Parse,
        Self::Show,
        Self::Program,
        Self::Layer,
    ];

    /// The heading.
    pub const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Judge, Lang::Zh) => "核查结论",
            (Self::Promise, Lang::Zh) => "承诺",
            (Self::Comment, Lang::Zh) => "评论",
            (Self::Move, Lang::Zh) => "移动",
            (Self::Jump, Lang::Zh) => "跳转",
            (Self::Parse, Lang::Zh) => "解析与更正",
            (Self::Show, Lang::Zh) => "显示",
            (Self::Program, Lang::Zh) => "程序",
            (Self::Layer, Lang::Zh) => "面板、编辑器与帮助中",
            (Self::Judge, Lang::En) => "Verdicts",
            (Self::Promise, Lang::En) => "Commitments",
            (Self::Comment, Lang::En) => "Comments",
            (Self::Move, Lang::En) => "Moving",
            (Self::Jump, Lang::En) => "Jumping",
            (Self::Parse, Lang::En) => "Parse and corrections",
            (Self::Show, Lang::En) => "Showing",
            (Self::Program, Lang::En) => "Program",
            (Self::Layer, Lang::En) => "In palettes, editor and help",
        }
    }
}

macro_rules! commands {
    ($($id:ident $name:literal $group:ident [$($area:ident)+] $zh:literal $en:literal, $zh_long:literal $en_long:literal;)+) => {
        /// A named command.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command {
            $(#[doc = $en_long] $id,)+
        }

        impl Command {
            /// All commands, in the order of the help.
            pub const ALL: &'static [Self] = &[$(Self::$id,)+];

            const fn row(self) -> Row {
                match self {
                    $(Self::$id => Row {
                        name: $name,
                        group: Group::$group,
                        areas: &[$(Area::$area,)+],
                        short: ($zh, $en),
                        long: ($zh_long, $en_long),
                    },)+
                }
            }
        }
    };
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
struct Row {
    name: &'static str,
    group: Group,
    areas: &'static [Area],
    short: (&'static str, &'static str),
    long: (&'static str, &'static str),
}

impl Command {
    /// Its name in key files and in the palette.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The command of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|command| command.name() == name)
    }

    /// Its heading in the help.
    pub const fn group(self) -> Group {
        self.row().group
    }

    /// Where it can be given.
    pub const fn areas(self) -> &'static [Area] {
        self.row().areas
    }

    /// A word or two, for the footer.
    pub fn short(self, lang: Lang) -> &'static str {
        let (zh, en) = self.row().short;
        lang.pick(zh, en)
    }

    /// What it does, for help and palette.
    pub fn long(self, lang: Lang) -> &'static str {
        let (zh, en) = self.row().long;
        lang.pick(zh, en)
    }
}

commands! {
    VerdictVerified "verdict-verified" Judge [Desk] "属实" "verified", "结论：属实（与所述一致）" "Verdict: verified, done as stated";
    VerdictPartial "verdict-partial" Judge [Desk] "部分" "partial", "结论：部分（须附评论）" "Verdict: done in part (needs a comment)";
    VerdictPromiseOnly "verdict-promise-only" Judge [Desk] "仅承诺" "promise", "结论：仅承诺" "Verdict: nothing but a promise";
    VerdictUnsupported "verdict-unsupported" Judge [Desk] "无据" "unsupported", "结论：无据（须附评论）" "Verdict: nothing shows it (needs a comment)";
    VerdictContradicted "verdict-contradicted" Judge [Desk] "不符" "contradicted", "结论：不符（须附评论）" "Verdict: what can be seen says otherwise (needs a comment)";
    VerdictOffTarget "verdict-off-target" Judge [Desk] "偏题" "off target", "结论：偏题（须附评论）" "Verdict: answers another problem (needs a comment)";
    VerdictExcluded "verdict-excluded" Judge [Desk] "不计" "exclude", "结论：不计入" "Verdict: left out of the count";
    VerdictNone "verdict-none" Judge [Desk] "未核" "unreview", "收回结论，恢复未核" "Take the verdict back: unreviewed";
    Mark "mark" Judge [Desk] "选中" "mark", "选中措施，以便一次给出同一结论" "Mark the measure, to give one verdict to several";
    Undo "undo" Judge [Desk Screen Parse] "撤销" "undo", "撤销自己的上一步" "Take back your last act";
    Redo "redo" Judge [Desk Screen Parse] "重做" "redo", "重做刚撤销的一步" "Do again what was just taken back";

    Check "check" Promise [Desk Screen] "核对承诺" "check", "逐次切换所选承诺：已兑现 → 未兑现 → 未到期 → 无法核实 → 清除" "Tick through the commitment in focus: kept, broken, not due, unverifiable, nothing";
    NextPromise "next-promise" Promise [Desk] "下一承诺" "next promise", "选择下一条承诺" "Choose the next commitment";
    PreviousPromise "previous-promise" Promise [Desk] "上一承诺" "previous promise", "选择上一条承诺" "Choose the previous commitment";

    Comment "comment" Comment [Desk] "评论" "comment", "评论当前措施或问题" "Comment on the measure or finding in front";
    CommentFinding "comment-finding" Comment [Desk] "评论问题" "comment finding", "评论当前措施所属的问题" "Comment on the finding that the measure answers";
    CommentNotice "comment-notice" Comment [Desk] "评论通报" "comment notice", "评论整份通报" "Comment on the whole notice";

    Down "down" Move [Desk Help Screen Parse] "下移" "down", "向下一行" "Move down";
    Up "up" Move [Desk Help Screen Parse] "上移" "up", "向上一行" "Move up";
    HalfDown "half-down" Move [Desk Help Screen Parse] "下半页" "half down", "向下半页" "Half a page down";
    HalfUp "half-up" Move [Desk Help Screen Parse] "上半页" "half up", "向上半页" "Half a page up";
    PageDown "page-down" Move [Desk Help Screen Parse] "下一页" "page down", "向下一页" "A page down";
    PageUp "page-up" Move [Desk Help Screen Parse] "上一页" "page up", "向上一页" "A page up";
    First "first" Move [Desk Help Screen Parse] "开头" "first", "到开头" "To the beginning";
    Last "last" Move [Desk Help Screen Parse] "末尾" "last", "到末尾" "To the end";
    NextFinding "next-finding" Move [Desk] "下一问题" "next finding", "到下一个问题" "To the next finding";
    PreviousFinding "previous-finding" Move [Desk] "上一问题" "previous finding", "到上一个问题" "To the previous finding";
    NextUnreviewed "next-unreviewed" Move [Desk] "下一未核" "next unreviewed", "到下一条未核措施，必要时到下一份通报" "To the next unreviewed measure, in the next notice if need be";
    PreviousUnreviewed "previous-unreviewed" Move [Desk] "上一未核" "previous unreviewed", "到上一条未核措施" "To the previous unreviewed measure";
    NextNotice "next-notice" Move [Desk] "下一通报" "next notice", "到下一份通报" "To the next notice";
    PreviousNotice "previous-notice" Move [Desk] "上一通报" "previous notice", "到上一份通报" "To the previous notice";
    Open "open" Move [Desk] "进入" "open", "进入：通报 → 问题 → 措施；原文中回到该处的措施" "Go in: notice, findings, measure; in the source, back to the measure there";
    Right "right" Move [Desk] "右窗格" "right", "到右边的窗格" "To the pane on the right";
    Left "left" Move [Desk] "左窗格" "left", "到左边的窗格" "To the pane on the left";
    NextPane "next-pane" Move [Desk] "换窗格" "next pane", "到下一个窗格" "To the next pane";
    PreviousPane "previous-pane" Move [Desk] "上一窗格" "previous pane", "到上一个窗格" "To the previous pane";
    PaneNotices "pane-notices" Move [Desk] "通报" "notices", "到通报窗格" "To the notices";
    PaneFindings "pane-findings" Move [Desk] "问题" "findings", "到问题与措施窗格" "To the findings and measures";
    PaneMeasure "pane-measure" Move [Desk] "措施" "measure", "到措施窗格" "To the measure in front";
    PaneComments "pane-comments" Move [Desk] "评论区" "comments", "到评论窗格" "To the comments";

    Jump "jump" Jump [Desk] "跳转" "jump", "跳转到任何通报、问题、措施、文件或评论（汉字或拼音）" "Jump to any notice, finding, measure, document or comment (characters or pinyin)";
    Alike "alike" Jump [Desk] "他处表述" "alike", "他处相近的表述：全库中与当前措施或问题最接近的" "Other places that say this: what is nearest to the measure or finding in front, in all notices";
    SetMark "set-mark" Jump [Desk] "设标记" "set mark", "以一个字母标记此处（重启后仍在）" "Mark this place with a letter (it stays after leaving)";
    GoMark "go-mark" Jump [Desk] "前往标记" "go to mark", "前往某字母标记的位置" "Go to the place marked with a letter";
    Back "back" Jump [Desk] "后退" "back", "回到跳转之前的位置" "Back to where you were before the jump";
    Forward "forward" Jump [Desk] "前进" "forward", "重新前进" "Forward again";
    Find "find" Jump [Desk] "查找" "find", "在原文中查找" "Find in the source";
    NextMatch "next-match" Jump [Desk] "下一处" "next match", "原文中下一处；没有查找时到下一个问题" "Next match in the source; without a search, the next finding";
    PreviousMatch "previous-match" Jump [Desk] "上一处" "previous match", "原文中上一处；没有查找时到上一个问题" "Previous match in the source; without a search, the previous finding";

    ParseView "parse-view" Parse [Desk] "解析" "parse", "解析与原文对照：更正拆分、编号、归属，采纳读法" "The parse beside its source: correct it, decide on proposed readings";
    ParseSide "parse-side" Parse [Parse] "换边" "side", "解析视图：在提纲和原文之间切换" "Parse view: to the outline, to the source";
    NextIssue "next-issue" Parse [Parse] "下一处" "next issue", "解析视图：下一处提示、建议或不再适用的更正" "Parse view: the next flag, proposal or correction that no longer fits";
    PreviousIssue "previous-issue" Parse [Parse] "上一处" "previous issue", "解析视图：上一处" "Parse view: the one before";
    NextClause "next-clause" Parse [Parse] "下一分句" "next clause", "解析视图：原文中下一分句（拆分、新问题由此处起）" "Parse view: the next clause of the source, where a split or new finding may begin";
    PreviousClause "previous-clause" Parse [Parse] "上一分句" "previous clause", "解析视图：原文中上一分句" "Parse view: the clause before";
    NextCharacter "next-character" Parse [Parse] "下一字" "next character", "解析视图：原文中下一字" "Parse view: the next character of the source";
    PreviousCharacter "previous-character" Parse [Parse] "上一字" "previous character", "解析视图：原文中上一字" "Parse view: the character before";
    Split "split" Parse [Parse] "拆分" "split", "拆分措施：自光标处另为一条" "Split the measure: another one begins at the cursor";
    MergeNext "merge-next" Parse [Parse] "合并" "merge", "与后一条措施（或后一问题）合并" "Merge with the measure, or finding, after it";
    MergePrevious "merge-previous" Parse [Parse] "并入上条" "merge back", "与前一条措施（或前一问题）合并" "Merge with the measure, or finding, before it";
    Relabel "relabel" Parse [Parse] "编号" "number", "改编号" "Give it another number";
    Retitle "retitle" Parse [Parse] "标题" "title", "改问题的标题" "Give the finding another title";
    MoveNext "move-next" Parse [Parse] "归下一问题" "move down", "措施改归后一问题" "The measure answers the finding after its own";
    MovePrevious "move-previous" Parse [Parse] "归上一问题" "move up", "措施改归前一问题" "The measure answers the finding before its own";
    MoveTo "move-to" Parse [Parse] "归到" "move to", "措施改归另选的问题" "The measure answers a finding that you choose";
    DropMeasure "not-a-measure" Parse [Parse] "非措施" "no measure", "不是措施：移出，不再计入" "It is no measure: take it out of the count";
    RestoreMeasure "measure-again" Parse [Parse] "仍是措施" "a measure", "光标处仍是措施" "What stands at the cursor is a measure after all";
    NewFinding "new-finding" Parse [Parse] "新问题" "new finding", "自光标处起为新问题" "A new finding begins at the cursor";
    Accept "accept" Parse [Parse] "采纳" "accept", "采纳此处建议的读法" "The reading proposed here holds";
    Reject "reject" Parse [Parse] "不采纳" "reject", "不采纳此处建议的读法" "The reading proposed here does not hold";

    Source "source" Show [Desk] "原文" "source", "打开或关闭整份通报的原文" "Show or hide the source of the whole notice";
    Flags "flags" Show [Desk] "提示" "flags", "列出提示：本通报或全部通报，可前往" "List the flags of this notice or of all, and go there";
    Letter "letter" Show [Desk] "核查函" "letter", "核查函：为选中的措施（或当前措施、问题、通报）起草，列出应提供的材料" "Draft a letter that asks for what is missing in the marked measures, or in what is in front";
    Numbers "numbers" Show [Desk] "对数" "numbers", "对数：通报自报的每个数字与文中可数的数字并列，逐处可查" "Reconciliation: each number that the notice claims beside what can be counted in it, with its places";
    FollowUp "follow-up" Show [Desk] "跟踪" "follow-up", "跟踪：同一单位此前通报的承诺与问题，与本通报并列" "Follow-up: promises and findings of earlier notices of the same organisation, beside this one";
    Overview "overview" Show [Desk] "总览" "overview", "总览：各通报与单位的进度、对照、结论与承诺" "Overview: progress, gap, verdicts and promises of notices and organisations";
    Promises "promises" Show [Desk] "承诺日历" "promises", "承诺日历：全部有期限的承诺，逾期在前" "Promise calendar: every promise with a date, overdue first";
    SameOrganisation "same-organisation" Judge [Screen] "同一单位" "same", "跟踪：确认两份通报属同一单位；再按一次收回" "Follow-up: the two notices are of one organisation; once more takes it back";
    OtherOrganisation "other-organisation" Judge [Screen] "非同一单位" "another", "跟踪：确认两份通报不属同一单位；再按一次收回" "Follow-up: the two notices are of two organisations; once more takes it back";
    NextOperand "next-operand" Show [Desk Screen] "操作数" "operand", "提示中相互冲突的数字或词语：逐个到原文所在处；承诺日历和跟踪中：到后续通报的下文" "The numbers or words that collide in the flag in focus, one after the other, in the source; of a promise, what a later notice says";
    PreviousOperand "previous-operand" Show [Desk Screen] "上一操作数" "previous operand", "上一个操作数" "The previous of them";
    NextFlag "next-flag" Show [Desk] "下一提示" "next flag", "选择下一条提示" "Choose the next flag of what is in front";
    PreviousFlag "previous-flag" Show [Desk] "上一提示" "previous flag", "选择上一条提示" "Choose the previous flag of what is in front";
    Dismiss "dismiss" Judge [Desk Screen] "排除提示" "set aside", "排除所选提示（须说明理由）；已排除的则恢复" "Set the flag in focus aside, with a reason; raise it again where it is";
    Differences "differences" Show [Desk Screen] "对照" "side by side", "与所选提示所指的另一处、或承诺的下文并排对照" "Show what the flag in focus was held against, or what a later notice says of the promise, side by side";
    FlagGroup "flag-group" Show [Screen] "分组" "group", "提示列表：按规则、通报或程度分组" "List of flags: group by rule, notice or severity";
    FlagSeverity "flag-severity" Show [Screen] "程度" "severity", "提示列表：只看留意以上、只看警示、全部" "List of flags: from notice on, warnings only, or all";
    FlagAside "flag-aside" Show [Screen] "已排除" "set aside", "提示列表：不含、包含或只看已排除的" "List of flags: without, with, or only those that are set aside";
    FilterUnreviewed "filter-unreviewed" Show [Desk] "只看未核" "unreviewed", "只看未核的措施" "Show unreviewed measures only";
    FilterOverdue "filter-overdue" Show [Desk] "只看逾期" "overdue", "只看有逾期承诺的措施" "Show measures with overdue commitments only";
    FilterFlagged "filter-flagged" Show [Desk] "只看提示" "flagged", "只看有提示的措施和问题" "Show flagged measures and findings only";
    FilterAll "filter-all" Show [Desk] "全部" "all", "显示全部" "Show everything";

    Commands "commands" Program [Desk] "命令" "commands", "命令面板：按名称或说明查找并执行命令" "Command palette: find a command by its name or words, and give it";
    Help "help" Program [Desk Screen Parse] "帮助" "help", "全部按键与命令" "All keys and commands";
    Cancel "cancel" Program [Desk] "取消" "cancel", "取消选中，关闭原文，清除提示" "Clear marks, close the source, clear the message";
    Redraw "redraw" Program [Desk] "重绘" "redraw", "重绘屏幕并读取他人的新改动" "Draw the screen anew and read what others changed";
    Suspend "suspend" Program [Desk] "挂起" "suspend", "挂起程序，回到 shell（fg 恢复）" "Suspend the program (fg brings it back)";
    Quit "quit" Program [Desk] "退出" "quit", "退出（先关闭打开的原文）；位置和草稿都会保留" "Close the source, else leave; the place and the drafts are kept";

    Pick "pick" Layer [Picker Find Screen Parse] "选定" "pick", "选定" "Take the one in focus";
    PickDown "pick-down" Layer [Picker] "下移" "down", "下一项" "Next item";
    PickUp "pick-up" Layer [Picker] "上移" "up", "上一项" "Previous item";
    PickPageDown "pick-page-down" Layer [Picker] "下一页" "page down", "向下一页" "A page down";
    PickPageUp "pick-page-up" Layer [Picker] "上一页" "page up", "向上一页" "A page up";
    PickScope "pick-scope" Layer [Picker Screen] "换范围" "scope", "跳转面板：切换范围（全部、通报、问题、措施 …）" "Jump palette: next scope (all, notices, findings, measures …)";
    PickScopeBack "pick-scope-back" Layer [Picker Screen] "上一范围" "scope back", "跳转面板：上一范围" "Jump palette: previous scope";
    Narrow "narrow" Layer [Screen] "筛选" "narrow", "按文字筛选（单位、位置、内容）" "Narrow by words (organisation, place, text)";
    Close "close" Layer [Picker Find Help Screen Parse] "关闭" "close", "关闭" "Close";
    EditorSave "editor-save" Layer [Editor] "保存" "save", "保存评论（连同结论）" "Save the comment (and the verdict with it)";
    EditorClose "editor-close" Layer [Editor] "收起" "close", "收起编辑器，保留草稿" "Close the editor and keep the draft";
    EditorOutside "editor-outside" Layer [Editor Picker] "外部编辑器" "external editor", "用 $VISUAL 或 $EDITOR 编辑" "Edit in $VISUAL or $EDITOR";
    EditorDiscard "editor-discard" Layer [Editor] "丢弃" "discard", "丢弃草稿并关闭" "Throw the draft away and close";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_are_unique_and_look_like_names() {
        let names: HashSet<_> = Command::ALL.iter().map(|command| command.name()).collect();
        assert_eq!(names.len(), Command::ALL.len());
        for command in Command::ALL {
            assert!(
                command.name().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
                "{}",
                command.name()
            );
            assert_eq!(Command::from_name(command.name()), Some(*command));
            assert!(!command.areas().is_empty());
            for lang in [Lang::Zh, Lang::En] {
                assert!(!command.short(lang).is_empty() && !command.long(lang).is_empty());
            }
        }
    }
}
