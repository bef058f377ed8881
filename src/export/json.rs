//! JSON: one item per line, and with no character in it that a terminal would obey.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::active::is_active;

/// Writes a value and ends the line. A list has one item per line; an object has one field per line, and one item per line
/// in its lists: readable, and still something that line tools can work on.
///
/// # Errors
/// When the output cannot be written.
pub fn write<T: Serialize + ?Sized>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(&mut *out, Lines::default());
    value.serialize(&mut serializer)?;
    writeln!(out)
}

/// What stands at a level of nesting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    /// Its parts stand on lines of their own.
    Broken,
    Inline,
}

#[derive(Debug, Default)]
struct Lines {
    levels: Vec<Level>,
    object_at_top: bool,
    empty: bool,
}

impl Lines {
    fn open<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        let level = match self.levels.len() {
            0 => Level::Broken,
            1 if self.object_at_top => Level::Broken,
            _ => Level::Inline,
        };
        self.levels.push(level);
        self.empty = true;
        writer.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        let level = self.levels.pop();
        if level == Some(Level::Broken) && !self.empty {
            self.new_line(writer)?;
        }
        self.empty = false;
        writer.write_all(bracket)
    }

    fn part<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.empty = false;
        if !first {
            writer.write_all(b",")?;
        }
        match self.levels.last() {
            Some(Level::Broken) => self.new_line(writer),
            _ => Ok(()),
        }
    }

    fn new_line<W: ?Sized + Write>(&self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"\n")?;
        for _ in 0..self.levels.len() {
            writer.write_all(b" ")?;
        }
        Ok(())
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.part(writer, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.levels.is_empty() {
            self.object_at_top = true;
        }
        self.open(writer, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.part(writer, first)
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_active) {
            let (before, after) = rest.split_at(at);
            writer.write_all(before.as_bytes())?;
            let mut chars = after.chars();
            if let Some(c) = chars.next() {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            }
            rest = chars.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &serde_json::Value) -> String {
        let mut out = Vec::new();
        write(&mut out, value).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_list_has_an_item_per_line_and_an_object_a_field() {
        let list = serde_json::json!([{"a": [1, 2]}, {"b": {}}]);
        assert_eq!(text(&list), "[\n {\"a\":[1,2]},\n {\"b\":{}}\n]\n");
        let object = serde_json::json!({"a": [{"x": [1, 2]}, 3], "b": {"y": 1}, "c": [], "d": {}});
        let lines = "{\n \"a\":[\n  {\"x\":[1,2]},\n  3\n ],\n \"b\":{\n  \"y\":1\n },\n \"c\":[],\n \"d\":{}\n}\n";
        assert_eq!(text(&object), lines);
        assert_eq!(text(&serde_json::json!([])), "[]\n");
    }

    #[test]
    fn controls_are_escaped_and_come_back() {
        let hostile = "甲\u{1b}[31m\u{9b}2J\u{7f}\u{202e}乙\u{2028}\u{e0041}";
        let value = serde_json::json!([hostile]);
        let written = text(&value);
        assert!(!written.contains(|c| is_active(c) && c != '\n'), "{written:?}");
        assert!(
            written.contains("\\u009b2J\\u007f\\u202e乙\\u2028\\udb40\\udc41"),
            "{written}"
        );
        assert_eq!(serde_json::from_str::<serde_json::Value>(&written).unwrap(), value);
    }
}
