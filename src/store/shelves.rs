//! The index of signatures: which measures share a band. Two shelves, of which `db/0008_shelves.sql` says why.

use rusqlite::{Transaction, params};

use crate::model::MeasureId;

/// Measures of one band that are kept. What more share is found among these.
const CROWD: usize = 32;

/// Bands that are written in one transaction: some tens of milliseconds, after which others may write.
pub(super) const AT_ONCE: usize = 20_000;

/// So many bands, those of a dozen notices, are sorted in among all others.
const MANY: usize = 20_000;

/// What a key of the second shelf has above its band.
const SECOND: i64 = 1 << 48;

/// Where new bands are put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shelf {
    /// In order among all others.
    Ordered,
    /// With those of the last single notices.
    Recent,
}

impl Shelf {
    /// The shelf for so many bands at once.
    pub(super) fn of(bands: usize) -> Self {
        if bands < MANY { Self::Recent } else { Self::Ordered }
    }

    const fn base(self) -> i64 {
        match self {
            Self::Ordered => 0,
            Self::Recent => SECOND,
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Ordered => Self::Recent,
            Self::Recent => Self::Ordered,
        }
    }
}

/// Keeps bands, and adds to `met` every pair of one of these measures and another that shares a band.
pub(super) fn meet(
    tx: &Transaction<'_>,
    shelf: Shelf,
    bands: &[(i64, MeasureId)],
    met: &mut Vec<(MeasureId, MeasureId)>,
) -> rusqlite::Result<()> {
    let other = shelf.other();
    let look_at_other = other == Shelf::Ordered || any_recent(tx)?;
    let mut put = tx.prepare_cached("INSERT OR IGNORE INTO signatures (key, measure_id) VALUES (?, ?)")?;
    let mut join = tx.prepare_cached("INSERT OR IGNORE INTO crowds (key, measure_id) VALUES (?, ?)")?;
    let mut crowd: Vec<MeasureId> = Vec::new();
    for (band, measure) in bands {
        crowd.clear();
        if look_at_other {
            gather(tx, band + other.base(), &mut crowd)?;
        }
        let own = band + shelf.base();
        if crowd.len() < CROWD && put.execute(params![own, measure.0])? == 0 {
            gather(tx, own, &mut crowd)?;
            if crowd.len() < CROWD && !crowd.contains(measure) {
                join.execute(params![own, measure.0])?;
            }
        }
        let others = crowd.iter().filter(|other| *other != measure).take(CROWD);
        met.extend(others.map(|other| (*measure, *other)));
    }
    Ok(())
}

fn gather(tx: &Transaction<'_>, key: i64, crowd: &mut Vec<MeasureId>) -> rusqlite::Result<()> {
    let mut first = tx.prepare_cached("SELECT measure_id FROM signatures WHERE key = ?")?;
    let mut rows = first.query([key])?;
    let Some(row) = rows.next()? else { return Ok(()) };
    crowd.push(MeasureId(row.get(0)?));
    let mut rest = tx.prepare_cached("SELECT measure_id FROM crowds WHERE key = ?")?;
    let mut rows = rest.query([key])?;
    while let Some(row) = rows.next()? {
        crowd.push(MeasureId(row.get(0)?));
    }
    Ok(())
}

fn any_recent(tx: &Transaction<'_>) -> rusqlite::Result<bool> {
    let last: Option<i64> = tx
        .prepare_cached("SELECT max(key) FROM signatures")?
        .query_row([], |row| row.get(0))?;
    Ok(last.is_some_and(|last| last >= SECOND))
}

/// Moves some of the second shelf to the first, each band with its whole crowd; whether there may be more.
pub(super) fn put_in_order(tx: &Transaction<'_>) -> rusqlite::Result<bool> {
    let sql = format!("SELECT key, measure_id FROM signatures WHERE key >= {SECOND} ORDER BY key LIMIT {AT_ONCE}");
    let moved: Vec<(i64, i64)> = tx
        .prepare_cached(&sql)?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let Some((last, _)) = moved.last() else {
        return Ok(false);
    };
    let mut crowd = tx.prepare_cached("SELECT measure_id FROM crowds WHERE key = ?")?;
    let mut put = tx.prepare_cached("INSERT OR IGNORE INTO signatures (key, measure_id) VALUES (?, ?)")?;
    let mut join = tx.prepare_cached("INSERT OR IGNORE INTO crowds (key, measure_id) VALUES (?, ?)")?;
    for (key, measure) in &moved {
        let band = key - SECOND;
        if put.execute(params![band, measure])? == 0 {
            join.execute(params![band, measure])?;
        }
        let mut rows = crowd.query([key])?;
        while let Some(row) = rows.next()? {
            join.execute(params![band, row.get::<_, i64>(0)?])?;
        }
    }
    for table in ["signatures", "crowds"] {
        tx.prepare_cached(&format!("DELETE FROM {table} WHERE key BETWEEN {SECOND} AND ?"))?
            .execute([last])?;
    }
    Ok(moved.len() == AT_ONCE)
}
