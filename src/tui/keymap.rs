//! Which keys give which command: a tree of keys for each context, read from TOML. The built-in file is what users copy; a file of
//! their own is laid over it. A fault in it is told with its line, and every other binding stays.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::command::{Area, Command};
use super::key::Key;
use crate::model::Lang;

/// The built-in key file.
pub const DEFAULT: &str = include_str!("../../keymaps/default.toml");

/// Takes a binding away.
const NONE: &str = "none";

/// Where a key is pressed: the name of a table in key files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// Any pane.
    Desk,
    /// The notices.
    Notices,
    /// The findings.
    Findings,
    /// The measure in front.
    Measure,
    /// The comments.
    Comments,
    /// The source.
    Source,
    /// A palette.
    Picker,
    /// The line that asks for a text to find.
    Find,
    /// The comment editor.
    Editor,
    /// The help.
    Help,
}

impl Context {
    /// All, in the order of the built-in file.
    pub const ALL: [Self; 10] = [
        Self::Desk,
        Self::Notices,
        Self::Findings,
        Self::Measure,
        Self::Comments,
        Self::Source,
        Self::Picker,
        Self::Find,
        Self::Editor,
        Self::Help,
    ];

    /// Its table in key files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Notices => "notices",
            Self::Findings => "findings",
            Self::Measure => "measure",
            Self::Comments => "comments",
            Self::Source => "source",
            Self::Picker => "picker",
            Self::Find => "find",
            Self::Editor => "editor",
            Self::Help => "help",
        }
    }

    /// The area whose commands can be bound here.
    pub const fn area(self) -> Area {
        match self {
            Self::Desk | Self::Notices | Self::Findings | Self::Measure | Self::Comments | Self::Source => Area::Desk,
            Self::Picker => Area::Picker,
            Self::Find => Area::Find,
            Self::Editor => Area::Editor,
            Self::Help => Area::Help,
        }
    }
}

/// What stands at a key: a command, or more keys.
#[derive(Debug, Clone)]
enum Node {
    Command(Command),
    /// In the order of the file, for the which-key box.
    Keys(Vec<(Key, Node)>),
}

/// What a sequence of keys comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A command.
    Command(Command),
    /// The beginning of a longer sequence.
    Prefix,
    /// Nothing.
    Nothing,
}

/// Something wrong in a key file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What.
    pub what: String,
}

/// The bindings of all contexts.
#[derive(Debug, Clone, Default)]
pub struct Keymap {
    trees: Vec<(Context, Vec<(Key, Node)>)>,
}

impl Keymap {
    /// The built-in bindings.
    pub fn built_in() -> Self {
        let mut keymap = Self::default();
        // A test holds the built-in file to be without faults.
        let _ = keymap.lay(DEFAULT, Lang::En);
        keymap
    }

    /// The built-in bindings with a file laid over them, and what is wrong with that file. `text` is what it holds, or why it
    /// cannot be read.
    pub fn with_file(text: Result<String, String>, lang: Lang) -> (Self, Vec<Fault>) {
        let mut keymap = Self::built_in();
        let faults = match text {
            Ok(text) => keymap.lay(&text, lang),
            Err(why) => vec![Fault {
                line: 0,
                what: lang.pick(format!("无法读取：{why}"), format!("cannot be read: {why}")),
            }],
        };
        (keymap, faults)
    }

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

    fn tree(&self, context: Context) -> &[(Key, Node)] {
        let found = self.trees.iter().find(|(known, _)| *known == context);
        found.map_or(&[], |(_, tree)| tree)
    }

    fn tree_mut(&mut self, context: Context) -> &mut Vec<(Key, Node)> {
        let at = self.trees.iter().position(|(known, _)| *known == context);
        let at = at.unwrap_or_else(|| {
            self.trees.push((context, Vec::new()));
            self.trees.len() - 1
        });
        &mut self.trees[at].1
    }

    fn unbind(&mut self, context: Context, sequence: &[Key]) {
        let mut tree = self.tree_mut(context);
        let Some((last, first)) = sequence.split_last() else {
            return;
        };
        for key in first {
            match tree.iter_mut().find(|(known, _)| known == key) {
                Some((_, Node::Keys(keys))) => tree = keys,
                _ => return,
            }
        }
        tree.retain(|(known, _)| known != last);
    }

    /// What the keys come to; earlier contexts go first.
    pub fn find(&self, contexts: &[Context], keys: &[Key]) -> Found {
        let mut prefix = false;
        for context in contexts {
            match walk(self.tree(*context), keys) {
                Some(Node::Command(command)) => return Found::Command(*command),
                Some(Node::Keys(_)) => prefix = true,
                None => {}
            }
        }
        if prefix { Found::Prefix } else { Found::Nothing }
    }

    /// What can follow on these keys, for the which-key box: keys and the command, where one more key is enough.
    pub fn after(&self, contexts: &[Context], keys: &[Key]) -> Vec<(Key, Option<Command>)> {
        let mut next: Vec<(Key, Option<Command>)> = Vec::new();
        for context in contexts {
            if let Some(Node::Keys(children)) = walk(self.tree(*context), keys) {
                for (key, node) in children {
                    if next.iter().all(|(known, _)| known != key) {
                        let command = match node {
                            Node::Command(command) => Some(*command),
                            Node::Keys(_) => None,
                        };
                        next.push((*key, command));
                    }
                }
            }
        }
        next
    }

    /// All key sequences that give a command in these contexts, as key files write them; single keys before longer sequences.
    pub fn keys_of(&self, contexts: &[Context], command: Command) -> Vec<String> {
        let mut found = Vec::new();
        for context in contexts {
            collect(self.tree(*context), "", &mut |keys, bound| {
                if bound == command && !found.iter().any(|known| known == keys) {
                    found.push(keys.to_owned());
                }
            });
        }
        found.sort_by_key(|keys: &String| keys.split(' ').count());
        found
    }
}

fn walk<'a>(mut tree: &'a [(Key, Node)], keys: &[Key]) -> Option<&'a Node> {
    let (last, first) = keys.split_last()?;
    let at = |tree: &'a [(Key, Node)], key: &Key| tree.iter().find(|(known, _)| known == key).map(|(_, node)| node);
    for key in first {
        match at(tree, key)? {
            Node::Keys(keys) => tree = keys,
            Node::Command(_) => return None,
        }
    }
    at(tree, last)
}

fn insert(tree: &mut Vec<(Key, Node)>, sequence: &[Key], command: Command) {
    let Some((key, rest)) = sequence.split_first() else {
        return;
    };
    let at = tree.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
        tree.push((*key, Node::Keys(Vec::new())));
        tree.len() - 1
    });
    let node = &mut tree[at].1;
    if rest.is_empty() {
        *node = Node::Command(command);
        return;
    }
    // A longer sequence takes the place of a command on its beginning: the later binding is the one that is meant.
    if matches!(node, Node::Command(_)) {
        *node = Node::Keys(Vec::new());
    }
    if let Node::Keys(keys) = node {
        insert(keys, rest, command);
    }
}

fn collect(tree: &[(Key, Node)], before: &str, take: &mut dyn FnMut(&str, Command)) {
    for (key, node) in tree {
        let keys = if before.is_empty() {
            key.to_string()
        } else {
            format!("{before} {key}")
        };
        match node {
            Node::Command(command) => take(&keys, *command),
            Node::Keys(children) => collect(children, &keys, take),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Key> {
        text.split(' ').map(|key| key.parse().unwrap()).collect()
    }

    const PANES: [Context; 2] = [Context::Source, Context::Desk];

    #[test]
    fn the_built_in_file_has_no_faults() {
        assert_eq!(Keymap::default().lay(DEFAULT, Lang::En), []);
    }

    #[test]
    fn a_pane_goes_before_the_desk() {
        let keymap = Keymap::built_in();
        assert_eq!(keymap.find(&PANES, &keys("n")), Found::Command(Command::NextMatch));
        assert_eq!(
            keymap.find(&[Context::Desk], &keys("n")),
            Found::Command(Command::NextUnreviewed)
        );
        assert_eq!(keymap.find(&PANES, &keys("g")), Found::Prefix);
        assert_eq!(keymap.find(&PANES, &keys("g g")), Found::Command(Command::First));
        assert_eq!(keymap.find(&PANES, &keys("g q")), Found::Nothing);
        assert_eq!(keymap.find(&PANES, &keys("年")), Found::Nothing);
    }

    #[test]
    fn every_command_can_be_reached() {
        let keymap = Keymap::built_in();
        for command in Command::ALL {
            let bound = Context::ALL
                .iter()
                .any(|context| !keymap.keys_of(&[*context], *command).is_empty());
            assert!(
                bound || command.areas().contains(&Area::Desk),
                "{} has no key and is not in the palette",
                command.name()
            );
        }
    }

    #[test]
    fn faults_are_told_with_their_lines_and_the_rest_stays() {
        let file = "[desk]\n\"x\" = \"undo\"\n\"y\" = \"undoo\"\n\"jj\" = \"down\"\n\"z\" = 3\n\"n\" = \"none\"\n[desks]\n\"a\" = \"up\"\n[editor]\n\"ctrl-y\" = \"undo\"\n";
        let mut keymap = Keymap::built_in();
        let faults = keymap.lay(file, Lang::En);
        let lines: Vec<_> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [3, 4, 5, 7, 10]);
        assert!(faults[0].what.contains("is undo meant?"), "{}", faults[0].what);
        assert_eq!(keymap.find(&[Context::Desk], &keys("x")), Found::Command(Command::Undo));
        assert_eq!(keymap.find(&[Context::Desk], &keys("n")), Found::Nothing);
        assert_eq!(keymap.find(&[Context::Desk], &keys("u")), Found::Command(Command::Undo));
    }

    #[test]
    fn a_slip_in_the_writing_costs_one_binding() {
        let mut keymap = Keymap::built_in();
        let faults = keymap.lay("[desk]\n\"x\" = \"undo\"\n\"y\" = undo\n\"z\" = \"redo\"\n", Lang::Zh);
        assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [3]);
        for (key, command) in [("x", Command::Undo), ("z", Command::Redo)] {
            assert_eq!(keymap.find(&[Context::Desk], &keys(key)), Found::Command(command));
        }
    }

    #[test]
    fn a_missing_file_is_a_fault_and_leaves_the_keys() {
        let (keymap, faults) = Keymap::with_file(Err("no such file".to_owned()), Lang::En);
        assert_eq!(faults.len(), 1);
        assert_eq!(keymap.find(&[Context::Desk], &keys("u")), Found::Command(Command::Undo));
    }

    #[test]
    fn what_can_follow_is_listed_in_the_files_order() {
        let keymap = Keymap::built_in();
        let after = keymap.after(&PANES, &keys("f"));
        let names: Vec<_> = after
            .iter()
            .filter_map(|(_, command)| command.map(Command::name))
            .collect();
        assert_eq!(
            names,
            ["filter-unreviewed", "filter-overdue", "filter-flagged", "filter-all"]
        );
        assert_eq!(keymap.keys_of(&[Context::Desk], Command::First), ["home", "g g"]);
    }
}
