//! Pages of two columns: which characters stand in which, so that one is read after the other.
//!
//! Two columns of prose part the page by one gap from top to bottom, near its middle, and the lines on its left reach it. A table has
//! more gaps, or short cells; it stays as it is drawn.

use super::page::Glyph;

/// Steps into which the width of a page is cut to find the gap.
const STEPS: usize = 300;

/// Lines on each side of the gap.
const LINES: usize = 8;

/// Characters of a line of prose on one side, on average.
const CHARS: usize = 10;

/// Most lines that may cross the gap, such as the title, in hundredths.
const CROSS: usize = 20;

/// Lines on the left that reach the gap at least, in hundredths: those that end a paragraph do not.
const REACH: usize = 50;

/// The parts of a page in the order in which they are read: all of it, or what crosses both columns, the left one, the right one.
pub(super) fn split(page: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    let lines = lines(&page);
    let Some((from, to)) = gap(&lines) else {
        return vec![page];
    };
    let middle = f64::midpoint(from, to);
    let (mut parts, mut left, mut right) = (Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        if crosses(&line, middle) {
            parts.extend([std::mem::take(&mut left), std::mem::take(&mut right), line]);
            continue;
        }
        for glyph in line {
            let side = if glyph.x < middle { &mut left } else { &mut right };
            side.push(glyph);
        }
    }
    parts.extend([left, right]);
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether a line goes on over a place: what stands before and behind it is no further apart than characters are.
fn crosses(line: &[Glyph], x: f64) -> bool {
    let behind = line.partition_point(|glyph| glyph.x < x);
    let (Some(last), Some(next)) = (line[..behind].last(), line.get(behind)) else {
        return line[..behind].iter().any(|glyph| glyph.x + glyph.width > x);
    };
    next.x - (last.x + last.width) < 0.9 * last.size
}

/// The characters by the lines in which they stand, from the top, whatever the order in which they were drawn.
fn lines(page: &[Glyph]) -> Vec<Vec<Glyph>> {
    let sound = |glyph: &&Glyph| {
        [glyph.x, glyph.y, glyph.width, glyph.size]
            .iter()
            .all(|place| place.is_finite())
    };
    let mut glyphs: Vec<Glyph> = page
        .iter()
        .filter(sound)
        .filter(|glyph| !glyph.c.is_whitespace())
        .copied()
        .collect();
    glyphs.sort_by(|one, other| other.y.total_cmp(&one.y));
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut().and_then(|line| Some((line.first()?.y, line))) {
            Some((y, line)) if y - glyph.y < 0.5 * glyph.size.max(0.1) => line.push(glyph),
            _ => lines.push(vec![glyph]),
        }
    }
    for line in &mut lines {
        line.sort_by(|one, other| one.x.total_cmp(&other.x));
    }
    lines
}

/// From where to where the gap between two columns reaches; none on a page that has no two columns of prose.
fn gap(lines: &[Vec<Glyph>]) -> Option<(f64, f64)> {
    let all = || lines.iter().flatten();
    let left = all().map(|glyph| glyph.x).min_by(f64::total_cmp)?;
    let right = all().map(|glyph| glyph.x + glyph.width).max_by(f64::total_cmp)?;
    let step = (right - left) / STEPS as f64;
    if step <= 0.0 || lines.len() < LINES {
        return None;
    }
    // For each step, the lines of which some character stands there.
    let mut covered = vec![0_usize; STEPS];
    for line in lines {
        let mut done = 0;
        for glyph in line {
            let place = |x: f64| (((x - left) / step).max(0.0) as usize).min(STEPS);
            // Characters do not touch each other, and yet are no gap.
            let end = place(glyph.x + glyph.width.max(glyph.size));
            for count in &mut covered[place(glyph.x).max(done).min(end)..end] {
                *count += 1;
            }
            done = done.max(end);
        }
    }
    let size = all().map(|glyph| glyph.size).sum::<f64>() / all().count().max(1) as f64;
    let free = |at: &usize| covered[*at] * 100 <= lines.len() * CROSS;
    let mut gaps: Vec<(usize, usize)> = Vec::new();
    for at in (0..STEPS).filter(free) {
        match gaps.last_mut().filter(|(_, end)| *end == at) {
            Some((_, end)) => *end += 1,
            None => gaps.push((at, at + 1)),
        }
    }
    gaps.retain(|(from, to)| (to - from) as f64 * step >= size);
    let [(from, to)] = gaps[..] else { return None };
    // Lines of one column end at different places, which thins out its right side; columns are of one width.
    let near_middle = from * 3 >= STEPS && to * 3 <= STEPS * 2;
    let (from, to) = (left + from as f64 * step, left + to as f64 * step);
    let middle = f64::midpoint(from, to);
    let inside: Vec<&Vec<Glyph>> = lines.iter().filter(|line| !crosses(line, middle)).collect();
    let side = |is_left: bool| {
        let counts = inside
            .iter()
            .map(|line| line.iter().filter(|glyph| (glyph.x < middle) == is_left).count());
        counts.filter(|count| *count > 0).collect::<Vec<_>>()
    };
    let prose = |counts: Vec<usize>| counts.len() >= LINES && counts.iter().sum::<usize>() >= CHARS * counts.len();
    let ends = inside
        .iter()
        .filter_map(|line| line.iter().rfind(|glyph| glyph.x < middle))
        .map(|glyph| glyph.x + glyph.width)
        .collect::<Vec<_>>();
    let reach = ends.iter().filter(|end| from - **end <= 2.0 * size).count();
    (near_middle && prose(side(true)) && prose(side(false)) && reach * 100 >= ends.len() * REACH).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text of size 10 from these places, in characters and lines.
    fn page(texts: &[(usize, usize, &str)]) -> Vec<Glyph> {
        let glyph = |row: usize, column: usize, c: char| Glyph {
            c,
            x: 50.0 + column as f64 * 10.0,
            y: 800.0 - row as f64 * 15.0,
            width: 10.0,
            size: 10.0,
        };
        let place = |&(row, column, text): &(usize, usize, &str)| {
            let chars = text.chars().enumerate();
            chars.map(|(at, c)| glyph(row, column + at, c)).collect::<Vec<_>>()
        };
        texts.iter().flat_map(place).collect()
    }

    fn texts(parts: &[Vec<Glyph>]) -> Vec<String> {
        parts
            .iter()
            .map(|part| part.iter().map(|glyph| glyph.c).collect())
            .collect()
    }

    const LEFT: &str = "一是补登台账逐户核对合同每月";
    const RIGHT: &str = "二是明确责任分工压实各级责任";

    #[test]
    fn columns_are_read_one_after_the_other_however_they_were_drawn() {
        let mut rows = vec![(0, 8, "关于巡察整改情况的通报全文")];
        for row in 2..12 {
            rows.push((row, 0, LEFT));
            rows.push((row, 16, RIGHT));
        }
        rows.push((12, 0, "左栏末。"));
        let whole = texts(&split(page(&rows)));
        let expected = [
            "关于巡察整改情况的通报全文".to_owned(),
            LEFT.repeat(10) + "左栏末。",
            RIGHT.repeat(10),
        ];
        assert_eq!(whole, expected);
        rows.sort_by_key(|(row, column, _)| (*column, *row));
        assert_eq!(texts(&split(page(&rows))), expected);
    }

    #[test]
    fn tables_and_plain_pages_stay_as_they_are() {
        let table: Vec<(usize, usize, &str)> = (0..12)
            .flat_map(|row| {
                [
                    (row, 0, "序号一"),
                    (row, 8, "台账登记不及时"),
                    (row, 24, "补登台账核对合同"),
                ]
            })
            .collect();
        let pairs: Vec<(usize, usize, &str)> = (0..12)
            .flat_map(|row| [(row, 0, "反馈问题"), (row, 14, "台账登记不及时不完整不规范")])
            .collect();
        let plain: Vec<(usize, usize, &str)> = (0..30).map(|row| (row, 0, LEFT)).collect();
        for rows in [table, pairs, plain, Vec::new()] {
            let glyphs = page(&rows);
            assert_eq!(split(glyphs.clone()), [glyphs]);
        }
    }

    #[test]
    fn places_beyond_any_page_are_survived() {
        let strange = [f64::NAN, f64::INFINITY, f64::MAX, -1e300, 0.0];
        let at = |x: f64, y: f64| Glyph {
            c: '甲',
            x,
            y,
            width: x,
            size: y,
        };
        let glyphs: Vec<Glyph> = strange.iter().flat_map(|&x| strange.map(|y| at(x, y))).collect();
        let _ = split(glyphs.repeat(4));
    }
}
