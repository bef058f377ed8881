//! Which keys give which command: a tree of keys for each context, read from TOML. The built-in file is what users copy; a file of
//! their own is laid over it. A fault in it is told with its line, and every other binding stays.

mod file;

use super::command::{Area, Command};
use super::key::Key;
use crate::model::Lang;

pub use file::Fault;

/// The built-in key file.
pub const DEFAULT: &str = include_str!("../../keymaps/default.toml");

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
    /// A screen over the desk.
    Screen,
    /// The parse view.
    Parse,
}

impl Context {
    /// All, in the order of the built-in file.
    pub const ALL: [Self; 12] = [
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
        Self::Screen,
        Self::Parse,
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
            Self::Screen => "screen",
            Self::Parse => "parse",
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
            Self::Screen => Area::Screen,
            Self::Parse => Area::Parse,
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
