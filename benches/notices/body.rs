//! What a notice says, part by part.

use super::layout::{Breaks, Layout, Style};
use super::words::{Random, Year};
use super::{Line, Notice};

/// Answers that all notices copy from.
const STOCK: usize = 40;

/// A writer of one notice.
struct Writer<'a> {
    random: &'a mut Random,
    year: Year,
    layout: Layout,
    lines: Vec<Line>,
    bytes: usize,
    findings: usize,
    measures: usize,
}

/// Writes a notice of about that many bytes.
pub(super) fn write(random: &mut Random, bytes: usize) -> Notice {
    let year = Year(random.within(2019, 2025));
    let place = year.say(random, "place");
    let rank = year.say(random, "rank");
    let unit = year.say(random, "unit");
    let body = if unit.ends_with('局') { "党组" } else { "党委" };
    let name = format!("{rank}{unit}");
    let issuer = format!("{place}{name}{body}");
    let title = match random.below(4) {
        0 => format!("{issuer}关于{rank}委巡察整改进展情况的通报"),
        1 => format!(
            "中共{place}{name}委员会关于{rank}委第{}轮巡察集中整改进展情况的通报",
            random.within(2, 9)
        ),
        2 => format!("{place}{name}关于巡察反馈问题整改情况的公告"),
        _ => format!("{issuer}关于落实{rank}委巡察反馈意见整改情况的通报"),
    };
    let published = format!("{}-{:02}-{:02}", year.0 + 1, random.within(1, 12), random.within(1, 28));
    let layout = Layout::choose(random);
    let mut writer = Writer {
        random,
        year,
        layout,
        lines: Vec::new(),
        bytes: 0,
        findings: 0,
        measures: 0,
    };
    writer.heading(0, title.clone());
    writer.opening(&name, &rank, body);
    writer.answers(bytes.max(2_000) - 1_500);
    writer.closing(&place, &rank, &issuer, &published);
    let Writer {
        mut lines,
        findings,
        measures,
        random,
        ..
    } = writer;
    if layout.breaks == Breaks::Lost {
        lines = join(lines);
    }
    Notice {
        url: format!(
            "https://www.{}.example/art/{}/{}.html",
            random.below(90_000),
            year.0,
            random.below(1_000_000)
        ),
        title,
        issuer,
        published,
        lines,
        findings,
        measures,
    }
}

/// All but the title in one paragraph.
fn join(lines: Vec<Line>) -> Vec<Line> {
    let mut body = String::new();
    let mut out = Vec::new();
    for line in lines {
        match line {
            Line::Heading(0, _) => out.push(line),
            Line::Heading(_, text) | Line::Text(text) => body.push_str(&text),
            Line::Row(cells) => body.push_str(&cells.concat()),
        }
    }
    out.push(Line::Text(body));
    out
}

impl Writer<'_> {
    fn say(&mut self, kind: &str) -> String {
        self.year.say(self.random, kind)
    }

    fn push(&mut self, line: Line) {
        self.bytes += match &line {
            Line::Heading(_, text) | Line::Text(text) => text.len() + 1,
            Line::Row(cells) => cells.iter().map(|cell| cell.len() + 1).sum(),
        };
        self.lines.push(line);
    }

    fn heading(&mut self, level: u8, text: String) {
        self.push(Line::Heading(level, text));
    }

    fn text(&mut self, text: String) {
        self.push(Line::Text(text));
    }

    fn opening(&mut self, name: &str, rank: &str, body: &str) {
        let year = self.year.0;
        let (from, days) = (self.random.within(1, 5), self.random.within(10, 28));
        let group = ["一", "二", "三", "四", "五", "六"][self.random.below(6)];
        let text = format!(
            "根据{rank}委统一部署，{year}年{from}月{days}日至{}月{}日，{rank}委第{group}巡察组对{name}{body}进行了巡察。{year}年{}月{}日，{rank}委巡察组反馈了巡察意见。按照有关要求，现将整改进展情况予以公布。",
            from + 2,
            self.random.within(10, 28),
            from + 4,
            self.random.within(1, 28),
        );
        self.text(text);
        self.heading(1, format!("{}整改工作组织领导情况", self.layout.part.label(1)));
        let leads: Vec<String> = (0..self.random.within(2, 4)).map(|_| self.say("lead")).collect();
        for (at, lead) in leads.iter().enumerate() {
            self.text(format!("{}{lead}。", if at == 0 { "一方面" } else { "同时" }));
        }
        let (total, measures) = (self.random.within(12, 68), self.random.within(70, 210));
        let left = self.random.within(1, 11);
        self.text(format!(
            "反馈意见共{total}个问题，制定整改措施{measures}条。截至{year}年12月底，已完成整改{}个，正在整改{left}个，整改完成率{}.{}%。",
            total - left,
            (total - left) * 100 / total,
            (total - left) * 1000 / total % 10
        ));
    }

    fn answers(&mut self, bytes: usize) {
        self.heading(1, format!("{}巡察反馈问题整改落实情况", self.layout.part.label(2)));
        if self.layout.table {
            let heads = [
                "序号",
                "反馈问题",
                "整改措施",
                "责任领导",
                "责任部门",
                "完成时限",
                "整改进展",
            ];
            self.push(Line::Row(heads.map(str::to_owned).to_vec()));
            while self.bytes < bytes {
                self.row();
            }
            return;
        }
        let (mut group, mut number) = (0, 0);
        let mut here = 0;
        while self.bytes < bytes {
            if self.layout.group != Style::None && here == 0 {
                group += 1;
                here = self.random.within(2, 7);
                number = 0;
                let part = self.say("part");
                self.heading(2, format!("{}{part}方面", self.layout.group.label(group)));
            }
            here = here.saturating_sub(1);
            number += 1;
            self.finding(number);
        }
    }

    fn finding(&mut self, number: usize) {
        self.findings += 1;
        let (area, defect) = (self.say("area"), self.say("defect"));
        let label = self.layout.finding.label(number);
        let title = match self.random.below(3) {
            0 => format!("{label}关于“{area}{defect}”的问题"),
            1 => format!("{label}关于{area}{defect}的问题"),
            _ => format!("{label}针对“{area}{defect}”问题"),
        };
        self.heading(
            3,
            if self.layout.breaks == Breaks::Lost {
                title + "。"
            } else {
                title
            },
        );
        if self.layout.statement {
            let (who, proof) = (self.say("who"), self.say("proof"));
            self.text(format!("{who}{area}{defect}。{proof}。"));
        }
        let many = self.random.within(1, 5);
        let measures: Vec<String> = (1..=many).map(|at| self.measure(at)).collect();
        self.measures += many;
        let answer = self.layout.answer;
        if self.layout.breaks == Breaks::Each {
            if !answer.is_empty() {
                self.text(answer.to_owned());
            }
            for measure in measures {
                self.text(measure);
            }
        } else {
            self.text(format!("{answer}{}", measures.concat()));
        }
        if self.layout.fields {
            let state = ["已完成", "基本完成", "已完成并长期坚持", "持续推进"][self.random.below(4)];
            let (head, due) = (self.say("head"), self.year.0 + 1);
            self.text(format!("整改状态：{state}"));
            self.text(format!("责任部门：{head}"));
            let text = format!("完成时限：{due}年{}月", self.random.within(1, 12));
            self.text(text);
        }
    }

    fn measure(&mut self, number: usize) -> String {
        let label = self.layout.measure.label(number);
        format!("{label}{}", self.answer())
    }

    /// What was done: a line of its own kind, or one of the stock.
    fn answer(&mut self) -> String {
        if self.random.once_in(20) {
            let stock = self.random.below(STOCK) as u64;
            return sentences(&mut Random::new(0x5eed_0000 + stock), Year(2024));
        }
        sentences(self.random, self.year)
    }

    fn row(&mut self) {
        self.findings += 1;
        let (area, defect) = (self.say("area"), self.say("defect"));
        let many = self.random.within(1, 3);
        self.measures += many;
        let measures: String = (1..=many)
            .map(|at| format!("{}{}", self.layout.measure.label(at), self.answer()))
            .collect();
        let cells = vec![
            self.findings.to_string(),
            format!("{area}{defect}"),
            measures,
            ["局长", "副局长", "总经理", "分管领导"][self.random.below(4)].to_owned(),
            self.say("head"),
            format!("{}年{}月", self.year.0 + 1, self.random.within(1, 12)),
            ["已完成", "基本完成", "持续推进", "长期坚持"][self.random.below(4)].to_owned(),
        ];
        self.push(Line::Row(cells));
    }

    fn closing(&mut self, place: &str, rank: &str, issuer: &str, published: &str) {
        self.heading(1, format!("{}下一步工作打算", self.layout.part.label(3)));
        for at in 1..=self.random.within(2, 4) {
            let next = self.say("next");
            self.text(format!("{}{next}。", Style::HanInBrackets.label(at)));
        }
        let phone = self.random.within(6_000_000, 8_999_999);
        let text = format!(
            "欢迎广大干部群众对整改落实情况进行监督。如有意见建议，请及时反映。联系电话：0899-{phone}；通信地址：{place}{rank}渡口路{}号；电子邮箱：jc{}@mail.example。",
            self.random.within(1, 400),
            self.random.below(1_000)
        );
        self.text(text);
        self.text(issuer.to_owned());
        let mut day = published.split('-').map(|part| part.trim_start_matches('0'));
        let mut next = || day.next().unwrap_or_default();
        self.text(format!("{}年{}月{}日", next(), next(), next()));
    }
}

/// An answer of two to five sentences: a head, what was done, now and then what goes on or is promised.
fn sentences(random: &mut Random, year: Year) -> String {
    let mut out = format!("{}{}。", year.say(random, "verb"), year.say(random, "noun"));
    for _ in 0..random.within(1, 3) {
        out += &year.say(random, "done");
        out.push('。');
    }
    match random.below(6) {
        0 => out += &(year.say(random, "ongoing") + "。"),
        1 => out += &(year.say(random, "planned") + "。"),
        2 => {
            out.pop();
            out += &format!("，{}。", year.say(random, "close"));
        }
        _ => {}
    }
    out
}
