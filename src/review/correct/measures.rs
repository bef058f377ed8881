//! What corrections do to measures.

use super::{At, Bench, Misfit};
use crate::model::{Measure, Span};

impl Bench<'_> {
    pub(super) fn split(&mut self, at: usize) -> Result<(), Misfit> {
        let over = self.measure_over(at).ok_or(Misfit::NoMeasure)?;
        let whole = self.measure_mut(over).clone();
        if self.same_place(whole.span.start, at) {
            // Split there by somebody else, or by a newer parser. But the first of a finding was always there.
            return if over.measure > 0 { Ok(()) } else { Err(Misfit::Empty) };
        }
        let sides = (Span::new(whole.span.start, at), Span::new(at, whole.span.end));
        if self.blank(sides.0) || self.blank(sides.1) {
            return Err(Misfit::Empty);
        }
        let first = self.read(sides.0, whole.label);
        let second = self.words.measure(sides.1);
        // A number with nothing behind it is no measure.
        let says = |measure: &Measure| {
            measure.text.chars().any(char::is_alphanumeric) && measure.label.as_deref() != Some(measure.text.trim())
        };
        if !says(&first) || !says(&second) {
            return Err(Misfit::Empty);
        }
        let own = &mut self.parsed.findings[over.finding].measures;
        own[over.measure] = first;
        own.insert(over.measure + 1, second);
        Ok(())
    }

    pub(super) fn merge(&mut self, first: usize, second: usize) -> Result<(), Misfit> {
        let one = self.measure_over(first).ok_or(Misfit::NoMeasure)?;
        let other = self.measure_over(second).ok_or(Misfit::NoMeasure)?;
        if one == other {
            return Ok(());
        }
        if one.finding != other.finding || one.measure + 1 != other.measure {
            return Err(Misfit::Apart);
        }
        let own = &self.parsed.findings[one.finding].measures;
        let (first, second) = (&own[one.measure], &own[other.measure]);
        let whole = Span::new(first.span.start, second.span.end);
        let between = Span::new(first.span.end.min(second.span.start), second.span.start);
        if self.torn(between) {
            return Err(Misfit::Apart);
        }
        let merged = self.read(whole, first.label.clone());
        let own = &mut self.parsed.findings[one.finding].measures;
        own[one.measure] = merged;
        own.remove(other.measure);
        Ok(())
    }

    /// Whether something of another part stands there: a measure, or a finding's beginning.
    fn torn(&self, between: Span) -> bool {
        let strange = |(_, measure): (At, &Measure)| measure.span.overlaps(between);
        let begins = |finding: &crate::model::Finding| {
            between.start < finding.span.start && finding.span.start <= between.end || finding.heading.overlaps(between)
        };
        self.measures().any(strange) || self.parsed.findings.iter().any(begins)
    }

    pub(super) fn drop(&mut self, at: usize) -> Result<(), Misfit> {
        let Some(at) = self.measure_at(at) else {
            // The parse takes it for no measure either; but what is part of one is not its own to drop.
            return match self.measure_over(at) {
                Some(_) => Err(Misfit::NoMeasure),
                None => Ok(()),
            };
        };
        let gone = self.parsed.findings[at.finding].measures.remove(at.measure);
        self.dropped.push(gone);
        Ok(())
    }

    pub(super) fn restore(&mut self, at: usize) -> Result<(), Misfit> {
        if self.measure_at(at).is_some() {
            return Ok(());
        }
        let wanted = |measure: &Measure| self.same_place(measure.span.start, at);
        let dropped = self.dropped.iter().rposition(wanted).ok_or(Misfit::NoMeasure)?;
        let span = self.dropped[dropped].span;
        if self.measures().any(|(_, measure)| measure.span.overlaps(span)) {
            return Err(Misfit::Apart);
        }
        let finding = self.finding_over(at).ok_or(Misfit::NoFinding)?;
        // A finding may have been begun in its middle.
        let home = self.parsed.findings[finding].span;
        if !home.contains(span) || self.parsed.findings[finding].heading.overlaps(span) {
            return Err(Misfit::Apart);
        }
        let measure = self.dropped.remove(dropped);
        self.insert(finding, measure);
        Ok(())
    }

    /// Gives a measure to another finding.
    pub(super) fn hand_over(&mut self, at: At, to: usize) {
        if at.finding != to {
            let measure = self.parsed.findings[at.finding].measures.remove(at.measure);
            self.insert(to, measure);
        }
    }

    /// Measures stand in text order.
    pub(super) fn insert(&mut self, finding: usize, measure: Measure) {
        let own = &mut self.parsed.findings[finding].measures;
        let place = own.partition_point(|other| other.span < measure.span);
        own.insert(place, measure);
    }

    /// A part of a measure, or several, with the number that it had.
    fn read(&self, span: Span, label: Option<String>) -> Measure {
        let mut measure = self.words.measure(span);
        if label.is_some() {
            measure.label = label;
        }
        measure
    }
}
