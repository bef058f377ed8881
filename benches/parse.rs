//! The parser on generated text: one notice of forty kilobytes, one paragraph of five megabytes, numbers without end.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench fails as a test does")]

use divan::Bencher;
use divan::counter::BytesCount;
use duizhang::model::ParsedNotice;
use duizhang::notice;
use duizhang::text::clean::clean;
use duizhang::text::decode::decode;

fn main() {
    divan::main();
}

/// From bytes to a parsed notice, without the audit checks that the desk runs on it.
fn parse(bytes: &[u8]) -> ParsedNotice {
    let decoded = decode(bytes);
    notice::parse(&decoded.text, &clean(&decoded.text))
}

/// A notice of about that many bytes: sections, findings with three measures each, with or without line breaks.
fn notice(bytes: usize, lines: bool) -> String {
    const HAN: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let end = if lines { "\n" } else { "" };
    let mut text = format!(
        "中共云岭县水务局党组关于巡察整改进展情况的通报{end}2023年3月6日至5月12日，县委第二巡察组对县水务局党组进行了巡察，6月20日反馈了意见。现将整改进展情况予以公布。{end}\
         一、整改工作组织领导情况{end}局党组先后召开4次会议研究整改工作，共梳理问题{}个，制定措施{}条。{end}二、反馈问题整改情况{end}",
        bytes / 1200,
        bytes / 400
    );
    let (mut part, mut finding) = (0, 0);
    while text.len() < bytes {
        if finding % 8 == 0 {
            text.push_str(&format!("（{}）关于“管理责任落实不到位”的问题{end}", HAN[part % 10]));
            part += 1;
            finding = 0;
        }
        finding += 1;
        text.push_str(&format!(
            "{finding}.关于“第{part}片区设施管护不力、台账记录不规范”的问题{end}整改情况：一是完善管护制度。印发《设施管护细则》《台账管理办法（试行）》，明确了责任人和检查频次，\
             组织开展培训3期、120人次，对12处设施进行了排查，发现问题26个，已整改21个，剩余5个正在推进。二是落实管护经费。2023年12月底前拨付资金60万元，每季度通报一次进展，\
             力争年内完成更新改造，进一步提升运行水平。三是强化考核问责。将管护情况纳入年度考核，对2名责任人进行了批评教育，追缴违规列支费用1.6万元，持续巩固整改成果，防止问题反弹。{end}"
        ));
    }
    text.push_str(&format!(
        "三、下一步打算{end}持续抓好整改。{end}欢迎广大干部群众进行监督。联系电话：0899-66001234。{end}"
    ));
    text
}

#[divan::bench(args = [true, false])]
fn one_notice_of_40_kb(bencher: Bencher, lines: bool) {
    let text = notice(40_000, lines);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| parse(divan::black_box(text.as_bytes())));
}

#[divan::bench(sample_count = 5)]
fn one_paragraph_of_5_mb(bencher: Bencher) {
    let text = notice(5_000_000, false);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| parse(divan::black_box(text.as_bytes())));
}

#[divan::bench(sample_count = 5)]
fn a_hundred_thousand_ordinals(bencher: Bencher) {
    let text = "一是加强管理。二是完善制度。".repeat(50_000);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| parse(divan::black_box(text.as_bytes())));
}

#[divan::bench(sample_count = 5)]
fn five_mb_without_structure(bencher: Bencher) {
    let text = "春天到了,河边的柳树发芽了,孩子们在草地上放风筝。".repeat(70_000);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| parse(divan::black_box(text.as_bytes())));
}
