//! What the commands do: each changes the state and returns effects. One file for each heading of the help.

mod comment;
mod correct;
mod flags;
mod judge;
mod jump;
mod layer;
mod letter;
mod motion;
mod program;
mod promise;
mod screen;
mod show;

use super::command::Command;
use super::effect::Effect;
use super::layers::Layer;
use super::layers::flags::FlagList;
use super::panes::Pane;
use super::panes::findings::Filter;
use super::state::State;
use super::widgets::list::Step;
use crate::model::Verdict;

pub use comment::{draft_changed, reopen};
pub use judge::nothing_left;
pub use jump::{asked, go, typed_in_palette};
pub use letter::saved;

/// Gives a command.
pub fn run(command: Command, state: &mut State) -> Vec<Effect> {
    match command {
        Command::VerdictVerified => judge::verdict(state, Some(Verdict::Verified)),
        Command::VerdictPartial => judge::verdict(state, Some(Verdict::Partial)),
        Command::VerdictPromiseOnly => judge::verdict(state, Some(Verdict::PromiseOnly)),
        Command::VerdictUnsupported => judge::verdict(state, Some(Verdict::Unsupported)),
        Command::VerdictContradicted => judge::verdict(state, Some(Verdict::Contradicted)),
        Command::VerdictOffTarget => judge::verdict(state, Some(Verdict::OffTarget)),
        Command::VerdictExcluded => judge::verdict(state, Some(Verdict::Excluded)),
        Command::VerdictNone => judge::verdict(state, None),
        Command::Mark => judge::mark(state),
        Command::Undo => judge::undo(state),
        Command::Redo => judge::redo(state),

        Command::Check => promise::check(state),
        Command::NextPromise => promise::step(state, true),
        Command::PreviousPromise => promise::step(state, false),

        Command::Comment => comment::comment(state),
        Command::CommentFinding => comment::comment_finding(state),
        Command::CommentNotice => comment::comment_notice(state),

        Command::Down => motion::step(state, Step::Down),
        Command::Up => motion::step(state, Step::Up),
        Command::HalfDown => motion::step(state, Step::HalfDown),
        Command::HalfUp => motion::step(state, Step::HalfUp),
        Command::PageDown => motion::step(state, Step::PageDown),
        Command::PageUp => motion::step(state, Step::PageUp),
        Command::First => motion::step(state, Step::First),
        Command::Last => motion::step(state, Step::Last),
        Command::NextFinding => motion::finding(state, true),
        Command::PreviousFinding => motion::finding(state, false),
        Command::NextUnreviewed => motion::unreviewed(state, true),
        Command::PreviousUnreviewed => motion::unreviewed(state, false),
        Command::NextNotice => motion::notice(state, true),
        Command::PreviousNotice => motion::notice(state, false),
        Command::Open => motion::open(state),
        Command::Right => motion::aside(state, true),
        Command::Left => motion::aside(state, false),
        Command::NextPane => motion::turn(state, true),
        Command::PreviousPane => motion::turn(state, false),
        Command::PaneNotices => motion::pane(state, Pane::Notices),
        Command::PaneFindings => motion::pane(state, Pane::Findings),
        Command::PaneMeasure => motion::pane(state, Pane::Measure),
        Command::PaneComments => motion::pane(state, Pane::Comments),

        Command::Jump => jump::open(state),
        Command::Alike => jump::alike(state),
        Command::SetMark => jump::mark(state, true),
        Command::GoMark => jump::mark(state, false),
        Command::Back => jump::back(state),
        Command::Forward => jump::forward(state),
        Command::Find => show::find(state),
        Command::NextMatch => show::step_match(state, true),
        Command::PreviousMatch => show::step_match(state, false),

        Command::ParseView => correct::open(state),
        Command::ParseSide => correct::side(state),
        Command::NextIssue => correct::issue(state, true),
        Command::PreviousIssue => correct::issue(state, false),
        Command::NextClause => correct::clause(state, true),
        Command::PreviousClause => correct::clause(state, false),
        Command::NextCharacter => correct::character(state, true),
        Command::PreviousCharacter => correct::character(state, false),
        Command::Split => correct::split(state),
        Command::MergeNext => correct::merge(state, true),
        Command::MergePrevious => correct::merge(state, false),
        Command::Relabel => correct::relabel(state),
        Command::Retitle => correct::retitle(state),
        Command::MoveNext => correct::move_beside(state, true),
        Command::MovePrevious => correct::move_beside(state, false),
        Command::MoveTo => correct::move_to(state),
        Command::DropMeasure => correct::drop(state),
        Command::RestoreMeasure => correct::restore(state),
        Command::NewFinding => correct::new_finding(state),
        Command::Accept => correct::decide(state, true),
        Command::Reject => correct::decide(state, false),

        Command::Source => show::source(state),
        Command::Flags => flags::open(state),
        Command::NextOperand => flags::operand(state, true),
        Command::PreviousOperand => flags::operand(state, false),
        Command::NextFlag => flags::step(state, true),
        Command::PreviousFlag => flags::step(state, false),
        Command::Dismiss => flags::dismiss(state),
        Command::Differences => flags::differences(state),
        Command::FlagGroup => flags::on_list(state, FlagList::regroup),
        Command::FlagSeverity => flags::on_list(state, FlagList::louder),
        Command::FlagAside => flags::on_list(state, FlagList::turn_aside),
        Command::Letter => letter::open(state),
        Command::Promises => screen::promises(state),
        Command::Numbers => screen::numbers(state),
        Command::FollowUp => screen::follow_up(state),
        Command::SameOrganisation => screen::relate(state, true),
        Command::OtherOrganisation => screen::relate(state, false),
        Command::Overview => screen::overview(state),
        Command::FilterAll => show::filter(state, Filter::All),
        Command::FilterUnreviewed => show::filter(state, Filter::Unreviewed),
        Command::FilterOverdue => show::filter(state, Filter::Overdue),
        Command::FilterFlagged => show::filter(state, Filter::Flagged),

        Command::Commands => program::commands(state),
        Command::Help => program::help(state),
        Command::Cancel => program::cancel(state),
        Command::Redraw => program::redraw(state),
        Command::Suspend => vec![Effect::Suspend],
        Command::Quit => program::quit(state),

        Command::Pick => layer::pick(state),
        Command::PickDown => layer::step(state, Step::Down),
        Command::PickUp => layer::step(state, Step::Up),
        Command::PickPageDown => layer::step(state, Step::PageDown),
        Command::PickPageUp => layer::step(state, Step::PageUp),
        Command::PickScope => jump::scope(state, true),
        Command::PickScopeBack => jump::scope(state, false),
        Command::Narrow => screen::narrow(state),
        Command::Close => layer::close(state),
        Command::EditorSave => comment::save(state),
        Command::EditorClose => comment::close(state),
        Command::EditorOutside if matches!(state.layers.last(), Some(Layer::Letter(_))) => letter::edit(state),
        Command::EditorOutside => comment::outside(state),
        Command::EditorDiscard => comment::discard(state),
    }
}
