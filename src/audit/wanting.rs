//! What a text leaves out of the particulars that one could go and look at.

use std::sync::LazyLock;

use super::particulars::particulars;
use super::words::Words;

const ASKS: &str = include_str!("tables/asks.tsv");

/// A particular that a text does not give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Wanting {
    /// When.
    Date,
    /// How many.
    Number,
    /// Which document.
    Document,
    /// How much money, of a text that speaks of money.
    Amount,
    /// Which body.
    Body,
}

/// What is wanting in a stretch of folded text, in that order.
pub fn wanting(text: &str) -> Vec<Wanting> {
    static MONEY: LazyLock<Words> = LazyLock::new(|| Words::of(ASKS));
    let found = particulars(text);
    let missing = [
        (Wanting::Date, found.date.is_none()),
        // An amount of money is a number that can be looked up.
        (Wanting::Number, found.number.is_none() && found.amount.is_none()),
        (Wanting::Document, found.document.is_none()),
        (Wanting::Amount, found.amount.is_none() && !MONEY.hits(text).is_empty()),
        (Wanting::Body, found.body.is_none()),
    ];
    missing
        .into_iter()
        .filter(|(_, missing)| *missing)
        .map(|(wanting, _)| wanting)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_asked_for_only_where_money_is_spoken_of() {
        use Wanting::{Amount, Body, Date, Document, Number};
        assert_eq!(wanting("进一步提高认识"), [Date, Number, Document, Body]);
        assert_eq!(wanting("已追缴违规发放的补贴"), [Date, Number, Document, Amount, Body]);
        assert_eq!(wanting("2024年5月追缴补贴1.5万元,涉及3人"), [Document, Body]);
        assert_eq!(wanting("由财务部于2024年5月印发《考勤办法》,覆盖12个班组"), []);
    }
}
