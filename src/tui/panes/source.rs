//! The source of the whole notice, with everything that was read out of it marked.

use std::ops::Range;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::findings::Spot;
use super::measure::mark_styles;
use crate::desk::{Mark, SourceView};
use crate::model::{NoticeId, Span};
use crate::text::fold::fold;
use crate::text::pinyin::says;
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{piece, put_line, restyle, rule};
use crate::tui::widgets::flow::Flow;
use crate::tui::widgets::list::Step;
use crate::tui::widgets::prose;

/// The pane. Places are bytes of the text at which rows begin.
#[derive(Debug, Default)]
pub struct Source {
    /// The text with its marks.
    pub view: Option<Arc<SourceView>>,
    /// Whether the pane is open.
    pub open: bool,
    /// The row under the cursor.
    pub cursor: usize,
    /// What is looked for.
    pub query: String,
    /// A place to be shown as soon as the text of its notice is there.
    landing: Option<(NoticeId, Span)>,
    /// A place that is shown: bright.
    place: Option<Range<usize>>,
    top: usize,
    columns: usize,
    height: usize,
}

impl Source {
    /// Takes another text, or the same read anew.
    pub fn replace(&mut self, view: Arc<SourceView>) {
        // The first text keeps the place of the last sitting.
        if self.view.as_ref().is_some_and(|old| old.notice != view.notice) {
            self.cursor = 0;
            self.top = 0;
            self.place = None;
        }
        self.view = Some(view);
    }

    /// Puts the cursor where something stands.
    pub fn go(&mut self, spot: Spot) {
        self.place = None;
        let Some(view) = &self.view else {
            return;
        };
        let place = view.marks.iter().find(|(_, mark)| match (mark, spot) {
            (Mark::Measure(id), Spot::Measure(wanted)) => *id == wanted,
            (Mark::Finding(id), Spot::Finding(wanted)) => *id == wanted,
            _ => false,
        });
        let at = match (place, spot) {
            (Some((range, _)), _) => range.start,
            (None, Spot::Section(at)) => at,
            (None, _) => return,
        };
        self.show(at);
    }

    /// Shows a place of a notice, as soon as its text is there.
    pub fn land(&mut self, notice: NoticeId, span: Span) {
        self.landing = Some((notice, span));
    }

    /// The text in front is read: a place in it that is to be shown is shown.
    pub fn landed(&mut self) {
        let Some(view) = self.view.clone() else {
            return;
        };
        if let Some((_, span)) = self.landing.take_if(|(notice, _)| *notice == view.notice) {
            let range = view.place(span);
            self.show(range.start);
            self.place = Some(range);
        }
    }

    fn show(&mut self, at: usize) {
        let Some(view) = &self.view else {
            return;
        };
        let flow = Flow::new(&view.text, self.columns.max(2));
        self.cursor = flow.snap(at);
        self.top = flow.moved(self.cursor, -(self.height as isize / 4));
    }

    /// Moves the cursor by rows.
    pub fn step(&mut self, step: Step) {
        let Some(view) = &self.view else {
            return;
        };
        let flow = Flow::new(&view.text, self.columns.max(2));
        let page = self.height.max(2) as isize;
        let by = match step {
            Step::Down => 1,
            Step::Up => -1,
            Step::HalfDown => page / 2,
            Step::HalfUp => -page / 2,
            Step::PageDown => page - 1,
            Step::PageUp => 1 - page,
            Step::First => {
                self.cursor = 0;
                return;
            }
            Step::Last => {
                self.cursor = flow.snap(view.text.len());
                return;
            }
        };
        self.cursor = flow.moved(self.cursor, by);
    }

    /// To the next or previous place of the text that is looked for, or, where none is, of a finding; whether there is one.
    pub fn step_match(&mut self, forward: bool) -> bool {
        let Some(view) = self.view.clone() else {
            return false;
        };
        let row_end = self.row_end(&view);
        let at = if self.query.is_empty() {
            let findings = || {
                view.marks
                    .iter()
                    .filter(|(_, mark)| matches!(mark, Mark::Finding(_)))
                    .map(|(range, _)| range.start)
            };
            if forward {
                findings().find(|at| *at >= row_end)
            } else {
                findings().rev().find(|at| *at < self.cursor)
            }
        } else if forward {
            places_of(&view.text, row_end..view.text.len(), &self.query)
                .next()
                .map(|place| place.start)
        } else {
            places_of(&view.text, 0..self.cursor, &self.query)
                .last()
                .map(|place| place.start)
        };
        if let Some(at) = at {
            self.show(at);
        }
        at.is_some()
    }

    /// Whether what is looked for stands anywhere.
    pub fn has_match(&self) -> bool {
        let view = self.view.as_ref();
        view.is_some_and(|view| places_of(&view.text, 0..view.text.len(), &self.query).next().is_some())
    }

    /// The first place at or after the cursor, going round; for the first search. Whether there is one.
    pub fn find_here(&mut self) -> bool {
        let Some(view) = self.view.clone() else {
            return false;
        };
        let first = |range| places_of(&view.text, range, &self.query).next();
        let place = first(self.cursor..view.text.len()).or_else(|| first(0..view.text.len()));
        if let Some(place) = &place {
            self.show(place.start);
        }
        place.is_some()
    }

    /// The measure, else the finding, in which the row under the cursor lies.
    pub fn spot(&self) -> Option<Spot> {
        let view = self.view.as_ref()?;
        let row = self.cursor..self.row_end(view).max(self.cursor + 1);
        let over = |range: &Range<usize>| range.start < row.end && row.start < range.end;
        let mut found = None;
        for (range, mark) in view.marks.iter().filter(|(range, _)| over(range)) {
            match mark {
                // The first measure that begins in the row, or the one that goes through it.
                Mark::Measure(id) if !matches!(found, Some(Spot::Measure(_))) || range.start >= row.start => {
                    found = Some(Spot::Measure(*id));
                    if range.start >= row.start {
                        break;
                    }
                }
                Mark::Finding(id) if !matches!(found, Some(Spot::Measure(_))) => found = Some(Spot::Finding(*id)),
                _ => {}
            }
        }
        found
    }

    fn row_end(&self, view: &SourceView) -> usize {
        let flow = Flow::new(&view.text, self.columns.max(2));
        flow.rows_from(self.cursor, 1)
            .first()
            .map_or(self.cursor, |row| row.end)
    }

    /// Draws; the measure in front is bright.
    pub fn draw(&mut self, buf: &mut Buffer, area: Rect, front: Option<Spot>, focused: bool, look: &Look) {
        let Some(view) = self.view.clone() else {
            rule(buf, area, look.lang.pick("原文", "Source"), "", focused, look);
            return;
        };
        let share = if view.text.is_empty() {
            100
        } else {
            self.cursor * 100 / view.text.len()
        };
        let title = match self.query.as_str() {
            "" => look.lang.pick("原文", "Source").to_owned(),
            query => look
                .lang
                .pick(format!("原文 · 查找 {query}"), format!("Source, finding {query}")),
        };
        let area = rule(buf, area, &title, &format!("{share}%"), focused, look);
        let columns = usize::from(area.width).saturating_sub(2).max(2);
        let flow = Flow::new(&view.text, columns);
        if self.columns != columns {
            self.columns = columns;
            self.cursor = flow.snap(self.cursor);
            self.top = flow.moved(self.cursor, -(area.height as isize / 4));
        }
        self.height = area.height.into();
        self.follow(&flow);
        let rows = flow.rows_from(self.top, self.height);
        let shown = self.top..rows.last().map_or(self.top, |row| row.end);
        let (mut styles, bright) = styles(&view, &shown, front, &self.query, look);
        if let Some(place) = &self.place {
            styles.push((place.clone(), look.theme.hit));
        }
        for (y, row) in (area.y..).zip(rows) {
            let current = row.start == self.cursor;
            let inside = bright
                .as_ref()
                .is_some_and(|range| row.start < range.end && range.start < row.end);
            let head = if current { look.glyphs.cursor } else { " " };
            let bar = if inside { look.glyphs.front } else { " " };
            let mut line = vec![piece(head, look.theme.key), piece(bar, look.theme.key)];
            line.extend(prose::pieces(&view.text, row, look.theme.text, &styles));
            put_line(buf, area, y, &line, look);
            if current {
                restyle(
                    buf,
                    area,
                    y,
                    if focused { look.theme.cursor } else { look.theme.resting },
                );
            }
        }
    }

    /// Scrolls as little as needed so that the cursor is in sight.
    fn follow(&mut self, flow: &Flow<'_>) {
        if self.cursor < self.top {
            self.top = self.cursor;
        }
        let last = flow
            .rows_from(self.top, self.height.max(1))
            .last()
            .map_or(self.top, |row| row.start);
        if self.cursor > last {
            self.top = flow.moved(self.cursor, 1 - self.height.max(1) as isize);
        }
    }
}

type Styles = (Vec<prose::Styled>, Option<Range<usize>>);

/// What lies in a stretch of the source, and where the thing in front is.
fn styles(view: &SourceView, shown: &Range<usize>, front: Option<Spot>, query: &str, look: &Look) -> Styles {
    let mut styles = Vec::new();
    let mut bright = None;
    for (range, mark) in &view.marks {
        match mark {
            Mark::Section(_) => styles.push((first_line(view, range), look.theme.label)),
            Mark::Finding(id) => {
                styles.push((first_line(view, range), look.theme.label));
                if front == Some(Spot::Finding(*id)) {
                    bright = Some(first_line(view, range));
                }
            }
            Mark::Measure(id) if front == Some(Spot::Measure(*id)) => {
                bright = Some(range.clone());
                styles.push((range.clone(), look.theme.front));
            }
            _ => {}
        }
    }
    styles.retain(|(range, _)| range.start < shown.end && shown.start < range.end);
    styles.extend(mark_styles(view, shown, look));
    if !query.is_empty() {
        let hits = places_of(&view.text, shown.clone(), query);
        styles.extend(hits.map(|range| (range, look.theme.hit)));
    }
    (styles, bright)
}

/// Where a text stands in a stretch of another, whatever their width, case and script; more than one letter is also pinyin.
fn places_of(text: &str, stretch: Range<usize>, query: &str) -> Box<dyn Iterator<Item = Range<usize>>> {
    let query = fold(query.trim()).text.to_lowercase();
    let typed: Vec<char> = query.chars().collect();
    let letters = typed.iter().filter(|c| c.is_ascii_lowercase()).count();
    if letters > 1 && typed.iter().all(|c| c.is_alphanumeric()) {
        let places: Vec<Range<usize>> = said(text, stretch, &typed).collect();
        Box::new(places.into_iter())
    } else {
        Box::new(written(text, stretch, query))
    }
}

/// Where letters are read as pinyin.
fn said(text: &str, stretch: Range<usize>, typed: &[char]) -> impl Iterator<Item = Range<usize>> {
    let text = text.get(..stretch.end).unwrap_or(text);
    let mut from = stretch.start;
    let starts = text.get(from..).unwrap_or("").char_indices();
    starts.filter_map(move |(at, _)| {
        let start = stretch.start + at;
        let end = start + says(&text[start..], typed).filter(|_| start >= from)?;
        from = end;
        Some(start..end)
    })
}

/// Where it stands as it is written: both are folded.
fn written(text: &str, stretch: Range<usize>, query: String) -> impl Iterator<Item = Range<usize>> + use<> {
    let folded = fold(text.get(stretch.clone()).unwrap_or(""));
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + folded.text.get(from..)?.find(&query).filter(|_| !query.is_empty())?;
        from = at + query.len();
        let place = folded.map.back(at..from);
        Some(stretch.start + place.start..stretch.start + place.end)
    })
}

/// The first line of a range, at most 120 bytes: in a text without line ends, a heading has no end of its own.
fn first_line(view: &SourceView, range: &Range<usize>) -> Range<usize> {
    let text = view.text.get(range.clone()).unwrap_or("");
    let end = text.find('\n').unwrap_or(text.len());
    let end = if end > 120 { text.floor_char_boundary(120) } else { end };
    range.start..range.start + end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_in_whatever_width_case_and_script() {
        let text = "完善國企監管，建設ＩＴ系统；国企监管";
        let found = |query: &str| -> Vec<&str> {
            let places = places_of(text, 0..text.len(), query);
            places.map(|place| &text[place]).collect()
        };
        assert_eq!(found("国企监管"), ["國企監管", "国企监管"]);
        assert_eq!(found("國企"), ["國企", "国企"]);
        assert_eq!(found("it"), ["ＩＴ"]);
        assert_eq!(found("gqjg"), ["國企監管", "国企监管"]);
        assert_eq!(found("guoqi监"), ["國企監", "国企监"]);
        assert_eq!(found("jgjs"), ["監管，建設"]);
        assert_eq!(found("gqgk"), [""; 0]);
        assert_eq!(found("，"), ["，"]);
        assert_eq!(found("港口"), [""; 0]);
        assert_eq!(found(" "), [""; 0]);
    }
}
