//! The jump palette's keystrokes at ten thousand and a hundred thousand records, beside `nucleo-matcher` over all records.
//!
//! `cargo bench --bench search` for medians; with `SEARCH_TABLE=1` first a table with median and 99th percentile over a few hundred different
//! keystrokes, bytes a record and build time. Everything is generated from a seed.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench fails as a test does")]

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Instant;

use divan::Bencher;
use duizhang::search::{Entry, Index, Look};
use duizhang::text::pinyin;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};

/// Records and characters in each.
const SIZES: [(usize, usize); 3] = [(10_000, 50), (100_000, 50), (100_000, 200)];
const KINDS: [Kind; 4] = [Kind::Han, Kind::Apart, Kind::Initials, Kind::Pinyin];
const SHOWN: usize = 50;

fn main() {
    if std::env::var_os("SEARCH_TABLE").is_some() {
        table();
    }
    divan::main();
}

/// How a phrase of a text is typed, key by key.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// Neighbouring characters.
    Han,
    /// Characters with gaps.
    Apart,
    /// First letters.
    Initials,
    /// Whole syllables.
    Pinyin,
}

/// Words of the field, the frequent first.
const WORDS: &str = "的 整改 工作 管理 制度 党委 落实 公司 责任 集团 问题 建设 监督 检查 加强 企业 完成 干部 学习 组织 会议 推进 完善 人员 开展 进行 项目 \
    情况 机制 要求 进一步 和 对 等 已 领导 发展 执行 规范 审批 流程 研究 业务 风险 修订 印发 办法 国有 资产 改革 安全 采购 合同 招标 财务 资金 使用 \
    考核 培训 基层 支部 廉洁 纪律 巡察 反馈 方案 措施 专项 治理 清理 排查 台账 逐项 销号 长期 坚持 重点 重大 事项 决策 前置 程序 严格 把关 选人 用人 \
    年度 计划 季度 每月 不少于 次 份 名 个 码头 泊位 仓储 船舶 航道 调度 行车 装卸 港口 物流 堆场 闸口 票据 报销 公车 接待 补贴 津贴 追缴 清退 谈话 提醒 \
    约谈 问责 处分 通报 批评 教育 警示 案例 调研 走访 群众 诉求 办理 回访 满意 绿色 能源 策略 旅游 律师 履行 虑及 女工 疏漏 薄弱 滞后 缺失 淡化 虚化 \
    边缘 形式 主义 官僚 享乐 奢靡 苗头 隐患 漏洞 短板 弱项 堵点 卡点 难点 痛点 靶向 施策 闭环 联动 协同 统筹 兼顾 衔接 贯通 融合 嵌入 穿透 覆盖 抽查 复核 验收";

/// A generator of its own, so that the data never changes with a crate.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % below
    }

    /// The first of many is the most frequent, by Zipf's rule.
    fn rank(&mut self, many: usize) -> usize {
        let even = self.next(1 << 24) as f64 / f64::from(1 << 24);
        ((many as f64 + 1.0).powf(even) - 1.0) as usize % many
    }
}

fn texts((records, length): (usize, usize)) -> Vec<String> {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut text = || {
        let mut text = String::new();
        let mut len = 0;
        let aim = length / 2 + random.next(length);
        while len < aim {
            match random.next(20) {
                0 => text.push('，'),
                1 => text.push_str(&(2010 + random.next(16)).to_string()),
                // Names and places: the long tail.
                2..5 => text.push(char::from_u32(0x4e00 + (random.rank(2_500) * 8 % 20_000) as u32).unwrap()),
                _ => text.push_str(words[random.rank(words.len())]),
            }
            len = text.chars().count();
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
    while typed.len() < 300 {
        let text: Vec<char> = texts[random.next(texts.len())].chars().collect();
        let step = if matches!(kind, Kind::Apart) { 3 } else { 1 };
        let start = random.next(text.len());
        let phrase: Vec<char> = text[start..].iter().step_by(step).copied().take(4).collect();
        if phrase.len() < 4 || !phrase.iter().all(han) {
            continue;
        }
        let reading = |c: &char| pinyin::readings(*c).next().unwrap_or_default();
        let keys: String = match kind {
            Kind::Han | Kind::Apart => phrase.iter().collect(),
            Kind::Initials => phrase.iter().filter_map(|c| reading(c).chars().next()).collect(),
            Kind::Pinyin => phrase.iter().map(reading).collect(),
        };
        let ends = keys.char_indices().map(|(at, c)| at + c.len_utf8());
        typed.extend(ends.map(|end| keys[..end].to_owned()));
    }
    typed
}

type Built = Arc<(Vec<String>, Index)>;

fn built(size: (usize, usize)) -> Built {
    static BUILT: OnceLock<Mutex<HashMap<(usize, usize), Built>>> = OnceLock::new();
    let mut built = BUILT.get_or_init(Mutex::default).lock().unwrap();
    let make = || {
        let texts = texts(size);
        let index = index(&texts);
        Arc::new((texts, index))
    };
    built.entry(size).or_insert_with(make).clone()
}

fn index(texts: &[String]) -> Index {
    Index::build(texts.iter().map(|text| Entry {
        text,
        ..Entry::default()
    }))
}

fn cases() -> impl Iterator<Item = (usize, usize, Kind)> {
    SIZES
        .into_iter()
        .flat_map(|(records, length)| KINDS.map(|kind| (records, length, kind)))
}

fn table() {
    println!(
        "{:>8} {:>5} {:<9} {:>9} {:>9} {:>9}  {:<16} {:>7}",
        "records", "chars", "typed", "median µs", "p99 µs", "max µs", "slowest", "matches"
    );
    for (records, length, kind) in cases() {
        let built = built((records, length));
        let look = Look {
            limit: SHOWN,
            ..Look::default()
        };
        let mut times: Vec<(u128, String, usize)> = Vec::new();
        for query in keystrokes(&built.0, kind) {
            // The quickest of a few, so that a busy machine does not count as a slow search.
            let time = |_| {
                let start = Instant::now();
                let found = built.1.search(&query, &look, &|| false).unwrap();
                (start.elapsed().as_micros(), found.total)
            };
            let (time, total) = (0..5).map(time).min().unwrap();
            times.push((time, query, total));
        }
        times.sort();
        let (slowest, query, total) = times.last().unwrap();
        let at = |share: usize| times[times.len() * share / 100].0;
        println!(
            "{records:>8} {length:>5} {:<9} {:>9} {:>9} {slowest:>9}  {query:<16} {total:>7}",
            format!("{kind:?}"),
            at(50),
            at(99)
        );
    }
    for size in SIZES {
        let texts = texts(size);
        let start = Instant::now();
        let index = index(&texts);
        let time = start.elapsed();
        println!(
            "{size:?}: built in {} ms, {} bytes a record",
            time.as_millis(),
            index.bytes() / index.len()
        );
    }
}

/// One keystroke, from the query to the first fifty with their marks.
#[divan::bench(args = cases(), sample_size = 1, sample_count = 300)]
fn keystroke(bencher: Bencher, (records, length, kind): (usize, usize, Kind)) {
    let built = built((records, length));
    let mut keys = keystrokes(&built.0, kind).into_iter().cycle();
    let look = Look {
        limit: SHOWN,
        ..Look::default()
    };
    bencher
        .with_inputs(|| keys.next().unwrap())
        .bench_local_values(|query| built.1.search(&query, &look, &|| false).unwrap());
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn build(bencher: Bencher, size: (usize, usize)) {
    let built = built(size);
    bencher.bench_local(|| index(&built.0));
}

/// The same keystrokes, characters only, by `nucleo-matcher` over all records.
#[divan::bench(args = SIZES, sample_size = 1, sample_count = 50)]
fn nucleo(bencher: Bencher, size: (usize, usize)) {
    let built = built(size);
    let texts: Vec<Utf32String> = built.0.iter().map(|text| Utf32String::from(text.as_str())).collect();
    let mut keys = keystrokes(&built.0, Kind::Han).into_iter().cycle();
    let mut matcher = Matcher::new(Config::DEFAULT);
    bencher
        .with_inputs(|| keys.next().unwrap())
        .bench_local_values(|query| {
            let pattern = Pattern::parse(&query, CaseMatching::Ignore, Normalization::Never);
            let scored = texts.iter().enumerate();
            let mut best: Vec<(u32, usize)> = scored
                .filter_map(|(at, text)| Some((pattern.score(text.slice(..), &mut matcher)?, at)))
                .collect();
            let shown = SHOWN.min(best.len());
            if best.len() > shown {
                best.select_nth_unstable_by(shown, |a, b| b.cmp(a));
            }
            best.truncate(shown);
            best.sort_unstable_by(|a, b| b.cmp(a));
            best
        });
}
