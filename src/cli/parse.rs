//! `parse`: one file read without any database.

use std::path::{Path, PathBuf};

use clap::ValueHint;

use super::context::Context;
use super::exit::{Code, Failure};
use super::explain;
use super::words::{self, facts, labelled};
use crate::desk;
use crate::model::{Finding, ParsedNotice, Section};

/// Read one file without any database, and print what was read · 解析
///
/// Prints an outline, or with --json one object with every place in the text.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file, or - for standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// Print one JSON object with everything that was read, with its places in the text
    #[arg(long)]
    json: bool,
    /// Tell why it was read so: candidates, outlines that competed, and the cue for each part
    #[arg(long)]
    explain: bool,
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        cx.learn(None)?;
        if self.explain {
            let explained = if self.file == Path::new("-") {
                desk::explain_text(&cx.stdin()?, "-", cx.lang)?
            } else {
                desk::explain_file(&self.file, cx.lang)?
            };
            if self.json {
                cx.out.json(&explained)?;
            } else {
                explain::print(&explained, cx)?;
            }
            return Ok(Code::Ok);
        }
        let parsed = if self.file == Path::new("-") {
            desk::parse_text(&cx.stdin()?, "-", cx.lang)?
        } else {
            desk::parse_file(&self.file, cx.lang)?
        };
        if self.json {
            cx.out.json(&parsed)?;
        } else {
            print(&parsed, cx)?;
        }
        Ok(Code::Ok)
    }
}

fn print(parsed: &ParsedNotice, cx: &mut Context) -> Result<(), Failure> {
    head(parsed, cx)?;
    let mut sections = parsed.sections.iter().peekable();
    for finding in &parsed.findings {
        while let Some(section) = sections.next_if(|section| section.span.start <= finding.span.start) {
            heading(section, cx)?;
        }
        print_finding(finding, cx)?;
    }
    for section in sections {
        heading(section, cx)?;
    }
    for steps in &parsed.next_steps {
        let label = cx.pick("下一步", "next");
        cx.out
            .line(&format!("{label}: {}", labelled(steps.label.as_deref(), &steps.title)))?;
        for item in &steps.items {
            cx.out
                .line(&format!("    {}", labelled(item.label.as_deref(), &item.text)))?;
        }
    }
    for claim in &parsed.claims {
        let label = cx.pick("自报", "claim");
        cx.out.line(&format!("{label}: {}", claim.text))?;
    }
    for repair in &parsed.repairs {
        let label = cx.pick("清理", "repair");
        cx.out.line(&format!("{label}: {} × {}", repair.kind, repair.count))?;
    }
    for flag in &parsed.flags {
        let label = cx.pick("提示", "flag");
        cx.out.line(&format!("{label}: {}", words::said(flag, cx.lang)))?;
    }
    Ok(())
}

fn head(parsed: &ParsedNotice, cx: &mut Context) -> Result<(), Failure> {
    for fact in facts(&parsed.notice, cx.lang) {
        cx.out.line(&fact)?;
    }
    let measures: usize = parsed.findings.iter().map(|finding| finding.measures.len()).sum();
    let findings = parsed.findings.len();
    cx.out.line(&cx.lang.pick(
        format!("问题 {findings}，措施 {measures}"),
        format!("{findings} findings, {measures} measures"),
    ))?;
    cx.out.line("")?;
    Ok(())
}

fn heading(section: &Section, cx: &mut Context) -> Result<(), Failure> {
    if section.label.is_none() && section.title.is_empty() {
        return Ok(());
    }
    let indent = "  ".repeat(usize::from(section.level.saturating_sub(1)));
    cx.out.line(&format!(
        "{indent}{}",
        labelled(section.label.as_deref(), &section.title)
    ))?;
    Ok(())
}

fn print_finding(finding: &Finding, cx: &mut Context) -> Result<(), Failure> {
    let indent = "  ".repeat(finding.path.len());
    let state = finding
        .state
        .as_deref()
        .map_or_else(String::new, |state| format!(" [{state}]"));
    let title = labelled(finding.label.as_deref(), &finding.title);
    cx.out.line(&format!("{indent}{title}{state}"))?;
    let names = [&finding.leader, &finding.department, &finding.person].map(Option::as_deref);
    for (name, value) in desk::printed_fields(finding.deadline.as_ref(), names, cx.lang) {
        let mark = cx.pick("：", ": ");
        cx.out.line(&format!("{indent}  {name}{mark}{value}"))?;
    }
    for measure in &finding.measures {
        let progress = measure.progress.name(cx.lang);
        let text = labelled(measure.label.as_deref(), &measure.text);
        cx.out.line(&format!("{indent}  [{progress}] {text}"))?;
        for commitment in &measure.commitments {
            let due = commitment.due.map_or_else(String::new, |due| format!(" {due}"));
            let kind = commitment.kind.name(cx.lang);
            cx.out
                .line(&format!("{indent}    → {kind}{due}: {}", commitment.text))?;
        }
    }
    Ok(())
}
