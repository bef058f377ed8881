//! Which part of a notice a place belongs to. By binary search, for a hostile text can have a hundred thousand of each.

use crate::model::{Finding, ParsedNotice, Section, Span};

/// A finding or measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    span: Span,
    /// Which finding of the notice, from 0.
    pub(super) finding: usize,
    /// For a measure, which of the notice, from 0.
    pub(super) measure: Option<usize>,
}

/// On which part each flag of a notice stands, and how many stand on each part.
#[derive(Debug, Default)]
pub(super) struct Flagged {
    /// Per flag the innermost part.
    pub(super) parts: Vec<Option<Part>>,
    /// Per finding, those on its measures included.
    pub(super) on_findings: Vec<u32>,
    /// Per measure.
    pub(super) on_measures: Vec<u32>,
}

impl Flagged {
    pub(super) fn of(parsed: &ParsedNotice) -> Self {
        let mut places = Parts::default();
        let mut measures = 0;
        for (finding, read) in parsed.findings.iter().enumerate() {
            let span = read.span;
            places.push(Part {
                span,
                finding,
                measure: None,
            });
            for own in &read.measures {
                let (span, measure) = (own.span, Some(measures));
                places.push(Part { span, finding, measure });
                measures += 1;
            }
        }
        places.sort();
        let mut flagged = Self {
            parts: Vec::with_capacity(parsed.flags.len()),
            on_findings: vec![0; parsed.findings.len()],
            on_measures: vec![0; measures],
        };
        for flag in &parsed.flags {
            let part = places.innermost(flag.span);
            if let Some(part) = part {
                flagged.on_findings[part.finding] += 1;
                if let Some(measure) = part.measure {
                    flagged.on_measures[measure] += 1;
                }
            }
            flagged.parts.push(part);
        }
        flagged
    }
}

/// The parts of one notice. Findings do not overlap each other, nor do measures.
#[derive(Debug, Default)]
struct Parts {
    findings: Vec<Part>,
    measures: Vec<Part>,
}

impl Parts {
    fn push(&mut self, part: Part) {
        match part.measure {
            Some(_) => self.measures.push(part),
            None => self.findings.push(part),
        }
    }

    /// In text order, which is what [`Self::innermost`] searches.
    fn sort(&mut self) {
        self.findings.sort_by_key(|part| part.span);
        self.measures.sort_by_key(|part| part.span);
    }

    /// The smallest part that holds the place, else the first that touches it.
    fn innermost(&self, place: Span) -> Option<Part> {
        let (measure, next_measure) = around(&self.measures, place);
        let (finding, next_finding) = around(&self.findings, place);
        let holds = |part: &Part| part.span.contains(place);
        let touches = |part: &Part| part.span.overlaps(place);
        (measure.filter(holds))
            .or(finding.filter(holds))
            .or(measure.filter(touches))
            .or(next_measure.filter(touches))
            .or(finding.filter(touches))
            .or(next_finding.filter(touches))
    }
}

/// The last part that begins at or before the place, and the one after it.
fn around(parts: &[Part], place: Span) -> (Option<Part>, Option<Part>) {
    let after = parts.partition_point(|part| part.span.start <= place.start);
    let before = after.checked_sub(1).and_then(|index| parts.get(index));
    (before.copied(), parts.get(after).copied())
}

/// Per finding its depth: one more than the innermost heading above it, 1 without any.
pub(super) fn levels(findings: &[Finding], sections: &[Section]) -> Vec<u8> {
    let mut headings: Vec<&Section> = sections.iter().collect();
    headings.sort_by_key(|section| (section.span.start, std::cmp::Reverse(section.span.end)));
    let mut headings = headings.into_iter().peekable();
    let mut open: Vec<&Section> = Vec::new();
    let mut levels = vec![1; findings.len()];
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_key(|index| findings[*index].span.start);
    for index in order {
        let span = findings[index].span;
        while let Some(heading) = headings.next_if(|heading| heading.span.start <= span.start) {
            open.push(heading);
        }
        // What ended before this finding holds none of the later ones either.
        open.retain(|heading| heading.span.end > span.start);
        let above = open.iter().rev().find(|heading| heading.span.contains(span));
        levels[index] = above.map_or(1, |heading| heading.level.saturating_add(1));
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SectionKind;

    fn parts() -> Parts {
        let mut parts = Parts::default();
        for (finding, start, end) in [(1, 0, 100), (2, 100, 200)] {
            let span = Span::new(start, end);
            parts.push(Part {
                span,
                finding,
                measure: None,
            });
            for (offset, measure) in [(20, 10 * finding), (60, 10 * finding + 1)] {
                let span = Span::new(start + offset, start + offset + 30);
                parts.push(Part {
                    span,
                    finding,
                    measure: Some(measure),
                });
            }
        }
        parts.sort();
        parts
    }

    #[test]
    fn a_place_belongs_to_the_smallest_part_that_holds_it() {
        let parts = parts();
        let at = |start, end| {
            let part = parts.innermost(Span::new(start, end));
            part.map(|part| (part.finding, part.measure))
        };
        assert_eq!(at(25, 30), Some((1, Some(10))));
        assert_eq!(
            at(55, 55),
            Some((1, None)),
            "a point between two measures is the finding's"
        );
        assert_eq!(at(30, 70), Some((1, None)), "over two measures");
        assert_eq!(at(165, 170), Some((2, Some(21))));
        assert_eq!(
            at(85, 110),
            Some((1, Some(11))),
            "over two findings: the first measure that it touches"
        );
        assert_eq!(at(95, 105), Some((1, None)));
        assert_eq!(at(300, 310), None);
    }

    #[test]
    fn a_finding_stands_one_below_its_innermost_heading() {
        let section = |level, start, end| Section {
            label: None,
            title: String::new(),
            level,
            kind: SectionKind::Findings,
            span: Span::new(start, end),
        };
        let finding = |start, end| Finding {
            label: None,
            path: Vec::new(),
            title: String::new(),
            statement: None,
            span: Span::new(start, end),
            heading: Span::default(),
            measures: Vec::new(),
            ..Finding::default()
        };
        let sections = [
            section(1, 0, 90),
            section(2, 10, 40),
            section(2, 40, 60),
            section(1, 90, 95),
        ];
        let findings = [finding(12, 20), finding(45, 60), finding(70, 80), finding(100, 110)];
        assert_eq!(levels(&findings, &sections), [3, 3, 2, 1]);
    }
}
