//! The help in Chinese: the texts of a table laid over the command line as it is declared, which has the English ones.

use std::env;

use clap::{Arg, ArgAction, Command};

use super::check;
use super::context::from_environment;
use super::exit;
use crate::model::Lang;

const TABLE: &str = include_str!("help.tsv");

/// What stands around the texts.
const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The language of the help, which is asked for before the command line is read: `--lang`, else as everything else.
pub(super) fn language() -> Lang {
    let mut args = env::args();
    let named = std::iter::from_fn(|| {
        let arg = args.next()?;
        Some(match arg.strip_prefix("--lang") {
            Some("") => args.next(),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        })
    });
    let asked = named.flatten().last().or_else(|| env::var("DUIZHANG_LANG").ok());
    match asked.as_deref() {
        Some("zh") => Lang::Zh,
        Some("en") => Lang::En,
        _ => from_environment(),
    }
}

/// The command line with its help in that language.
pub(super) fn in_language(command: Command, lang: Lang) -> Command {
    match lang {
        Lang::En => command,
        Lang::Zh => chinese(command, "-").after_help(exit::table(lang)),
    }
}

/// The rows of the table: subcommand, what of it, text.
fn rows() -> impl Iterator<Item = [&'static str; 3]> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut columns = line.splitn(3, '\t');
        Some([columns.next()?, columns.next()?, columns.next()?])
    })
}

fn text(path: &str, what: &str) -> Option<String> {
    let row = rows().find(|[own, key, _]| *own == path && *key == what);
    row.map(|[.., text]| text.replace("\\n", "\n"))
}

fn chinese(mut command: Command, path: &str) -> Command {
    if let Some(about) = text(path, "about") {
        let long = text(path, "long").map_or_else(|| about.clone(), |long| format!("{about}\n\n{long}"));
        command = command.about(about).long_about(long);
    }
    let root = path == "-";
    let argument = |arg: Arg| {
        let id = arg.get_id().to_string();
        let heading = match arg.get_help_heading() {
            Some("Global options") => "通用选项",
            Some("Desk options") => "核查台选项",
            _ if arg.is_positional() => "参数",
            _ => "选项",
        };
        let arg = match text(path, &id) {
            Some(help) => arg.help(help.clone()).long_help(help),
            None => arg,
        };
        let arg = arg.help_heading(heading);
        // Their meanings stand in the table of rules.
        if id == "rule" && !root {
            arg.value_parser(check::rules(Lang::Zh))
        } else {
            arg
        }
    };
    let names: Vec<String> = command.get_subcommands().map(|own| own.get_name().to_owned()).collect();
    command = command
        .mut_args(argument)
        .help_template(TEMPLATE)
        .disable_help_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help("显示帮助（-h 为简略）")
                .help_heading("选项"),
        );
    if root {
        command = command
            .override_usage("duizhang [选项] [路径]...\n      duizhang [选项] <子命令>")
            .disable_version_flag(true)
            .arg(
                Arg::new("version")
                    .short('V')
                    .long("version")
                    .action(ArgAction::Version)
                    .help("显示版本")
                    .help_heading("选项"),
            );
    }
    if !names.is_empty() {
        command = command.subcommand_help_heading("子命令").disable_help_subcommand(true);
    }
    for name in names {
        let inner = if root { name.clone() } else { format!("{path} {name}") };
        command = command.mut_subcommand(name, |own| chinese(own, &inner));
    }
    command
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::args::CommandLine;

    /// Every subcommand and argument that is declared, as the table names them.
    fn declared(command: &Command, path: &str, all: &mut HashSet<(String, String)>) {
        all.insert((path.to_owned(), "about".to_owned()));
        for arg in command.get_arguments() {
            all.insert((path.to_owned(), arg.get_id().to_string()));
        }
        for own in command.get_subcommands() {
            let name = own.get_name();
            let inner = if path == "-" {
                name.to_owned()
            } else {
                format!("{path} {name}")
            };
            declared(own, &inner, all);
        }
    }

    #[test]
    fn every_command_and_argument_has_its_row_and_every_row_its_argument() {
        let mut all = HashSet::new();
        declared(&CommandLine::command(), "-", &mut all);
        let told: HashSet<(String, String)> = rows()
            .filter(|[_, what, _]| *what != "long")
            .map(|[path, what, _]| (path.to_owned(), what.to_owned()))
            .collect();
        let mut missing: Vec<_> = all.difference(&told).collect();
        let mut needless: Vec<_> = told.difference(&all).collect();
        missing.sort();
        needless.sort();
        assert!(missing.is_empty() && needless.is_empty(), "{missing:?} {needless:?}");
    }

    #[test]
    fn the_chinese_command_line_holds_and_has_no_english_sentence() {
        let mut line = in_language(CommandLine::command(), Lang::Zh);
        line.clone().debug_assert();
        let names: Vec<String> = line.get_subcommands().map(|own| own.get_name().to_owned()).collect();
        let mut helps = vec![line.render_long_help().to_string()];
        for name in names {
            let own = line
                .find_subcommand_mut(&name)
                .map(|own| own.render_long_help().to_string());
            helps.extend(own);
        }
        for help in helps {
            for line in help.lines() {
                let words = line
                    .split_whitespace()
                    .filter(|word| word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase()));
                assert!(words.count() < 5, "{line}");
            }
        }
    }
}
