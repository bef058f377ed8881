//! What corrections do to findings.

use super::{Bench, Misfit};
use crate::model::{Finding, Measure, Span};

impl Bench<'_> {
    pub(super) fn new_finding(&mut self, at: usize, title: Option<&str>) -> Result<(), Misfit> {
        if let Some(there) = self.finding_at(at) {
            return if self.same_place(self.parsed.findings[there].span.start, at) {
                Ok(())
            } else {
                Err(Misfit::InHeading)
            };
        }
        // A measure that was moved here answers another finding: it is not this one's to cut.
        let over = self.measure_over(at).map(|measure| measure.finding);
        if over.is_some() && over != self.finding_over(at) {
            return Err(Misfit::Apart);
        }
        let (index, end, path) = match self.finding_over(at) {
            Some(over) => {
                let finding = &self.parsed.findings[over];
                (over + 1, finding.span.end, finding.path.clone())
            }
            None => self.open_ground(at),
        };
        let whole = Span::new(at, end);
        let heading = self.words.heading(self.heading_room(whole));
        if heading.span.start != at || self.blank(heading.span) {
            return Err(Misfit::Empty);
        }
        let body = Span::new(heading.span.end.min(end), end);
        let measures = self.measures_behind(at, heading.span);
        let measures = match measures {
            _ if index > 0 && self.parsed.findings[index - 1].span.contains(whole) => measures,
            // Where no finding was read, no measure was either: the answer is whatever stands there.
            _ if self.blank(body) => Vec::new(),
            _ => vec![self.words.measure(body)],
        };
        if let Some(before) = index.checked_sub(1).map(|before| &mut self.parsed.findings[before])
            && before.span.contains(whole)
        {
            before.span.end = at;
        }
        let finding = Finding {
            label: heading.label,
            path,
            title: title.map_or(heading.title, str::to_owned),
            span: whole,
            heading: heading.span,
            measures,
            ..Finding::default()
        };
        self.parsed.findings.insert(index, finding);
        Ok(())
    }

    /// Up to where a heading can go: the measure that the place lies in, or the ground before the next one.
    fn heading_room(&self, whole: Span) -> Span {
        let mut end = whole.end;
        for (_, measure) in self.measures() {
            let span = measure.span;
            if span.start <= whole.start && whole.start < span.end {
                end = end.min(span.end);
            } else if whole.start < span.start {
                end = end.min(span.start);
            }
        }
        Span::new(whole.start, end)
    }

    /// Takes the measures that stand behind a heading out of the finding that the place lies in. The one that the heading cuts stays in
    /// two: what was before it, and what is left behind it.
    fn measures_behind(&mut self, at: usize, heading: Span) -> Vec<Measure> {
        let Some(over) = self.finding_over(at) else {
            return Vec::new();
        };
        let home = self.parsed.findings[over].span;
        let (mut stay, mut go) = (Vec::new(), Vec::new());
        for measure in std::mem::take(&mut self.parsed.findings[over].measures) {
            let span = measure.span;
            if span.end <= at || !home.contains(span) {
                stay.push(measure);
            } else if span.start >= heading.end {
                go.push(measure);
            } else {
                let before = Span::new(span.start, at.max(span.start));
                if !self.blank(before) {
                    let mut part = self.words.measure(before);
                    part.label = measure.label.clone().or(part.label);
                    stay.push(part);
                }
                let behind = Span::new(heading.end.min(span.end), span.end);
                if !self.blank(behind) {
                    go.push(self.words.measure(behind));
                }
            }
        }
        self.parsed.findings[over].measures = stay;
        go
    }

    /// For a place in no finding: its place in the list, where the ground ends, and the labels of the headings above.
    fn open_ground(&self, at: usize) -> (usize, usize, Vec<String>) {
        let index = self
            .parsed
            .findings
            .iter()
            .filter(|finding| finding.span.start < at)
            .count();
        let mut end = self.source.len();
        let mut path = Vec::new();
        for section in &self.parsed.sections {
            if section.span.start <= at && at < section.span.end {
                end = end.min(section.span.end);
                path.extend(section.label.clone());
            } else if section.span.start > at {
                end = end.min(section.span.start);
            }
        }
        let starts = self.parsed.findings.iter().map(|finding| finding.span.start);
        let taken = self.measures().map(|(_, measure)| measure.span.start);
        let next = starts.chain(taken).filter(|start| *start > at).min();
        (index, next.map_or(end, |next| end.min(next)), path)
    }

    pub(super) fn merge_findings(&mut self, first: usize, second: usize) -> Result<(), Misfit> {
        let one = self.finding_over(first).ok_or(Misfit::NoFinding)?;
        let other = self.finding_over(second).ok_or(Misfit::NoFinding)?;
        if one == other {
            return Ok(());
        }
        let (above, below) = (&self.parsed.findings[one], &self.parsed.findings[other]);
        let between = Span::new(above.span.end, below.span.start);
        // A heading that stands between them has both under it, or one of them.
        let heading = |section: &crate::model::Section| {
            above.span.start < section.span.start && section.span.start <= below.span.start
                || above.span.start < section.span.end && section.span.end < below.span.end
        };
        let strange = self.measures().any(|(_, measure)| measure.span.overlaps(between));
        if one + 1 != other || strange || self.parsed.sections.iter().any(heading) {
            return Err(Misfit::Apart);
        }
        let gone = self.parsed.findings.remove(other);
        let kept = &mut self.parsed.findings[one];
        kept.span.end = gone.span.end;
        if kept.state.is_none() {
            kept.state = gone.state;
        }
        for measure in gone.measures {
            self.insert(one, measure);
        }
        Ok(())
    }
}
