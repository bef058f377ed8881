//! The promise calendar: every promise with a date, of one notice or of all, as it stands on the desk's day.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;

use super::sequel::{Sequel, sequels};
use super::{Desk, DeskError};
use crate::audit::rhythm;
use crate::export::CalendarEntry;
use crate::model::{
    Check, CommitmentId, CommitmentKind, Due, Lang, MeasureId, NoticeId, PartialDate, Precision, Rhythm, Span, Uid,
};
use crate::review::{SOON, days_past, standing};
use crate::store::{CheckLine, OrganisationLine, PromiseEntry, StoreError};
use crate::text::fold::fold;

/// A promise in the calendar.
#[derive(Debug, Clone, Serialize)]
pub struct PromiseRow {
    /// Its row.
    #[serde(skip)]
    pub id: CommitmentId,
    /// Its lasting name.
    pub uid: Uid,
    /// `N3.12.2` of its measure.
    pub address: String,
    /// Whose.
    #[serde(skip)]
    pub notice: NoticeId,
    /// In which measure.
    #[serde(skip)]
    pub measure: MeasureId,
    /// Lasting name of the measure.
    pub measure_uid: Uid,
    /// Who promised: the inspected organisation, else the issuer, else the notice's name in the list.
    pub organisation: String,
    /// The notice's name in the list, then labels.
    pub place: String,
    /// The clause.
    pub text: String,
    /// What sort of promise.
    pub kind: CommitmentKind,
    /// Last day of the printed period.
    pub due: Option<Date>,
    /// How finely that was printed.
    pub precision: Option<Precision>,
    /// How it was found: the words, and where the year was taken from.
    pub reason: String,
    /// How often it comes again, where the wording says.
    pub every: Option<Rhythm>,
    /// When it comes next, counted from the publication; of a recurring promise without a printed date.
    pub next: Option<Date>,
    /// Day of the month from which the rhythm is counted.
    #[serde(skip)]
    pub anchor_day: Option<i8>,
    /// Days past the due (or next) day at the desk's day; negative while it lies ahead.
    pub overdue_days: Option<i64>,
    /// Where it stands on the desk's day, for the reviewer at the desk.
    pub standing: Due,
    /// What the reviewer at the desk found.
    pub check: Option<Check>,
    /// What the others found.
    pub others: Vec<(String, Check)>,
    /// What a later notice of the organisation says of it: a hint, never a check.
    pub later: Option<Sequel>,
    /// Place in the source.
    pub span: Span,
    /// Organisation, place and promise, folded: what it is found by.
    #[serde(skip)]
    folded: String,
}

impl PromiseRow {
    /// The day that it is listed under.
    pub fn day(&self) -> Option<Date> {
        self.due.or(self.next)
    }

    /// Whether every word (see [`meant`]) stands in the organisation's name, the place or the promise.
    pub fn is_meant(&self, words: &[String]) -> bool {
        words.iter().all(|word| self.folded.contains(word.as_str()))
    }

    /// What the reviewer found has changed.
    pub fn tick(&mut self, check: Option<Check>, today: Date) {
        self.check = check;
        self.standing = standing(self.day(), check, today);
    }
}

/// Which promises are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PromiseFilter {
    /// All of them.
    #[default]
    All,
    /// Past due and not found kept.
    Overdue,
    /// Due within 30 days.
    Soon,
    /// Not looked at by the reviewer at the desk.
    Unchecked,
    /// Found broken.
    Broken,
    /// Found kept.
    Kept,
    /// Duties that come again.
    Recurring,
    /// A later notice says something of it.
    Told,
}

impl PromiseFilter {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::All,
        Self::Overdue,
        Self::Soon,
        Self::Unchecked,
        Self::Broken,
        Self::Kept,
        Self::Recurring,
        Self::Told,
    ];

    /// The name in options.
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Overdue => "overdue",
            Self::Soon => "soon",
            Self::Unchecked => "unchecked",
            Self::Broken => "broken",
            Self::Kept => "kept",
            Self::Recurring => "recurring",
            Self::Told => "told",
        }
    }

    /// The filter of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|filter| filter.code() == code)
    }

    /// The word on the screen.
    pub fn name(self, lang: Lang) -> String {
        match self {
            Self::All => lang.pick("全部", "all").to_owned(),
            Self::Overdue => lang.pick("逾期", "overdue").to_owned(),
            Self::Soon => lang.pick(format!("{SOON} 天内"), format!("in {SOON} d")),
            Self::Unchecked => lang.pick("未核对", "unchecked").to_owned(),
            Self::Broken => Check::Broken.name(lang).to_owned(),
            Self::Kept => Check::Kept.name(lang).to_owned(),
            Self::Recurring => CommitmentKind::Recurring.name(lang).to_owned(),
            Self::Told => lang.pick("有下文", "told of").to_owned(),
        }
    }

    /// Whether a promise is wanted.
    pub fn lets(self, row: &PromiseRow) -> bool {
        match self {
            Self::All => true,
            Self::Overdue => row.standing == Due::Overdue,
            Self::Soon => row.standing == Due::Soon,
            Self::Unchecked => row.check.is_none(),
            Self::Broken => row.check == Some(Check::Broken),
            Self::Kept => row.check == Some(Check::Kept),
            Self::Recurring => row.kind == CommitmentKind::Recurring,
            Self::Told => row.later.is_some(),
        }
    }
}

/// Where a promise stands, in words: `逾期 512 天`, `还有 30 天`.
pub fn standing_words(row: &PromiseRow, lang: Lang) -> String {
    match (row.standing, row.overdue_days) {
        (Due::Settled, _) => Check::Kept.name(lang).to_owned(),
        (_, Some(0)) => lang.pick("今天", "today").to_owned(),
        (_, Some(late)) if late > 0 => lang.pick(format!("逾期 {late} 天"), format!("{late} days late")),
        (_, Some(left)) => lang.pick(format!("还有 {} 天", -left), format!("in {} days", -left)),
        (_, None) => lang.pick("无日期", "no date").to_owned(),
    }
}

/// How often, in words: `每 3 个月`.
pub fn rhythm_words(every: Rhythm, lang: Lang) -> String {
    match every {
        Rhythm::Days(1) => lang.pick("每天", "daily").to_owned(),
        Rhythm::Days(7) => lang.pick("每周", "weekly").to_owned(),
        Rhythm::Days(days) => lang.pick(format!("每 {days} 天"), format!("every {days} days")),
        Rhythm::Months(1) => lang.pick("每月", "monthly").to_owned(),
        Rhythm::Months(3) => lang.pick("每季度", "quarterly").to_owned(),
        Rhythm::Months(6) => lang.pick("每半年", "twice a year").to_owned(),
        Rhythm::Months(12) => lang.pick("每年", "yearly").to_owned(),
        Rhythm::Months(months) => lang.pick(format!("每 {months} 个月"), format!("every {months} months")),
    }
}

impl Desk {
    /// Every promise with a date or a rhythm, of one notice or of all: overdue ones first, then those to come, then what is settled,
    /// then those without a day; each by its day.
    pub fn promises(&self, notice: Option<NoticeId>) -> Result<Vec<PromiseRow>, DeskError> {
        let read = || -> Result<Vec<PromiseRow>, StoreError> {
            let whose: HashMap<NoticeId, (usize, OrganisationLine)> = self
                .store
                .organisations()?
                .into_iter()
                .enumerate()
                .map(|(at, line)| (line.notice, (at, line)))
                .collect();
            let mut checks: HashMap<CommitmentId, Vec<CheckLine>> = HashMap::new();
            for line in self.store.all_checks(notice)? {
                checks.entry(line.commitment).or_default().push(line);
            }
            let mut later = sequels(&self.store, notice)?;
            let entries = self.store.dated_promises(notice)?.into_iter();
            let mut rows: Vec<PromiseRow> = entries
                .filter_map(|entry| {
                    let (at, who) = whose.get(&entry.notice)?;
                    let on_it = checks.remove(&entry.line.id).unwrap_or_default();
                    let later = later.remove(&entry.line.id);
                    let row = self.promise_row(entry, *at, who, on_it);
                    Some(PromiseRow { later, ..row })
                })
                .collect();
            // Stable: those of one day stay in text order.
            rows.sort_by_key(order);
            Ok(rows)
        };
        read().map_err(|e| self.fail(&e))
    }

    fn promise_row(
        &self,
        entry: PromiseEntry,
        at: usize,
        who: &OrganisationLine,
        checks: Vec<CheckLine>,
    ) -> PromiseRow {
        let today = self.options.today;
        let PromiseEntry { line, position, .. } = entry;
        let every = every(line.kind, &line.text);
        let anchor = who.published.or(who.feedback).and_then(PartialDate::last_day);
        let next = next(line.due, every, anchor, today);
        let (mine, others): (Vec<CheckLine>, Vec<CheckLine>) = checks
            .into_iter()
            .partition(|check| check.reviewer == self.options.reviewer);
        let check = mine.first().map(|line| line.check);
        let day = line.due.or(next);
        let place = std::iter::once(&who.short).chain(&entry.labels);
        let place = place.map(String::as_str).collect::<Vec<_>>().join(" ");
        let organisation = who.organisation().to_owned();
        PromiseRow {
            folded: fold(&format!("{organisation} {place} {}", line.text))
                .text
                .to_lowercase(),
            id: line.id,
            uid: entry.uid,
            address: format!("N{}.{}.{}", at + 1, position.0 + 1, position.1 + 1),
            notice: entry.notice,
            measure: line.measure,
            measure_uid: entry.measure_uid,
            organisation,
            place,
            text: line.text,
            kind: line.kind,
            due: line.due,
            precision: line.precision,
            reason: line.reason,
            every,
            next,
            anchor_day: next.and(anchor).map(Date::day),
            overdue_days: day.map(|day| days_past(day, today)),
            standing: standing(day, check, today),
            check,
            others: others.into_iter().map(|line| (line.reviewer, line.check)).collect(),
            later: None,
            span: line.span,
        }
    }

    /// Promises as entries of an iCalendar file; those without a day have none.
    pub fn calendar(&self, rows: &[PromiseRow]) -> Vec<CalendarEntry> {
        let lang = self.lang();
        let entry = |row: &PromiseRow| {
            let mut about = vec![row.text.clone(), row.place.clone()];
            if !row.reason.is_empty() {
                about.push(row.reason.clone());
            }
            let mine = row.check.map(|check| (self.options.reviewer.clone(), check));
            let found = mine.iter().chain(&row.others);
            about.extend(found.map(|(who, check)| format!("{who}: {}", check.name(lang))));
            about.extend(row.later.iter().map(|later| later.words(lang)));
            Some(CalendarEntry {
                uid: format!("{}@duizhang", row.uid),
                day: row.day()?,
                every: row.every.filter(|_| row.next.is_some()),
                anchor_day: row.anchor_day,
                summary: format!("{}：{}", row.organisation, super::words::gist(&row.text)),
                description: about.join("\n"),
                category: row.kind.name(lang).to_owned(),
            })
        };
        rows.iter().filter_map(entry).collect()
    }
}

/// How often a promise comes again, where its wording says.
pub(super) fn every(kind: CommitmentKind, text: &str) -> Option<Rhythm> {
    (kind == CommitmentKind::Recurring)
        .then(|| rhythm(&fold(text).text))
        .flatten()
}

/// When a promise without a printed date comes next.
pub(super) fn next(due: Option<Date>, every: Option<Rhythm>, anchor: Option<Date>, today: Date) -> Option<Date> {
    match (due, every, anchor) {
        (None, Some(every), Some(anchor)) => every.next(anchor, today),
        _ => None,
    }
}

fn order(row: &PromiseRow) -> (u8, Option<Date>) {
    let rank = match row.standing {
        Due::Overdue => 0,
        Due::Soon | Due::Ahead => 1,
        Due::Settled => 2,
        Due::Undated => 3,
    };
    (rank, row.day())
}

/// What a person typed, as [`PromiseRow::is_meant`] takes it: words, whatever the script.
pub fn meant(text: &str) -> Vec<String> {
    let folded = fold(text).text.to_lowercase();
    folded.split_whitespace().map(str::to_owned).collect()
}
