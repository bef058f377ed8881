//! The jump palette's keystrokes, side by side with `nucleo-matcher`, `fuzzy-matcher` and `fzf --filter`, in one run.
//!
//! `cargo bench --bench search` prints a table: median and 99th percentile over a few hundred different keystrokes of each sort, memory
//! a record beside the text that the index was made from, and the time that the index takes to build, each beside what is asked of it.
//! `-- 10k`, `-- 100k`, `-- 200`, `-- 1m` run one size alone. A keystroke is timed from the query to the first fifty with their marks, as
//! if nothing had been typed before it; `typed on` is the same where the keystroke before is remembered, as the desk does. All engines
//! are asked the same keystrokes where they are compared, with as many threads. Everything is generated from a seed.
//!
//! The texts are as frequent in characters and pairs of characters as the measures of real notices, cut into pieces of fifty characters:
//! the commonest character stands in two of five, the commonest pair in a quarter, and there are four or five marks of punctuation.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench fails as a test does")]

use std::io::Write as _;
use std::ops::Range;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use duizhang::search::{Entry, Found, Index, Look, Trace};
use duizhang::text::pinyin;
use fuzzy_matcher::FuzzyMatcher as _;
use fuzzy_matcher::skim::SkimMatcherV2;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};

/// A size, and what is asked of it.
#[derive(Clone, Copy)]
struct Size {
    name: &'static str,
    records: usize,
    /// Characters in each.
    length: usize,
    threads: usize,
    /// Milliseconds: median and 99th percentile of character queries.
    asked: (f64, f64),
    /// Bytes a record.
    memory: usize,
    /// Milliseconds that building may take.
    build: u128,
    /// Keystrokes that the slow engines get.
    few: usize,
}

const SIZES: [Size; 4] = [
    Size {
        name: "10k",
        records: 10_000,
        length: 50,
        threads: 1,
        asked: (0.3, 1.0),
        memory: 150,
        build: 20,
        few: 30,
    },
    Size {
        name: "100k",
        records: 100_000,
        length: 50,
        threads: 1,
        asked: (1.5, 4.0),
        memory: 150,
        build: 150,
        few: 30,
    },
    Size {
        name: "200",
        records: 100_000,
        length: 200,
        threads: 1,
        asked: (4.0, 10.0),
        memory: 500,
        build: 500,
        few: 12,
    },
    Size {
        name: "1m",
        records: 1_000_000,
        length: 50,
        threads: 2,
        asked: (8.0, 25.0),
        memory: 150,
        build: 1_500,
        few: 12,
    },
];
const KINDS: [Kind; 7] = [
    Kind::Han,
    Kind::Apart,
    Kind::Words,
    Kind::Long,
    Kind::Initials,
    Kind::Pinyin,
    Kind::Mixed,
];
const SHOWN: usize = 50;
/// Keystrokes of each kind.
const KEYSTROKES: usize = 200;

/// How a phrase of a text is typed, key by key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Neighbouring characters, one to four.
    Han,
    /// Characters with gaps, one to four.
    Apart,
    /// Two words.
    Words,
    /// Up to twelve characters.
    Long,
    /// First letters.
    Initials,
    /// Whole syllables.
    Pinyin,
    /// Two characters, then letters.
    Mixed,
}

impl Kind {
    const fn heard(self) -> bool {
        matches!(self, Self::Initials | Self::Pinyin | Self::Mixed)
    }
}

/// Words of the field, the frequent first.
const WORDS: &str = "的 企业 工作 集团 管理 制定 问题 和 组织 对 公司 加强 建设 制度 开展 相关 机制 完善 党委 建立 进一步 完成 整改 落实 进行 情况 干部 方案 \
    要求 项目 市属 支部 发展 国资 考核 责任 监督 检查 学习 会议 推进 人员 等 已 领导 执行 规范 审批 流程 研究 业务 风险 修订 印发 办法 国有 资产 改革 安全 \
    采购 合同 招标 财务 资金 使用 培训 基层 廉洁 纪律 巡察 反馈 措施 专项 治理 清理 排查 台账 逐项 销号 长期 坚持 重点 重大 事项 决策 前置 程序 严格 把关 \
    选人 用人 年度 计划 季度 每月 不少于 次 份 名 个 码头 泊位 仓储 船舶 航道 调度 行车 装卸 港口 物流 堆场 闸口 票据 报销 公车 接待 补贴 津贴 追缴 清退 \
    谈话 提醒 约谈 问责 处分 通报 批评 教育 警示 案例 调研 走访 群众 诉求 办理 回访 满意 绿色 能源 策略 旅游 律师 履行 虑及 女工 疏漏 薄弱 滞后 缺失 淡化 \
    虚化 边缘 形式 主义 官僚 享乐 奢靡 苗头 隐患 漏洞 短板 弱项 堵点 卡点 难点 痛点 靶向 施策 闭环 联动 协同 统筹 兼顾 衔接 贯通 融合 嵌入 穿透 覆盖 抽查 \
    复核 验收";

/// A generator of its own, so that the data never changes with a crate.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % below
    }

    /// One of many, the first most frequent: by Zipf's rule, but that the first few are about as frequent as each other.
    fn rank(&mut self, many: usize, flat: f64) -> usize {
        let even = self.next(1 << 24) as f64 / f64::from(1 << 24);
        let (first, last) = (flat.ln(), (flat + many as f64).ln());
        ((first + even * (last - first)).exp() - flat) as usize % many
    }
}

fn texts(records: usize, length: usize) -> Vec<String> {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut text = || {
        let mut text = String::new();
        let mut len = 0;
        // The last word goes a little beyond.
        let aim = length / 2 + random.next(length) - 1;
        while len < aim {
            let before = text.len();
            match random.next(24) {
                0..3 => text.push('，'),
                3 => text.push(['。', '、', '《', '》', '“', '”', '；'][random.next(7)]),
                4 => text.push_str(&(2010 + random.next(16)).to_string()),
                // Names, places and the rest of the language: the long tail.
                5..11 => text.push(char::from_u32(0x4e00 + (random.rank(2_500, 30.0) * 8 % 20_000) as u32).unwrap()),
                _ => text.push_str(words[random.rank(words.len(), 30.0)]),
            }
            len += text[before..].chars().count();
        }
        text
    };
    (0..records).map(|_| text()).collect()
}

/// The queries that arise while phrases of random texts are typed.
fn keystrokes(texts: &[String], kind: Kind) -> Vec<String> {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut typed = Vec::new();
    let han = |c: &char| pinyin::readings(*c).next().is_some();
    let reading = |c: &char| pinyin::readings(*c).next().unwrap_or_default();
    while typed.len() < KEYSTROKES {
        let text: Vec<char> = texts[random.next(texts.len())].chars().collect();
        let (step, many) = match kind {
            Kind::Apart => (3, 4),
            Kind::Long => (1, 10),
            _ => (1, 4),
        };
        let start = random.next(text.len());
        let phrase: Vec<char> = text[start..].iter().step_by(step).take(many).copied().collect();
        if phrase.len() < many || !phrase.iter().all(han) {
            continue;
        }
        let keys: String = match kind {
            Kind::Han | Kind::Apart | Kind::Long => phrase.iter().collect(),
            Kind::Words => [phrase[2], phrase[3], ' ', phrase[0], phrase[1]].iter().collect(),
            Kind::Initials => phrase.iter().filter_map(|c| reading(c).chars().next()).collect(),
            Kind::Pinyin => phrase.iter().map(reading).collect(),
            Kind::Mixed => {
                let letters: String = phrase[2..].iter().filter_map(|c| reading(c).chars().next()).collect();
                phrase[..2].iter().collect::<String>() + &letters
            }
        };
        let ends = keys.char_indices().map(|(at, c)| at + c.len_utf8());
        typed.extend(
            ends.map(|end| keys[..end].to_owned())
                .filter(|keys| !keys.ends_with(' ')),
        );
    }
    typed
}

fn index(texts: &[String]) -> Index {
    Index::build(texts.iter().map(|text| Entry {
        text,
        ..Entry::default()
    }))
}

/// Times in milliseconds, ascending.
struct Times(Vec<f64>);

impl Times {
    fn new(times: impl IntoIterator<Item = Duration>) -> Self {
        let mut times: Vec<f64> = times.into_iter().map(|time| time.as_secs_f64() * 1e3).collect();
        times.sort_by(f64::total_cmp);
        Self(times)
    }

    /// How many times as long, in median and 99th percentile.
    fn against(&self, other: &Self) -> String {
        let times = |percent| self.at(percent) / other.at(percent);
        format!("{:.1} / {:.1} times", times(50), times(99))
    }

    fn at(&self, percent: usize) -> f64 {
        let at = (self.0.len() * percent / 100).min(self.0.len().saturating_sub(1));
        self.0.get(at).copied().unwrap_or(f64::NAN)
    }
}

/// The quickest of a few, so that a busy machine does not count as a slow search.
fn timed<T>(tries: usize, mut work: impl FnMut() -> T) -> Duration {
    let time = |_| {
        let start = Instant::now();
        std::hint::black_box(work());
        start.elapsed()
    };
    (0..tries).map(time).min().unwrap()
}

fn row(name: &str, what: &str, times: &Times, more: &str) {
    println!(
        "{name:>5}  {what:<24} {:>9.3} {:>9.3}  {more}",
        times.at(50),
        times.at(99)
    );
}

fn main() {
    let only: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("load {}", load.split(' ').next().unwrap_or_default());
    println!(
        "{:>5}  {:<24} {:>9} {:>9}",
        "size", "engine, typed", "median ms", "p99 ms"
    );
    let kinds: Vec<Kind> = KINDS
        .into_iter()
        .filter(|kind| chosen(&only, &format!("{kind:?}")))
        .collect();
    for size in SIZES {
        if chosen(&only, size.name) {
            measure(&size, &texts(size.records, size.length), &kinds);
        }
    }
}

/// Where sizes are named, only these; where kinds are named, only these.
fn chosen(only: &[String], what: &str) -> bool {
    let is_size = |name: &str| SIZES.iter().any(|size| size.name == name);
    let mut same = only.iter().filter(|only| is_size(only) == is_size(what)).peekable();
    same.peek().is_none() || same.any(|only| only == what)
}

fn measure(size: &Size, texts: &[String], kinds: &[Kind]) {
    let built = timed(if size.records > 100_000 { 2 } else { 5 }, || index(texts));
    let index = index(texts);
    let Size {
        name, memory, build, ..
    } = size;
    println!(
        "{name:>5}  {} records of {} characters, threads: {}; built in {} ms (asked: {build}), {} bytes a record (asked: {memory})",
        texts.len(),
        size.length,
        size.threads,
        built.as_millis(),
        index.bytes() / index.len()
    );
    ours(size, texts, &index, kinds);
    if kinds.len() < KINDS.len() {
        return;
    }
    let queries: Vec<String> = [Kind::Han, Kind::Apart]
        .into_iter()
        .flat_map(|kind| few(keystrokes(texts, kind), size.few / 2))
        .collect();
    let ours = Times::new(
        queries
            .iter()
            .map(|query| timed(5, || search(&index, size, query, &mut Trace::default()))),
    );
    row(name, "duizhang, compared", &ours, "");
    drop(index);
    for (engine, times) in [
        ("nucleo-matcher", nucleo(texts, &queries, size.threads)),
        ("fuzzy-matcher", skim(texts, &queries, size.threads)),
    ] {
        row(name, engine, &times, &times.against(&ours));
    }
    match fzf(texts, &queries) {
        Some((reading, times)) => {
            let more = format!("{}; net of {reading:.0} ms for reading", times.against(&ours));
            row(name, "fzf --filter", &times, &more);
        }
        None => println!("{name:>5}  fzf is not installed, left out"),
    }
}

fn few(queries: Vec<String>, count: usize) -> impl Iterator<Item = String> {
    let step = (queries.len() / count).max(1);
    queries.into_iter().step_by(step)
}

fn search(index: &Index, size: &Size, query: &str, trace: &mut Trace) -> Found {
    let look = Look {
        limit: SHOWN,
        parts: size.threads,
        ..Look::default()
    };
    index.search_on(query, &look, trace, &at_once, &|| false).unwrap()
}

/// Rows of this room.
fn ours(size: &Size, texts: &[String], index: &Index, kinds: &[Kind]) {
    let name = size.name;
    let mut all: [Vec<Duration>; 4] = Default::default();
    for &kind in kinds {
        let queries = keystrokes(texts, kind);
        let times: Vec<Duration> = queries
            .iter()
            .map(|query| timed(5, || search(index, size, query, &mut Trace::default())))
            .collect();
        let (slowest, at) = times.iter().zip(0..).max().unwrap();
        let more = format!("slowest {} {:.3} ms", queries[at], slowest.as_secs_f64() * 1e3);
        all[usize::from(kind.heard())].extend_from_slice(&times);
        let single = times
            .iter()
            .zip(&queries)
            .filter(|(_, query)| query.chars().count() == 1);
        all[2].extend(single.map(|(time, _)| *time));
        let on = queries.windows(2).filter(|pair| pair[1].starts_with(&pair[0]));
        all[3].extend(on.map(|pair| {
            let mut trace = Trace::default();
            search(index, size, &pair[0], &mut trace);
            timed(1, || search(index, size, &pair[1], &mut trace))
        }));
        row(name, &format!("duizhang, {kind:?}"), &Times::new(times), &more);
    }
    let characters = Times::new(all[0].clone());
    let asked = format!("asked: {} / {}", size.asked.0, size.asked.1);
    for (times, what) in all
        .into_iter()
        .zip(["all characters", "all pinyin", "one character", "typed on"])
    {
        if times.is_empty() {
            continue;
        }
        let times = Times::new(times);
        let more = match what {
            "all characters" => asked.clone(),
            "all pinyin" if !characters.0.is_empty() => format!("{}; asked: 3", times.against(&characters)),
            _ => String::new(),
        };
        row(name, &format!("duizhang, {what}"), &times, &more);
    }
}

/// Does the parts of a search at the same time.
fn at_once(parts: usize, work: &(dyn Fn(usize) + Sync)) {
    std::thread::scope(|scope| {
        for part in 1..parts {
            scope.spawn(move || work(part));
        }
        work(0);
    });
}

/// The best of all texts, by a matcher that scores one text after the other, in as many threads.
fn best<S: Ord + Send>(
    texts: usize,
    threads: usize,
    part: impl Fn(Range<usize>) -> Vec<(S, usize)> + Sync,
) -> Vec<(S, usize)> {
    let step = texts.div_ceil(threads);
    let mut best: Vec<(S, usize)> = std::thread::scope(|scope| {
        let part = &part;
        let parts: Vec<_> = (0..threads)
            .map(|thread| scope.spawn(move || part(thread * step..texts.min((thread + 1) * step))))
            .collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    });
    let shown = SHOWN.min(best.len());
    if best.len() > shown {
        best.select_nth_unstable_by(shown, |a, b| b.cmp(a));
    }
    best.truncate(shown);
    best.sort_unstable_by(|a, b| b.cmp(a));
    best
}

fn nucleo(texts: &[String], queries: &[String], threads: usize) -> Times {
    let texts: Vec<Utf32String> = texts.iter().map(|text| Utf32String::from(text.as_str())).collect();
    let ask = |query: &String| {
        let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Never);
        best(texts.len(), threads, |part| {
            let mut matcher = Matcher::new(Config::DEFAULT);
            part.filter_map(|at| Some((pattern.score(texts[at].slice(..), &mut matcher)?, at)))
                .collect()
        })
    };
    Times::new(queries.iter().map(|query| timed(3, || ask(query))))
}

fn skim(texts: &[String], queries: &[String], threads: usize) -> Times {
    let ask = |query: &String| {
        best(texts.len(), threads, |part| {
            let matcher = SkimMatcherV2::default();
            part.filter_map(|at| Some((matcher.fuzzy_match(&texts[at], query)?, at)))
                .collect()
        })
    };
    Times::new(queries.iter().map(|query| timed(3, || ask(query))))
}

/// Net of starting and reading, in milliseconds: what a query takes that asks for nothing is left out. `None` where there is no fzf.
fn fzf(texts: &[String], queries: &[String]) -> Option<(f64, Times)> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    for text in texts {
        writeln!(file, "{text}").unwrap();
    }
    let run = |query: &str| {
        let input = std::fs::File::open(file.path()).unwrap();
        let mut fzf = Command::new("fzf");
        fzf.arg("--filter")
            .arg(query)
            .stdin(input)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        fzf.status()
    };
    run("").ok()?;
    let reading = timed(7, || run(""));
    let net = queries
        .iter()
        .map(|query| timed(3, || run(query)).saturating_sub(reading));
    Some((reading.as_secs_f64() * 1e3, Times::new(net)))
}
