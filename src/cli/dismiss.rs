//! `dismiss`: hits that are set aside.

use super::check::rules;
use super::context::Context;
use super::exit::{Code, Failure};
use crate::desk::FlagName;
use crate::model::Lang;

/// Set the hits of one rule on a notice, finding or measure aside · 排除提示
///
/// What is set aside is known again by its words, also after an import or a new reading, and `check` leaves it out. The reason stands in
/// the history and in exports. One undo takes it back.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What the hits stand on: N3, N3.12, N3.12.2, or the beginning of a uid; not what stands inside of it
    #[arg(value_name = "ADDRESS")]
    address: String,
    /// The rule that raised them
    #[arg(value_name = "RULE", value_parser = rules(Lang::En))]
    rule: String,
    /// Why they are set aside
    #[arg(
        long,
        value_name = "TEXT",
        required_unless_present = "raise",
        conflicts_with = "raise"
    )]
    reason: Option<String>,
    /// Raise again what was set aside
    #[arg(long)]
    raise: bool,
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        let mut desk = cx.open()?;
        let target = desk.locate(&self.address)?;
        let rows = desk.hints(Some(target))?.into_iter();
        let own = rows.filter(|row| {
            let open = row.view.dismissed.is_none();
            row.target == target && row.view.flag.rule == self.rule && open != self.raise
        });
        let names: Vec<FlagName> = own.map(|row| row.name()).collect();
        if names.is_empty() {
            let rule = &self.rule;
            return Err(Failure::usage(
                cx.pick(
                    format!("{} 上没有可如此处理的 {rule} 提示", self.address),
                    format!("{} has no hit of {rule} to do that with", self.address),
                ),
                cx.pick(
                    "用 check --dismissed 查看其提示",
                    "look at its hits with check --dismissed",
                ),
            ));
        }
        let done = desk.dismiss(&names, self.reason.as_deref())?;
        cx.out.line(&done.what)?;
        Ok(Code::Ok)
    }
}
