use super::super::Hints;
use super::*;

/// The body of an invented notice, one paragraph an element.
const NOTICE: &[&str] = &[
    "根据市委统一部署，2022年3月1日至4月20日，市委第三巡察组对青禾渡公司党委开展了巡察。现将整改进展情况予以公布。",
    "一、关于“台账登记不及时”的问题",
    "一是补登台账。逐户核对合同，补登台账三十六份，每月复核一次。",
    "二是明确责任。由财务部牵头，六月底前修订登记办法。",
    "欢迎干部群众对整改落实情况进行监督。联系电话：0599-1234567；电子邮箱：jc@qinghedu.example。",
];

const TITLE: &str = "青禾渡公司党委关于巡察整改进展情况的通报";
const SIGNED: &str = "中共青禾渡公司委员会";
const DAY: &str = "2022年11月8日";

fn paragraphs() -> String {
    NOTICE.iter().map(|text| format!("<p>{text}</p>\n")).collect()
}

fn page(html: &str) -> Extracted {
    read(html, "UTF-8").unwrap()
}

fn text(html: &str) -> String {
    page(html).text
}

fn expected(before: &[&str], after: &[&str]) -> String {
    let lines = before.iter().chain(NOTICE).chain(after);
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn the_article_comes_out_of_a_usual_page() {
    let html = format!(
        "<!DOCTYPE html><html><head><title>{TITLE}_通知公告_青禾渡公司</title><style>p{{}}</style>
        <meta name='PubDate' content='2022-11-08 09:30'><meta property='og:url' content='https://qhd.example/tz/1.html'></head><body>
        <div class='header'><div class='logo'><a href='/'>青禾渡公司</a></div><p>今天是星期二，欢迎您访问本站！</p></div>
        <ul class='nav'><li><a href='/a'>首页</a></li><li><a href='/b'>公司概况</a></li></ul>
        <div class='mbx'>当前位置：<a href='/'>首页</a> &gt; <a href='/tz'>通知公告</a></div>
        <div class='main'><h1>{TITLE}</h1>
        <div class='info'>发布时间：2022-11-08 来源：党群部 【字号：<a href='#'>大</a> <a href='#'>中</a> <a href='#'>小</a>】</div>
        <div class='share'>分享到：<a href='#'>微信</a><a href='#'>微博</a></div>
        <div class='TRS_Editor'>{}<p align=right>{SIGNED}</p><p align=right>{DAY}</p></div>
        <div class='pages'>上一篇：<a href='/2'>关于招聘的公告</a></div>
        <div class='list'><h3>相关链接</h3><ul><li><a href='/3'>某某新闻一则</a></li></ul></div></div>
        <div class='side'><p>公司召开安全生产会议，部署汛期工作，要求各部门严格落实值班制度。</p></div>
        <div class='footer'><p>版权所有：青禾渡公司　闽ICP备00000000号　地址：青禾市渡口路1号</p></div>
        <script>var a = '<p>脚本里的文字，不是正文。</p>';</script></body></html>",
        paragraphs()
    );
    let read = page(&html);
    let info = "发布时间：2022-11-08 来源：党群部";
    let owner = "版权所有：青禾渡公司 闽ICP备00000000号";
    assert_eq!(read.text, expected(&[TITLE, info], &[SIGNED, DAY, owner]));
    assert_eq!(
        read.hints,
        Hints {
            title: TITLE.to_owned(),
            published: jiff::civil::Date::new(2022, 11, 8).ok(),
            url: "https://qhd.example/tz/1.html".to_owned(),
        }
    );
}

#[test]
fn signature_and_contact_outside_of_the_core_are_kept() {
    let html = format!(
        "<body><div id=top><a href=/>首页</a></div><h2>{TITLE}</h2><div id=zoom>{}</div>
        <div>{SIGNED}</div><div>{DAY}</div><div><a href=x>打印</a> <a href=y>关闭</a></div>
        <div>网站地图 联系我们</div></body>",
        paragraphs()
    );
    assert_eq!(text(&html), expected(&[TITLE], &[SIGNED, DAY]));
}

#[test]
fn a_page_wrapped_in_tables_is_unwrapped() {
    let html = format!(
        "<body><table><tr><td><a href=/>首页</a></td><td><a href=/n>新闻</a></td></tr></table>
        <table><tr><td width=200><a href=1>栏目一</a><br><a href=2>栏目二</a></td>
        <td><table><tr><td align=center><b>{TITLE}</b></td></tr><tr><td>{}</td></tr></table></td></tr></table>
        <table><tr><td>技术支持：某公司 闽ICP备00000000号</td></tr></table></body>",
        NOTICE.join("<br>")
    );
    assert_eq!(text(&html), expected(&[TITLE], &["闽ICP备00000000号"]));
}

#[test]
fn tables_of_findings_become_rows() {
    let html = format!(
        "<body><p>{}</p><table><tr><td>序号</td><td>反馈问题</td><td>整改措施</td><td>完成时限</td></tr>
        <tr><td colspan=4>一、党建方面</td></tr>
        <tr><td rowspan=2>1</td><td rowspan=2><p>台账不全，</p><p>登记滞后。</p></td><td>补登台账<br/>逐户核对</td><td>2022年6月</td></tr>
        <tr><td>按月抽查，发现问题及时纠正。</td><td>长期</td></tr></table><p>{}</p></body>",
        NOTICE[0], NOTICE[4]
    );
    assert_eq!(
        text(&html),
        format!(
            "{}\n序号\t反馈问题\t整改措施\t完成时限\n一、党建方面\n1\t台账不全，\u{2028}登记滞后。\t补登台账\u{2028}逐户核对\t2022年6月\n\t\t按月抽查，发现问题及时纠正。\t长期\n{}\n",
            NOTICE[0], NOTICE[4]
        )
    );
}

#[test]
fn white_space_and_entities_read_as_a_browser_shows_them() {
    let html = "<body><p>　　一、认真\n   落实&ldquo;三重一大&rdquo;制度，  共 3&nbsp;项&hellip;<br>二、<font color=red>按月</font><b>复核</b>，不留死角。</p>
        <pre>三、补登台账，
四、核对合同，按期办结。</pre><p>對<ruby>整<rt>zhěng</rt></ruby>改情況進行監督，逐條落實責任。</p></body>";
    assert_eq!(
        text(html),
        "　　一、认真落实“三重一大”制度， 共 3\u{a0}项…\n二、按月复核，不留死角。\n三、补登台账，\n四、核对合同，按期办结。\n對整改情況進行監督，逐條落實責任。\n"
    );
}

#[test]
fn numbers_of_lists_are_written_out() {
    let html = "<body><ol><li>补登台账，逐户核对，不漏一户，并按月复核登记情况。</li><li>明确责任，由财务部牵头，六月底前办结。</li>
        <li>3．自带编号的条目，不再编号，保持原样。</li></ol>
        <ol style='list-style-type: cjk-ideographic' start=4><li>定期抽查，发现问题及时纠正，形成闭环。</li></ol>
        <ul><li>没有编号的条目，保持原样，不加符号。</li></ul></body>";
    assert_eq!(
        text(html),
        "1.补登台账，逐户核对，不漏一户，并按月复核登记情况。\n2.明确责任，由财务部牵头，六月底前办结。\n3．自带编号的条目，不再编号，保持原样。\n四、定期抽查，发现问题及时纠正，形成闭环。\n没有编号的条目，保持原样，不加符号。\n"
    );
}

#[test]
fn hidden_spam_is_left_out_but_a_hidden_article_is_not() {
    let spam = "<p style='display: none'>点击进入某某娱乐平台，注册即送，欢迎体验。</p><div style='position:absolute;left:-9999px'>广告广告，广告广告。</div>";
    let shown = format!("<body><div>{spam}{}</div></body>", paragraphs());
    assert_eq!(text(&shown), expected(&[], &[]));
    let hidden = format!(
        "<body><p>正在加载</p><div id=js_content style='visibility: hidden;'>{}</div></body>",
        paragraphs().repeat(2)
    );
    assert!(text(&hidden).contains(NOTICE[4]));
}

#[test]
fn a_page_without_an_article_keeps_its_text() {
    assert_eq!(
        text("<html><body><p>暂无内容</p><p><a href=/>返回首页</a></p></body></html>"),
        "暂无内容\n"
    );
    assert_eq!(text("<html></html>"), "");
}

#[test]
fn hints_come_from_the_page_where_its_head_is_silent() {
    let html = format!(
        "<!-- saved from url=(0033)http://qhd.example/tz/content.htm -->\n<html><head><title>{TITLE}-青禾渡公司</title></head>
        <body><h3>{TITLE}</h3><p>发布日期：2022年11月8日　浏览次数：12</p>{}</body></html>",
        paragraphs()
    );
    let hints = page(&html).hints;
    assert_eq!(hints.title, TITLE);
    assert_eq!(
        hints.published.map(|date| date.to_string()).as_deref(),
        Some("2022-11-08")
    );
    assert_eq!(hints.url, "http://qhd.example/tz/content.htm");
}

#[test]
fn pages_built_to_choke_a_reader_are_read_or_refused() {
    let deep = format!("<body>{}<p>{}</p>", "<div>".repeat(20_000), NOTICE[0]);
    assert_eq!(text(&deep), format!("{}\n", NOTICE[0]));
    let bold = format!(
        "<body>{}{}",
        "<b a=1><i><font size=2>".repeat(3_000),
        "<p>一".repeat(3_000)
    );
    assert!(text(&bold).contains('一'));
    let nested = format!("<body>{}{}", "<table><tr><td>".repeat(4_000), NOTICE[0]);
    assert!(text(&nested).contains(NOTICE[0]));
    let data = format!("<body>{}{}", "<table><tr><td>一<td>二<table>".repeat(400), NOTICE[0]);
    assert!(text(&data).contains(NOTICE[0]));
    let headings = format!("<body>{}<p>{}</p>", "<h1>标题一二三四</h1>".repeat(3_000), NOTICE[0]);
    assert!(text(&headings).contains(NOTICE[0]));
    let attributes: String = (0..20_000).map(|n| format!(" a{n}=1")).collect();
    assert_eq!(
        read(&format!("<p{attributes}>"), "UTF-8").unwrap_err(),
        Unreadable::TooMuch(super::super::Excess::Elements)
    );
    let script = format!(
        "<script>if(a<b){{{}}}</script><p>{}</p>",
        " x = y / z;".repeat(20_000),
        NOTICE[0]
    );
    assert_eq!(text(&script), format!("{}\n", NOTICE[0]));
    let many = "<br>".repeat(1_100_000);
    assert!(read(&many, "UTF-8").is_err());
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(html in r#"(<[a-z!/]{0,6}( [a-z]{1,5}=?["']?[0-9a-z]{0,3}["']?)?>?|[一二。，&;#x0-9 \n]{1,6}|<table><tr><td>|<!--|</td>|</table>|<ol><li>){0,60}"#) {
        let _ = read(&html, "UTF-8");
    }

    #[test]
    fn nothing_of_a_plain_page_is_lost(lines in proptest::collection::vec("[一-龥]{12,40}。", 2..12), wrap in 0..4) {
        let body: String = match wrap {
            0 => lines.iter().map(|line| format!("<p>{line}</p>")).collect(),
            1 => lines.join("<br>"),
            2 => lines.iter().map(|line| format!("<div><span>{line}</span></div>")).collect(),
            _ => lines.iter().map(|line| format!("<section><p><strong>{line}</strong></p></section>")).collect(),
        };
        let expected: String = lines.iter().map(|line| format!("{line}\n")).collect();
        proptest::prop_assert_eq!(text(&format!("<body><div>{body}</div></body>")), expected);
    }
}
