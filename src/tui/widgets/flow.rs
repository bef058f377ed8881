//! A text of any length in rows, of which only those on the screen are worked out. A row is known by the byte at which it begins.

use std::ops::Range;

use super::prose;

/// Longer lines are broken into blocks of so many bytes, so that no row costs more to find than that.
const BLOCK: usize = 8 * 1024;

/// A text in so many columns.
#[derive(Debug, Clone, Copy)]
pub struct Flow<'a> {
    text: &'a str,
    columns: usize,
}

impl<'a> Flow<'a> {
    /// A text in so many columns.
    pub fn new(text: &'a str, columns: usize) -> Self {
        Self { text, columns }
    }

    /// The beginning of the row in which a byte lies.
    pub fn snap(&self, at: usize) -> usize {
        let at = self.text.floor_char_boundary(at);
        let rows = self.block_rows(at);
        let row = rows.iter().rev().find(|row| row.start <= at);
        row.map_or(0, |row| row.start)
    }

    /// The rows from the one that begins at `top`, at most so many.
    pub fn rows_from(&self, top: usize, count: usize) -> Vec<Range<usize>> {
        let mut rows = Vec::with_capacity(count.min(256));
        let mut at = top;
        while rows.len() < count {
            let block = self.block(at);
            let fresh = self.rows_of(block.clone()).into_iter().filter(|row| row.start >= at);
            rows.extend(fresh.take(count - rows.len()));
            match self.after(&block) {
                Some(next) => at = next,
                None => break,
            }
        }
        rows
    }

    /// The beginning of the row so many rows below (or above) the one that begins at `from`; the first or last where there are fewer.
    pub fn moved(&self, from: usize, by: isize) -> usize {
        if by >= 0 {
            let rows = self.rows_from(from, by.unsigned_abs() + 1);
            return rows.last().map_or(from, |row| row.start);
        }
        let mut wanted = by.unsigned_abs();
        let mut block = self.block(from);
        let mut rows: Vec<usize> = self
            .rows_of(block.clone())
            .iter()
            .map(|row| row.start)
            .filter(|at| *at < from)
            .collect();
        let mut found = from;
        loop {
            if rows.len() >= wanted {
                return if wanted == 0 { found } else { rows[rows.len() - wanted] };
            }
            wanted -= rows.len();
            found = rows.first().copied().unwrap_or(found);
            let Some(before) = self.before(&block) else {
                return found;
            };
            block = self.block(before);
            rows = self.rows_of(block.clone()).iter().map(|row| row.start).collect();
        }
    }

    fn block_rows(&self, at: usize) -> Vec<Range<usize>> {
        self.rows_of(self.block(at))
    }

    fn rows_of(&self, block: Range<usize>) -> Vec<Range<usize>> {
        prose::rows(self.text, block, self.columns)
    }

    /// The line, or the part of a long line, in which a byte lies; without its line end.
    fn block(&self, at: usize) -> Range<usize> {
        let bytes = self.text.as_bytes();
        let at = at.min(bytes.len());
        let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |n| n + 1);
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n);
        let cut = |n: usize| self.text.floor_char_boundary((start + n * BLOCK).min(end));
        let mut n = (at - start) / BLOCK;
        // The cut before a character that straddles it puts the character into the next block.
        if at >= cut(n + 1) && cut(n + 1) < end {
            n += 1;
        }
        // At the end of a line whose length is a whole number of blocks, the byte belongs to the last one.
        if n > 0 && cut(n) == end {
            n -= 1;
        }
        cut(n)..cut(n + 1)
    }

    fn after(&self, block: &Range<usize>) -> Option<usize> {
        match self.text.as_bytes().get(block.end) {
            None => None,
            Some(b'\n') if block.end + 1 > self.text.len() => None,
            Some(b'\n') => Some(block.end + 1),
            Some(_) => Some(block.end),
        }
    }

    fn before(&self, block: &Range<usize>) -> Option<usize> {
        let before = block.start.checked_sub(1)?;
        Some(self.text.floor_char_boundary(before))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(flow: &Flow<'_>) -> Vec<usize> {
        flow.rows_from(0, usize::MAX / 2)
            .into_iter()
            .map(|row| row.start)
            .collect()
    }

    #[test]
    fn rows_are_the_same_from_wherever_they_are_counted() {
        let long = "强化项目落地，推动集团发展。".repeat(700);
        for text in [
            "",
            "一",
            "\n",
            "一二三四五\n\n六七八九十",
            "a\nb\n",
            long.as_str(),
            &format!("{long}\n{long}"),
        ] {
            let flow = Flow::new(text, 20);
            let rows = all(&flow);
            assert_eq!(rows.first(), Some(&0));
            for (n, row) in rows.iter().enumerate().step_by(rows.len() / 200 + 1) {
                assert_eq!(flow.snap(*row), *row);
                assert_eq!(flow.moved(0, n as isize), *row, "down to {n}");
                assert_eq!(flow.moved(*row, -(n as isize)), 0, "up from {n}");
                if n > 0 {
                    assert_eq!(flow.moved(*row, -1), rows[n - 1], "one up from {n}");
                }
            }
            assert_eq!(flow.moved(0, 1_000_000), *rows.last().unwrap());
        }
    }

    #[test]
    fn a_byte_lies_in_the_row_before_the_next_one() {
        let text = "一二三四五六七八九十\n甲乙丙";
        let flow = Flow::new(text, 8);
        assert_eq!(all(&flow), [0, 12, 24, 31]);
        assert_eq!(
            [flow.snap(5), flow.snap(12), flow.snap(30), flow.snap(99)],
            [0, 12, 24, 31]
        );
    }
}
