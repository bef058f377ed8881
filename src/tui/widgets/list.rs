//! A window on a long list: which rows are on the screen.

/// How far from the edge the cursor stays, where there is room.
const MARGIN: usize = 2;

/// The part of a list that is on the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Window {
    /// First row on the screen.
    pub top: usize,
    /// Rows on the screen when it was last drawn; what paging moves by.
    pub height: usize,
}

impl Window {
    /// Moves as little as needed so that the cursor is in sight with some rows around it; returns the rows to draw.
    pub fn follow(&mut self, cursor: usize, len: usize, height: usize) -> std::ops::Range<usize> {
        self.height = height;
        let margin = MARGIN.min(height.saturating_sub(1) / 2);
        if cursor < self.top + margin {
            self.top = cursor.saturating_sub(margin);
        }
        if cursor + margin + 1 > self.top + height {
            self.top = (cursor + margin + 1).saturating_sub(height);
        }
        self.top = self.top.min(len.saturating_sub(height));
        self.top..(self.top + height).min(len)
    }
}

/// How a cursor moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// One down.
    Down,
    /// One up.
    Up,
    /// Half a page down.
    HalfDown,
    /// Half a page up.
    HalfUp,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// To the beginning.
    First,
    /// To the end.
    Last,
}

/// Where a step takes a cursor in a list of `len` rows of which `page` are on the screen.
pub fn stepped(cursor: usize, len: usize, page: usize, step: Step) -> usize {
    let page = page.max(2);
    let last = len.saturating_sub(1);
    match step {
        Step::Down => (cursor + 1).min(last),
        Step::Up => cursor.saturating_sub(1),
        Step::HalfDown => (cursor + page / 2).min(last),
        Step::HalfUp => cursor.saturating_sub(page / 2),
        Step::PageDown => (cursor + page - 1).min(last),
        Step::PageUp => cursor.saturating_sub(page - 1),
        Step::First => 0,
        Step::Last => last,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_moves_no_more_than_it_must() {
        let mut window = Window::default();
        assert_eq!(window.follow(0, 100, 10), 0..10);
        assert_eq!(window.follow(7, 100, 10), 0..10);
        assert_eq!(window.follow(8, 100, 10), 1..11);
        assert_eq!(window.follow(99, 100, 10), 90..100);
        assert_eq!(window.follow(90, 100, 10), 88..98);
        assert_eq!(window.follow(0, 3, 10), 0..3);
        assert_eq!(window.follow(2, 3, 1), 2..3);
        assert_eq!(window.follow(0, 0, 10), 0..0);
    }

    #[test]
    fn steps_stay_in_the_list() {
        for step in [Step::Down, Step::HalfDown, Step::PageDown, Step::Last] {
            assert_eq!(stepped(9, 10, 5, step), 9);
            assert_eq!(stepped(0, 0, 5, step), 0);
        }
        for step in [Step::Up, Step::HalfUp, Step::PageUp, Step::First] {
            assert_eq!(stepped(0, 10, 5, step), 0);
        }
        assert_eq!(stepped(3, 100, 10, Step::PageDown), 12);
    }
}
