//! Key files: TOML into bindings. What is wrong is told with its line, and every other binding stays.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Context, Keymap, insert};
use crate::model::Lang;
use crate::tui::command::Command;
use crate::tui::key::Key;

/// Takes a binding away.
const NONE: &str = "none";

/// Something wrong in a key file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What.
    pub what: String,
}

impl Keymap {
    /// Lays the bindings of a key file over these.
    pub fn lay(&mut self, text: &str, lang: Lang) -> Vec<Fault> {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut faults: Vec<Fault> = Vec::new();
        for error in errors {
            let line = error.span().map_or(0, |span| line_of(text, &span));
            // One slip makes the reader stumble several times on the same line; the first says it.
            if !faults.iter().any(|fault| fault.line == line) {
                faults.push(Fault {
                    line,
                    what: error.message().to_owned(),
                });
            }
        }
        for (name, bindings) in table.into_inner() {
            let mut fault = |span: &Range<usize>, zh: String, en: String| {
                faults.push(Fault {
                    line: line_of(text, span),
                    what: lang.pick(zh, en),
                });
            };
            let Some(context) = Context::ALL.into_iter().find(|context| context.name() == name.as_ref()) else {
                let known: Vec<_> = Context::ALL.iter().map(|context| context.name()).collect();
                fault(
                    &name.span(),
                    format!("没有表 [{}]；可用：{}", name.as_ref(), known.join("、")),
                    format!("there is no table [{}]; there are {}", name.as_ref(), known.join(", ")),
                );
                continue;
            };
            let span = bindings.span();
            let DeValue::Table(bindings) = bindings.into_inner() else {
                let (zh, en) = (
                    format!("[{}] 应当是表", context.name()),
                    format!("[{}] must be a table", context.name()),
                );
                fault(&span, zh, en);
                continue;
            };
            // In the order of the file: the which-key box shows them so, and of two keys for one command the first is told.
            let mut bindings: Vec<_> = bindings.into_iter().collect();
            bindings.sort_by_key(|(keys, _)| keys.span().start);
            for (keys, value) in bindings {
                if let Err((span, (zh, en))) = self.bind_text(context, &keys, &value) {
                    fault(&span, zh, en);
                }
            }
        }
        faults.sort_by_key(|fault| fault.line);
        faults
    }

    fn bind_text(
        &mut self,
        context: Context,
        keys: &Spanned<std::borrow::Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<(), (Range<usize>, (String, String))> {
        let sequence: Result<Vec<Key>, _> = keys.as_ref().split_whitespace().map(str::parse::<Key>).collect();
        let sequence = match sequence {
            Ok(sequence) if !sequence.is_empty() => sequence,
            _ => {
                let keys_text = keys.as_ref();
                let words = (format!("“{keys_text}”不是按键"), format!("{keys_text:?} is not a key"));
                return Err((keys.span(), words));
            }
        };
        let Some(name) = value.as_ref().as_str() else {
            let words = (
                "应当写命令的名称，加引号".to_owned(),
                "the name of a command in quotes is wanted here".to_owned(),
            );
            return Err((value.span(), words));
        };
        if name == NONE {
            self.unbind(context, &sequence);
            return Ok(());
        }
        let Some(command) = Command::from_name(name) else {
            let near = nearest(name);
            let words = (
                format!("没有命令“{name}”；是否指 {near}？"),
                format!("there is no command {name:?}; is {near} meant?"),
            );
            return Err((value.span(), words));
        };
        if !command.areas().contains(&context.area()) {
            let words = (
                format!("命令 {name} 不能用在 [{}] 中", context.name()),
                format!("the command {name} has no use in [{}]", context.name()),
            );
            return Err((value.span(), words));
        }
        insert(self.tree_mut(context), &sequence, command);
        Ok(())
    }
}

fn line_of(text: &str, span: &Range<usize>) -> usize {
    let end = span.start.min(text.len());
    text.as_bytes()[..end].iter().filter(|b| **b == b'\n').count() + 1
}

/// The command whose name shares most of its beginning and end with a name that is none.
fn nearest(name: &str) -> &'static str {
    let alike = |known: &str| {
        let front = known.bytes().zip(name.bytes()).take_while(|(a, b)| a == b).count();
        let back = known
            .bytes()
            .rev()
            .zip(name.bytes().rev())
            .take_while(|(a, b)| a == b)
            .count();
        (front + back, usize::MAX - known.len().abs_diff(name.len()))
    };
    let names = Command::ALL.iter().map(|command| command.name());
    names.max_by_key(|known| alike(known)).unwrap_or("")
}
