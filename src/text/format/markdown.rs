//! Markdown: the text as it stands, less the marks that are certain to be marks.
//!
//! Left out are the marks of headings (`## `), quotes (`> `), rules, fences, and of emphasis (`**…**`); rows of pipe tables become rows of
//! [`super::table`]. List marks stay: they are the text's own numbering.

use super::table::CELL;

/// The text without its marks.
pub(super) fn read(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (line, end) = line.split_at(line.trim_end_matches(['\n', '\r']).len());
        let body = unmarked(line);
        if !body.is_empty() || line.trim().is_empty() {
            out.push_str(&body);
            out.push_str(end);
        }
    }
    out
}

fn unmarked(line: &str) -> String {
    let mut line = line.trim_start_matches('\u{feff}');
    while let Some(rest) = line.trim_start_matches(' ').strip_prefix("> ") {
        line = rest;
    }
    let bare = line.trim();
    if bare.starts_with("```") || bare.starts_with("~~~") {
        return String::new();
    }
    if bare.len() >= 3 && ['-', '*', '_', '='].iter().any(|&mark| bare.chars().all(|c| c == mark)) {
        return String::new();
    }
    if let Some(row) = bare.strip_prefix('|').and_then(|row| row.strip_suffix('|')) {
        return table_row(row);
    }
    let hashes = line.len() - line.trim_start_matches('#').len();
    if (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') {
        line = line[hashes..].trim().trim_end_matches('#').trim_end();
    }
    unemphasised(line)
}

fn table_row(row: &str) -> String {
    if row.chars().all(|c| matches!(c, '-' | ':' | '|' | ' ')) && row.contains('-') {
        return String::new();
    }
    let cells: Vec<String> = row.split('|').map(|cell| unemphasised(cell.trim())).collect();
    let line = cells.join(&CELL.to_string());
    line.replace("<br>", "\u{2028}").replace("<br/>", "\u{2028}")
}

/// Without `**` where a pair of them stands close around a text.
fn unemphasised(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find("**") {
        let (before, inside) = (&rest[..open], &rest[open + 2..]);
        out.push_str(before);
        match inside.find("**") {
            Some(close) if close > 0 && !inside.starts_with([' ', '*']) && !inside[..close].ends_with(' ') => {
                out.push_str(&inside[..close]);
                rest = &inside[close + 2..];
            }
            _ => {
                out.push_str("**");
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certain_marks_go_and_the_numbering_stays() {
        let text = "# 关于整改进展的通报\n\n---\n## 一、总体情况 ##\n1. **补登**台账\n- 核对\n> 引文\n\n| 序号 | 问题 |\n|---|:--|\n| 1 | **台账**不全 |\n";
        assert_eq!(
            read(text),
            "关于整改进展的通报\n\n一、总体情况\n1. 补登台账\n- 核对\n引文\n\n序号\t问题\n1\t台账不全\n"
        );
    }

    #[test]
    fn what_may_be_no_mark_stays() {
        for text in ["#1 号井", "a ** b ** c", "****", "2*3*4", "***", "**未完", "#"] {
            let kept = if text == "***" || text == "****" { "" } else { text };
            assert_eq!(read(text), kept, "{text}");
        }
    }
}
