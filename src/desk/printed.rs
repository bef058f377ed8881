//! What a notice prints for a finding as a whole, in words.

use super::FindingView;
use crate::model::{Deadline, Lang};

/// What a notice prints for a finding beside its state, with the word for each: `(完成时限, 2024年6月（2024-06-30）)`.
pub fn printed_fields(
    deadline: Option<&Deadline>,
    [leader, department, person]: [Option<&str>; 3],
    lang: Lang,
) -> Vec<(&'static str, String)> {
    let deadline = deadline.map(|deadline| match deadline.due {
        Some(due) => lang.pick(
            format!("{}（{due}）", deadline.text),
            format!("{} ({due})", deadline.text),
        ),
        None => deadline.text.clone(),
    });
    let fields = [
        (lang.pick("完成时限", "deadline"), deadline),
        (lang.pick("责任领导", "leader"), leader.map(str::to_owned)),
        (lang.pick("责任部门", "department"), department.map(str::to_owned)),
        (lang.pick("责任人", "person"), person.map(str::to_owned)),
    ];
    fields
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

impl FindingView {
    /// What the notice prints for it beside its state, see [`printed_fields`].
    pub fn printed_fields(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let names = [&self.printed.leader, &self.printed.department, &self.printed.person].map(Option::as_deref);
        printed_fields(self.printed.deadline.as_ref(), names, lang)
    }
}
