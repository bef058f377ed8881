//! `check`: hints in scripts.

use serde_json::Value;

use crate::cli_run::Case;

const NOTICE: &str = "中共云岭实业有限公司委员会关于巡察整改进展情况的通报\n2023-09-12\n\
    根据县委巡察工作安排，2023年3月1日至2023年4月30日，县委第二巡察组对云岭实业有限公司党委进行了巡察。\
    2023年6月8日，县委巡察组反馈了巡察意见。现将整改情况予以公布。\n\
    一、整改组织情况\n逐条认领问题，明确责任人和完成时限。\n\
    二、巡察反馈问题整改情况\n\
    （一）关于“库房管理混乱”的问题\n整改情况：\n\
    一是清点物资。发现隐患43处，完成整改35处，基本完成6处，未完成3处。\n\
    二是改造库房。拟于2024年3月底前完成库房照明改造。\n\
    （二）关于“车辆调度随意”的问题\n整改情况：\n收回多发油卡3张，加装定位装置12套，账卡相符。\n\
    欢迎广大干部群众监督。联系电话：0000-1234567。\n";

fn case() -> Case {
    let case = Case::empty();
    let file = case.write("notice.txt", NOTICE);
    assert_eq!(case.run(&["import", &file.to_string_lossy()]).code, 0);
    case
}

fn rules(case: &Case, args: &[&str]) -> (i32, Vec<String>) {
    let mut all = vec!["check", "--json"];
    all.extend(args);
    let ran = case.run(&all);
    let rows: Vec<Value> = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{ran:?}"));
    let rule = |row: &Value| row["flag"]["rule"].as_str().unwrap().to_owned();
    (ran.code, rows.iter().map(rule).collect())
}

#[test]
fn hints_end_with_one_and_none_with_zero() {
    let case = case();
    let early = ["--as-of", "2023-12-01"];
    assert_eq!(rules(&case, &early), (1, vec!["sum".into(), "future".into()]));
    assert_eq!(rules(&case, &["--as-of", "2023-12-01", "--rule", "rate"]), (0, vec![]));
    assert_eq!(
        rules(&case, &["--as-of", "2023-12-01", "--severity", "warning"]),
        (1, vec!["sum".into()])
    );
    assert_eq!(rules(&case, &["N1.2"]), (0, vec![]));
    assert_eq!(case.run(&["check", "--rule", "nonsense"]).code, 2);
}

#[test]
fn overdue_is_measured_at_the_given_day_and_settled_when_kept() {
    let case = case();
    let overdue = |day: &str| rules(&case, &["--as-of", day, "--rule", "overdue"]).1.len();
    assert_eq!((overdue("2024-03-31"), overdue("2024-04-01")), (0, 1));
    let ran = case.run(&["check", "--rule", "overdue", "--as-of", "2026-11-24", "N1.1.2"]);
    assert!(ran.out.contains("due 2024-03-31, 968 days ago"), "{ran:?}");
    assert!(ran.out.starts_with("N1.1.2\tnotice\toverdue\t"), "{ran:?}");
    assert_eq!(
        rules(&case, &["--as-of", "2026-11-24", "--rule", "overdue", "N1.1.1"]).0,
        0
    );
    let marked = case.run(&["mark", "N1.1.2", "kept", "--commitment", "1"]);
    assert_eq!(marked.code, 0, "{marked:?}");
    assert_eq!(overdue("2026-11-24"), 0);
}

#[test]
fn what_is_set_aside_is_left_out_and_known_again_in_another_copy() {
    let case = case();
    let sums = |more: &[&str]| rules(&case, &[&["--rule", "sum"], more].concat());
    assert_eq!(sums(&[]).0, 1);
    assert_eq!(case.run(&["dismiss", "N1.1.1", "sum", "--reason", " "]).code, 2);
    case.run(&["dismiss", "N1.1.2", "sum", "--reason", "无"])
        .refused(2, "no hit of sum");
    assert_eq!(
        case.run(&["dismiss", "N1.1.1", "sum", "--reason", "另有1处已撤项"])
            .code,
        0
    );
    assert_eq!(sums(&[]), (0, vec![]));
    let ran = case.run(&["check", "--json", "--rule", "sum", "--dismissed"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let rows: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(rows[0]["dismissed"]["reason"], "另有1处已撤项");
    assert!(case.run(&["history"]).out.contains("另有1处已撤项"));
    assert_eq!(case.run(&["verify"]).code, 0);

    // The same text, printed elsewhere with other line breaks.
    let copy = NOTICE.replace("一是清点物资。", "一是清点物资。\n");
    let file = case.write("copy.txt", copy);
    assert_eq!(case.run(&["import", &file.to_string_lossy()]).code, 0);
    assert_eq!(sums(&[]), (0, vec![]));

    assert_eq!(case.run(&["undo"]).code, 0);
    assert_eq!(sums(&[]).1.len(), 2);
    assert_eq!(case.run(&["redo"]).code, 0);
    let raised = case.run(&["dismiss", "N1.1.1", "sum", "--raise"]);
    assert_eq!(raised.code, 0, "{raised:?}");
    assert_eq!(sums(&[]).1.len(), 2);
    assert_eq!(case.run(&["verify"]).code, 0);
}

#[test]
fn a_check_that_is_off_is_asked_by_its_name() {
    let case = Case::empty();
    let problem = "关于“库房管理混乱”的问题";
    let quoted = "关于“物资出入库不登记”“油料采购不走招标程序”的问题";
    let file = case.write("notice.txt", NOTICE.replace(problem, quoted));
    assert_eq!(case.run(&["import", &file.to_string_lossy()]).code, 0);
    let day = ["--as-of", "2023-12-01"];
    assert!(!rules(&case, &day).1.contains(&"cover".to_owned()));
    let (code, found) = rules(&case, &[&day[..], &["--rule", "cover"]].concat());
    assert_eq!((code, found.is_empty()), (1, false));
    assert!(found.iter().all(|rule| rule == "cover"));
    assert_eq!(rules(&case, &["--rule", "cover", "N1.2"]), (0, vec![]));
}

#[test]
fn the_rules_are_listed_without_a_database() {
    let ran = Case::empty().run(&["check", "--list", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let rules: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
    let listed: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    let known: Vec<&str> = duizhang::desk::RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(listed, known);
    assert!(
        Case::empty()
            .run(&["check", "--list"])
            .out
            .contains("sum\t2\twarning\tsums\t")
    );
}

#[test]
fn prescribed_wordings_stand_in_a_list_beside_the_database() {
    const PRESCRIBED: &str = "按照县委统一部署逐项对照问题清单任务清单责任清单全面起底倒排工期挂图作战";
    let copied = |case: &Case, args: &[&str]| {
        for (n, organisation) in ["云岭实业有限公司", "白石水务有限公司"].into_iter().enumerate() {
            let text = NOTICE.replace("云岭实业有限公司", organisation);
            let answer = format!("{PRESCRIBED}，收回多发油卡{}张，加装定位装置。", 3 + n);
            let text = text.replace("收回多发油卡3张，加装定位装置12套，账卡相符。", &answer);
            let file = case.write(&format!("{n}.txt"), text);
            let file = file.to_string_lossy().into_owned();
            case.run(&[&["import", file.as_str()], args].concat()).ok();
        }
        rules(case, &["--rule", "duplicate"])
            .1
            .iter()
            .filter(|rule| *rule == "duplicate")
            .count()
    };
    // The first measures of the two are alike, too.
    let all = copied(&Case::empty(), &[]);
    let beside = Case::empty();
    beside.write("formulas.tsv", format!("# 本办规定表述\n{PRESCRIBED}\n"));
    assert_eq!(copied(&beside, &[]), all - 2);
    let named = Case::empty();
    let list = named.write("list.txt", format!("{PRESCRIBED}\n"));
    assert_eq!(copied(&named, &["--formulas", &list.to_string_lossy()]), all - 2);

    let bad = Case::empty();
    bad.write("formulas.tsv", "# 表述\n整改\n");
    bad.run(&["import", "x.txt"])
        .refused(2, "formulas.tsv:2: the wording has fewer than 4 characters");
    bad.write("formulas.tsv", "县委统一部署\t县委\n");
    bad.run(&["list"]).refused(2, "formulas.tsv:1: the wording has a tab");
    bad.run(&["--formulas", "none.txt", "list"])
        .refused(2, "cannot read the list of wordings none.txt");
}
