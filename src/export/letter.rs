//! The letter of inquiry (核查函): what to ask an organisation for, as Markdown. Everything that was printed is quoted so that it is
//! text and nothing else.

use std::fmt::Write as _;

use super::active::shown;
use crate::model::Lang;

/// A draft letter to the organisation of one notice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letter {
    /// To whom.
    pub to: String,
    /// The notice's title.
    pub notice: String,
    /// When that was published, as printed.
    pub published: String,
    /// The day at which overdue is measured.
    pub day: String,
    /// What is asked, measure by measure.
    pub items: Vec<LetterItem>,
}

/// A measure with what to ask for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LetterItem {
    /// Address and labels.
    pub place: String,
    /// The problem in short.
    pub finding: String,
    /// The words of the measure.
    pub quote: String,
    /// What to ask for: our own words, and words of the notice.
    pub asks: Vec<(String, String)>,
    /// What the reviewer said of it.
    pub comments: Vec<String>,
}

/// The letter as Markdown.
pub fn letter(letters: &[Letter], lang: Lang) -> String {
    let mut text = String::new();
    for (n, letter) in letters.iter().enumerate() {
        if n > 0 {
            text.push_str("\n---\n\n");
        }
        one(&mut text, letter, lang);
    }
    text
}

fn one(text: &mut String, letter: &Letter, lang: Lang) {
    let (to, notice) = (inline(&letter.to), inline(&letter.notice));
    let (published, day, count) = (inline(&letter.published), &letter.day, letter.items.len());
    let published = if published.is_empty() {
        String::new()
    } else {
        lang.pick(format!("（{published} 公开）"), format!(" (published {published})"))
    };
    // Writing into a string does not fail.
    let _ = match lang {
        Lang::Zh => writeln!(
            text,
            "# 整改情况核查函（草稿）\n\n{to}：\n\n你单位《{notice}》{published}中的下列 {count} 条整改措施需要核实。请逐条说明并提供\
             所列材料。期限以 {day} 为基准日。"
        ),
        Lang::En => writeln!(
            text,
            "# Letter of inquiry (draft)\n\n{to}:\n\nthe following measures ({count}) of your notice “{notice}”{published} have to be \
             verified. Please answer each and provide what is listed. Dates are measured at {day}."
        ),
    };
    let mut finding = "";
    for (n, item) in letter.items.iter().enumerate() {
        if item.finding != finding || n == 0 {
            finding = &item.finding;
            let _ = writeln!(text, "\n## {}", inline(finding));
        }
        let _ = writeln!(text, "\n### {}. {}\n", n + 1, inline(&item.place));
        for line in item.quote.lines() {
            let _ = writeln!(text, "> {}", inline(line));
        }
        let _ = writeln!(text, "\n{}\n", lang.pick("请提供：", "Please provide:"));
        for (ask, quoted) in &item.asks {
            let quoted = inline(quoted);
            let _ = writeln!(text, "- [ ] {ask}{quoted}");
        }
        if !item.comments.is_empty() {
            let _ = writeln!(text, "\n{}\n", lang.pick("核查意见：", "The reviewer notes:"));
            for comment in &item.comments {
                let _ = writeln!(text, "- {}", inline(comment));
            }
        }
    }
}

/// A text on one line in which nothing is markup (CommonMark 0.31, 2.4: any ASCII punctuation may be escaped), no link that viewers
/// make by themselves, and no control character.
fn inline(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut line_start = true;
    for (at, c) in text.trim().char_indices() {
        let at_start = line_start;
        // A number before a dot or bracket begins a list.
        line_start &= c.is_ascii_digit();
        let rest = &text.trim()[at + c.len_utf8()..];
        let active = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' | '^' | '@' | '{' | '}' => true,
            '#' | '+' | '-' | '=' => at == 0,
            '.' | ')' => at_start || text.trim()[..at].to_ascii_lowercase().ends_with("www"),
            '!' => rest.starts_with('['),
            ':' => rest.starts_with('/'),
            _ => false,
        };
        if active {
            escaped.push('\\');
        }
        escaped.push(if c.is_whitespace() { ' ' } else { shown(c) });
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(quote: &str) -> Letter {
        Letter {
            to: "云溪港务集团有限公司党委".into(),
            notice: "云溪港务整改通报".into(),
            published: "2024-03".into(),
            day: "2026-11-24".into(),
            items: vec![LetterItem {
                place: "N1.2.1 一、 2. 一是".into(),
                finding: "泊位管护不到位".into(),
                quote: quote.into(),
                asks: vec![
                    ("完成时间".into(), String::new()),
                    ("文件全文：".into(), "《护栏细则》".into()),
                ],
                comments: vec!["审1：未见*实物*".into()],
            }],
        }
    }

    #[test]
    fn a_letter_reads_as_one() {
        insta::assert_snapshot!(letter(&[example("补齐护栏，年底前完成。")], Lang::Zh), @r"
        # 整改情况核查函（草稿）

        云溪港务集团有限公司党委：

        你单位《云溪港务整改通报》（2024-03 公开）中的下列 1 条整改措施需要核实。请逐条说明并提供所列材料。期限以 2026-11-24 为基准日。

        ## 泊位管护不到位

        ### 1. N1.2.1 一、 2. 一是

        > 补齐护栏，年底前完成。

        请提供：

        - [ ] 完成时间
        - [ ] 文件全文：《护栏细则》

        核查意见：

        - 审1：未见\*实物\*
        ");
    }

    #[test]
    fn nothing_printed_is_markup() {
        let cases = [
            ("# 标题", "\\# 标题"),
            ("1. 第一", "1\\. 第一"),
            ("12) 第一", "12\\) 第一"),
            ("- 一", "\\- 一"),
            ("---", "\\---"),
            ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
            ("![x](http://a.b/c)", "\\!\\[x\\](http\\://a.b/c)"),
            ("[点此](javascript:alert)", "\\[点此\\](javascript:alert)"),
            ("www.a.b 与 a@b.c", "www\\.a.b 与 a\\@b.c"),
            ("甲\u{1b}[2J\u{202e}乙\r\n丙", "甲␛\\[2J\u{fffd}乙  丙"),
            ("a | b `c` &lt;", "a \\| b \\`c\\` \\&lt;"),
            ("2023-06-30", "2023-06-30"),
        ];
        for (text, escaped) in cases {
            assert_eq!(inline(text), escaped);
        }
        let hostile = letter(&[example("一\n# 二\n\n</blockquote>\n```\n    三")], Lang::En);
        let quoted = hostile
            .lines()
            .skip_while(|line| !line.starts_with("> "))
            .take_while(|line| line.starts_with('>'));
        assert_eq!(quoted.count(), 6, "{hostile}");
    }
}
