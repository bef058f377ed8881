//! Decoding, cleaning and folding in bytes per second, on ordinary text and on text made to be slow; and what a full converter of
//! traditional characters would cost instead of the table.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench fails as a test does")]

use std::hint::black_box;
use std::time::Instant;

use divan::Bencher;
use divan::counter::BytesCount;
use duizhang::text::clean::clean;
use duizhang::text::decode::decode;
use duizhang::text::fold::fold;
use duizhang::text::pinyin::readings;
use duizhang::text::width::{width, wrap};
use encoding_rs::{BIG5, GB18030};
use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

/// Size of the texts that are read.
const SIZE: usize = 4 << 20;

fn main() {
    // Once per process only, so outside of the benches: what a start pays for the tables.
    let start = Instant::now();
    black_box(fold("整"));
    println!("first fold: {:?}", start.elapsed());
    let start = Instant::now();
    black_box(readings('整').count());
    println!("first reading: {:?}", start.elapsed());
    divan::main();
}

fn repeated(unit: &str) -> String {
    unit.repeat(SIZE / unit.len())
}

const SIMPLIFIED: &str = "（三）关于“台账更新不及时”的问题。\n一是修订《仓储管理办法（试行）》，2024年6月底前完成12个库点的核对；二是按月通报，共完成８３项。\n";
const TRADITIONAL: &str = "（三）關於“臺賬更新不及時”的問題。\n一是修訂《倉儲管理辦法（試行）》，2024年6月底前完成12個庫點的核對；二是按月通報，共完成８３項。\n";
const RUBY: &str = "針對(duì)問題(tí)，責(zé)任部門修訂(dìng)管理辦法(試行)，開(kāi)展檢(jiǎn)查。\n";

#[divan::bench(args = ["simplified", "traditional", "ruby", "ascii"])]
fn cleaning(bencher: Bencher, what: &str) {
    measure(bencher, &text(what), |text| drop(black_box(clean(text))));
}

#[divan::bench(args = ["simplified", "traditional", "ruby", "ascii"])]
fn folding(bencher: Bencher, what: &str) {
    measure(bencher, &text(what), |text| drop(black_box(fold(text))));
}

fn text(what: &str) -> String {
    repeated(match what {
        "simplified" => SIMPLIFIED,
        "traditional" => TRADITIONAL,
        "ruby" => RUBY,
        _ => "one line of ASCII, as tables and addresses have them\n",
    })
}

/// Texts that a careless step would read again and again.
#[divan::bench(args = ["(", "对(", "對(duì", "\u{1b}]", "\u{9d}x", "\u{1b}[1", "\r", "\n", "1\n", "a\u{200b}", "整"])]
fn cleaning_monsters(bencher: Bencher, unit: &str) {
    measure(bencher, &repeated(unit), |text| drop(black_box(clean(text))));
}

#[divan::bench(args = ["utf-8", "gb18030", "big5", "utf-16"])]
fn decoding(bencher: Bencher, encoding: &str) {
    let bytes = match encoding {
        "utf-8" => repeated(SIMPLIFIED).into_bytes(),
        "gb18030" => GB18030.encode(&repeated(SIMPLIFIED)).0.into_owned(),
        "big5" => BIG5.encode(&repeated(TRADITIONAL)).0.into_owned(),
        _ => repeated(SIMPLIFIED).encode_utf16().flat_map(u16::to_le_bytes).collect(),
    };
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench(|| decode(black_box(&bytes)));
}

#[divan::bench]
fn wrapping(bencher: Bencher) {
    measure(bencher, &repeated(SIMPLIFIED), |text| drop(black_box(wrap(text, 60))));
}

#[divan::bench]
fn measuring(bencher: Bencher) {
    measure(bencher, &repeated(SIMPLIFIED), |text| {
        black_box(width(text));
    });
}

/// The converter that the table stands for: its start, and its speed on the same text as `folding`.
#[divan::bench]
fn converter_start() -> OpenCC {
    OpenCC::from_config(BuiltinConfig::T2s).unwrap()
}

#[divan::bench(args = ["simplified", "traditional"])]
fn converter(bencher: Bencher, what: &str) {
    let converter = OpenCC::from_config(BuiltinConfig::T2s).unwrap();
    measure(bencher, &text(what), |text| drop(black_box(converter.convert(text))));
}

fn measure(bencher: Bencher, text: &str, work: impl Fn(&str) + Sync) {
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| work(black_box(text)));
}
