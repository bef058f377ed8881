//! What `parse --explain` prints.

use super::context::Context;
use super::exit::Failure;
use crate::model::Explained;

pub(super) fn print(explained: &Explained, cx: &mut Context) -> Result<(), Failure> {
    let candidates = explained.candidates.len();
    let taken = explained.candidates.iter().filter(|sign| sign.taken.is_some()).count();
    cx.out.line(&cx.lang.pick(
        format!("候选 {candidates}，采用 {taken}（分值单位：十分之一）"),
        format!("{candidates} candidates, {taken} taken (tenths of a point)"),
    ))?;
    for (at, sign) in explained.candidates.iter().enumerate() {
        let place = sign.place.as_deref().unwrap_or("-");
        let fate = match &sign.taken {
            Some(taken) => format!("+ {}{}", "  ".repeat(usize::from(taken.depth)), taken.relation),
            None => "- ".to_owned(),
        };
        let text = &sign.text;
        let (style, strength) = (&sign.style, sign.strength);
        cx.out.line(&format!(
            "  {at:>4} {style:<12} {place:<9} {strength:>4}  {fate:<16} {text}"
        ))?;
    }
    cx.out.line("")?;
    cx.out.line(cx.pick(
        "方案：得分 = 标记 + 连号 + 层级 + 答复",
        "outlines: score = words + numbers + levels + answers",
    ))?;
    for (rank, outline) in explained.outlines.iter().enumerate() {
        let sums = format!(
            "{:>7} = {} + {} + {} + {}",
            outline.score, outline.words, outline.numbers, outline.levels, outline.answers
        );
        let signs = outline.signs;
        let why = match outline.differs_at {
            None => cx.lang.pick(
                format!("{signs} 处，得分最高，采用"),
                format!("{signs} signs: the best, taken"),
            ),
            Some(at) => {
                let text = explained.candidates.get(at).map_or("", |sign| sign.text.as_str());
                cx.lang.pick(
                    format!("{signs} 处，自候选 {at}“{text}”起不同"),
                    format!("{signs} signs, differs from candidate {at} on: {text}"),
                )
            }
        };
        cx.out.line(&format!("  {:>2}. {sums}  {why}", rank + 1))?;
    }
    cx.out.line("")?;
    cx.out.line(cx.pick("各部分及依据", "parts and their cues"))?;
    for line in &explained.lines {
        cx.out
            .line(&format!("  {:<11} {:<40} {}", line.role, line.cue, line.text))?;
    }
    Ok(())
}
