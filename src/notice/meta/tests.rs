//! Preambles, signatures and contact lines of invented notices.

use super::*;

const NOTICE: &str = "某某资讯网\n首页 > 公告 > 中共青岚港务集团委员会关于巡察整改进展情况的通报\n\n中共青岚港务集团委员会关于巡察整改进展情况的通报\n发布时间:2021-11-05 来源:青岚纪检\n\n\
根据市委统一部署,2021年3月8日至5月20日,市委第七巡察组对青岚港务(集团)有限公司党委进行了巡察。7月2日,市委巡察组向集团党委反馈了巡察意见。现将整改进展情况予以公布。\n\
一、组织领导情况\n集团党委高度重视。\n\
欢迎广大干部群众进行监督。如有意见建议,请及时反映。\n联系电话:0533-5550123;电子邮箱:Jw@qinglan.example.cn\n通讯地址:青岚市港前路8号3楼纪检室(信封上注明“整改意见”),邮政编码:255099\n\
中共青岚港务集团委员会\n2021年11月3日\n\n责任编辑:王某\n联系电话:010-99998888\n";

fn text<'a>(all: &'a str, range: &Option<Range<usize>>) -> &'a str {
    range.clone().map_or("", |range| &all[range])
}

fn date(dated: &Option<Dated>) -> String {
    dated.as_ref().map(|(date, _)| date.to_string()).unwrap_or_default()
}

#[test]
fn a_notice_says_who_when_and_where() {
    let found = read(NOTICE);
    assert_eq!(
        found.title.iter().map(|r| &NOTICE[r.clone()]).collect::<String>(),
        "中共青岚港务集团委员会关于巡察整改进展情况的通报"
    );
    assert_eq!(text(NOTICE, &found.issuer), "中共青岚港务集团委员会");
    assert_eq!(text(NOTICE, &found.inspected), "青岚港务(集团)有限公司党委");
    assert_eq!(text(NOTICE, &found.inspector), "市委第七巡察组");
    assert_eq!(text(NOTICE, &found.kind), "巡察");
    assert_eq!(date(&found.start), "2021-03-08");
    assert_eq!(date(&found.end), "2021-05-20");
    assert_eq!(date(&found.feedback), "2021-07-02");
    assert_eq!(date(&found.published), "2021-11-05");
    assert_eq!(
        found.phone.iter().map(|r| &NOTICE[r.clone()]).collect::<Vec<_>>(),
        ["0533-5550123"]
    );
    assert_eq!(
        found.email.iter().map(|r| &NOTICE[r.clone()]).collect::<Vec<_>>(),
        ["Jw@qinglan.example.cn"]
    );
    assert_eq!(text(NOTICE, &found.address), "青岚市港前路8号3楼纪检室");
    assert_eq!(text(NOTICE, &found.postcode), "255099");
}

#[test]
fn preambles_in_other_words() {
    for (sentence, inspector, inspected, kind, start, end, feedback) in [
        (
            "市委第二巡视组于2022年9月5日至2022年11月20日对远山机床厂党委进行了巡视,并于2023年1月9日反馈了巡视意见。",
            "市委第二巡视组",
            "远山机床厂党委",
            "巡视",
            "2022-09-05",
            "2022-11-20",
            "2023-01-09",
        ),
        (
            "2022年3月上旬至5月中旬,区委第一巡察组、第五巡察组分别对甲水务公司(以下简称“甲公司”)、乙水务公司(以下简称“乙公司”)(2家已合并)开展了政治巡察,并于2022年7月分别反馈了巡察意见。",
            "区委第一巡察组、第五巡察组",
            "甲水务公司(以下简称“甲公司”)、乙水务公司(以下简称“乙公司”)",
            "巡察",
            "2022-03",
            "2022-05",
            "2022-07",
        ),
        (
            "按照县委安排,2022年11月17日至2023年1月16日,县委第三巡察组对县林业局党组(以下简称局党组)开展常规巡察。4月4日,县委巡察组反馈了意见。",
            "县委第三巡察组",
            "县林业局党组",
            "巡察",
            "2022-11-17",
            "2023-01-16",
            "2023-04-04",
        ),
        (
            "202135日至58日,市委第六巡察组对晨光公司(以下简称公司)进行巡察。202171日,巡察组向公司反馈了巡察情况。",
            "市委第六巡察组",
            "晨光公司",
            "巡察",
            "2021-03-05",
            "2021-05-08",
            "2021-07-01",
        ),
        (
            "按照市委安排,市委巡察五组于2020年10月13日至12月30日对市文化馆党支部进行了为期两个月的巡察,2021年3月10日反馈了巡察意见。",
            "市委巡察五组",
            "市文化馆党支部",
            "巡察",
            "2020-10-13",
            "2020-12-30",
            "2021-03-10",
        ),
        (
            "2023年4月10日至6月20日,市审计局派出审计组,对云川区2020年至2022年财政决算情况进行了审计。2023年8月1日反馈了审计结果。",
            "市审计局",
            "云川区",
            "审计",
            "2023-04-10",
            "2023-06-20",
            "2023-08-01",
        ),
        (
            "2023年3月至5月,省审计厅对云川市2022年度财政收支情况进行了审计。2023年6月15日,反馈了审计结果。",
            "省审计厅",
            "云川市",
            "审计",
            "2023-03",
            "2023-05",
            "2023-06-15",
        ),
    ] {
        let all = format!("{sentence}现将整改情况予以公布。\n一、组织领导情况\n");
        let found = read(&all);
        assert_eq!(text(&all, &found.inspector), inspector, "{sentence}");
        assert_eq!(text(&all, &found.inspected), inspected, "{sentence}");
        assert_eq!(text(&all, &found.kind), kind, "{sentence}");
        assert_eq!(
            (date(&found.start), date(&found.end)),
            (start.to_owned(), end.to_owned()),
            "{sentence}"
        );
        assert_eq!(date(&found.feedback), feedback, "{sentence}");
    }
}

#[test]
fn titles_split_over_lines_or_run_into_the_text() {
    for (all, title) in [
        (
            "中共白河县委员会\n\n关于巡察\n整改情况的通报\n\n2022年3月1日至5月1日,市委第二巡察组对白河县委进行了巡察。",
            "中共白河县委员会关于巡察整改情况的通报",
        ),
        (
            "白河县局党组关于巡察整改进展情况的通报2022年3月1日至5月1日,县委第二巡察组对县局党组进行了巡察。",
            "白河县局党组关于巡察整改进展情况的通报",
        ),
        (
            "白河网:白河县局党组关于巡察整改进展情况的通报\n2022年3月1日至5月1日,县委第二巡察组对县局党组进行了巡察。",
            "白河县局党组关于巡察整改进展情况的通报",
        ),
        (
            "白河县局党组关于巡察整改进展情况的公告_白河网\n2022年3月1日至5月1日,县委第二巡察组对县局党组进行了巡察。",
            "白河县局党组关于巡察整改进展情况的公告",
        ),
        (
            "2022年3月1日至5月1日,县委第二巡察组对县局党组进行了巡察。现将整改情况通报如下。\n一、整改工作总体情况\n(一)组织领导情况",
            "",
        ),
    ] {
        let found = read(all);
        assert_eq!(
            found.title.iter().map(|r| &all[r.clone()]).collect::<String>(),
            title,
            "{all}"
        );
    }
}

#[test]
fn contact_lines_in_other_words() {
    for (tail, phone, address, postcode) in [
        (
            "联系方式:电话0551-6655443;邮政信箱:云川市长安路9号;电子邮箱a1@b.example.cn。",
            "0551-6655443",
            "云川市长安路9号",
            "",
        ),
        (
            "电话0551-66554433邮政信箱:云川市长安路9号,邮政编码230001电子邮箱a1@b.example.cn。",
            "0551-66554433",
            "云川市长安路9号",
            "230001",
        ),
        (
            "联系电话:(0551)66554433 地 址:云川市长安路9号 邮编:230001",
            "(0551)66554433",
            "云川市长安路9号",
            "230001",
        ),
        ("监督电话:6655443。电子信箱:a1@b.example.cn", "6655443", "", ""),
    ] {
        let all = format!("正文。\n欢迎广大干部群众对整改情况进行监督。如有意见建议,请及时反映。{tail}\n");
        let found = read(&all);
        assert_eq!(
            found
                .phone
                .iter()
                .map(|r| &all[r.clone()])
                .collect::<Vec<_>>()
                .join(" "),
            phone,
            "{tail}"
        );
        assert_eq!(text(&all, &found.address), address, "{tail}");
        assert_eq!(text(&all, &found.postcode), postcode, "{tail}");
    }
}

#[test]
fn a_title_without_about_names_its_issuer_before_its_matter() {
    let notice = "双河县住建局主题教育检视问题整改情况公示\n\n现将检视问题整改情况公示如下:";
    assert_eq!(text(notice, &read(notice).issuer), "双河县住建局");
    let nobody = "巡察反馈问题整改情况公示\n\n现将整改情况公示如下:";
    assert_eq!(read(nobody).issuer, None);
}

#[test]
fn the_signature_gives_issuer_and_date_where_the_page_says_neither() {
    let all = "正文。\n欢迎进行监督。联系电话:0533-5550123。\n    中共白河县局党组\n      二〇二二年九月三日\n";
    let found = read(all);
    assert_eq!(text(all, &found.issuer), "中共白河县局党组");
    assert_eq!(date(&found.published), "2022-09-03");
    let all = "正文。\n欢迎进行监督。联系电话:0533-5550123。\n\n中共白河县局委员会\n   2022913\n";
    assert_eq!(date(&read(all).published), "2022-09-13");
}

#[test]
fn text_that_is_no_notice_has_no_facts() {
    for all in ["", "今天天气很好。", "一、买菜\n二、做饭\n"] {
        assert_eq!(read(all), Found::default(), "{all}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_panic(all in "[对进行了巡察组关于通报情况年月日0-9(),。:@a电话邮编地址\n]{0,120}") {
        let found = read(&all);
        for range in found.phone.iter().chain(&found.title).chain(&found.issuer).chain(&found.inspected) {
            proptest::prop_assert!(all.get(range.clone()).is_some());
        }
    }
}

#[test]
fn short_notices_say_what_a_reader_finds_in_them() {
    let mut wrong = Vec::new();
    let blocks = include_str!("examples.txt").split("\n====\n").skip(1);
    for (number, block) in blocks.enumerate() {
        let (source, facts) = block.split_once("\n---\n").unwrap();
        let text = crate::text::fold::fold(source).text;
        let found = read(&text);
        let list = |ranges: &[Range<usize>], joint: &str| {
            let words: Vec<&str> = ranges.iter().map(|range| text[range.clone()].trim()).collect();
            words.join(joint)
        };
        let one = |range: &Option<Range<usize>>| list(range.as_slice(), "");
        let day = |dated: &Option<Dated>| dated.as_ref().map(|(date, _)| date.to_string()).unwrap_or_default();
        for fact in facts.lines() {
            let (field, expected) = fact.split_once('\t').unwrap_or((fact, ""));
            let read = match field {
                "title" => list(&found.title, ""),
                "issuer" => one(&found.issuer),
                "inspected" => one(&found.inspected),
                "inspector" => one(&found.inspector),
                "inspection_kind" => one(&found.kind),
                "inspection_start" => day(&found.start),
                "inspection_end" => day(&found.end),
                "feedback_date" => day(&found.feedback),
                "published" => day(&found.published),
                "phone" => list(&found.phone, " | "),
                "email" => list(&found.email, " | "),
                "postcode" => one(&found.postcode),
                "address" => one(&found.address),
                "url" => one(&found.url),
                other => panic!("no such field: {other}"),
            };
            if read != crate::text::fold::fold(expected).text {
                wrong.push(format!("block {}, {field}: {read:?} for {expected:?}", number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
