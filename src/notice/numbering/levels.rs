//! One style that a notice uses at two levels, told apart by how it prints them: `1、` above `1.`, `A.` above `a.`.

use super::{Candidate, Sort, Style};

/// Labels of each form that two levels have at least.
const FEW: usize = 2;

/// Numbers that must fall into place once the forms are read apart.
const GAINED: usize = 2;

/// Gives the inner of two forms of one style a style of its own, where the numbers count on only if the forms are read apart.
/// `capital` tells whether a label was printed in capitals.
pub fn part_levels(labels: &mut [Candidate], capital: impl Fn(&std::ops::Range<usize>) -> bool) {
    part(labels, "arabic", "arabic_inner", &|label| label.comma);
    part(labels, "letter", "letter_inner", &|label| capital(&label.range));
}

fn part(labels: &mut [Candidate], style: &str, inner: &str, form: &dyn Fn(&Candidate) -> bool) {
    let (Some(style), Some(inner)) = (Style::named(style), Style::named(inner)) else {
        return;
    };
    let mut forms: Vec<Option<bool>> = vec![None; labels.len()];
    for (label, of) in labels.iter().zip(&mut forms) {
        *of = (label.style == style).then(|| form(label));
    }
    let Some(outer) = forms.iter().find_map(|of| *of) else {
        return;
    };
    let few = |own: bool| forms.iter().filter(|of| **of == Some(own)).take(FEW).count() == FEW;
    if !few(true) || !few(false) {
        return;
    }
    let (mut one, mut two) = (Count::default(), [Count::default(), Count::default()]);
    for (label, of) in labels.iter().zip(&forms) {
        let Some(own) = *of else {
            if label.style.sort() == Sort::Heading && label.style.rank() < style.rank() {
                one.opened = true;
                two[0].opened = true;
                two[1].opened = true;
            }
            continue;
        };
        one.take(label.value);
        two[usize::from(own != outer)].take(label.value);
        two[1].opened |= own == outer;
    }
    if two[0].wrong + two[1].wrong + GAINED <= one.wrong {
        for (label, of) in labels.iter_mut().zip(&forms) {
            if of.is_some_and(|own| own != outer) {
                label.style = inner;
            }
        }
    }
}

/// How the numbers of one level follow each other.
#[derive(Default)]
struct Count {
    last: u16,
    /// Whether a heading stood since the last number: one may follow.
    opened: bool,
    wrong: usize,
}

impl Count {
    fn take(&mut self, value: u16) {
        let first = value == 1 && (self.opened || self.last == 0);
        self.wrong += usize::from(!first && value != self.last.saturating_add(1));
        self.last = value;
        self.opened = false;
    }
}
