//! Putting a notice in: everything that was read out of it, in one transaction.

use rusqlite::{Transaction, params};

use super::attach::{Flagged, levels};
use super::identity::{Namer, Names, PartKind, notice_uid};
use super::rows::{code_of, json};
use super::{Store, StoreError};
use crate::model::{ClaimSubject, Finding, Flag, Measure, NoticeId, ParsedNotice, Precision, Section};

/// A notice to be kept.
#[derive(Debug, Clone)]
pub struct NewNotice<'a> {
    /// SHA-256 of the file's bytes, in hex: what makes it the same notice.
    pub digest: &'a str,
    /// The file, as it was named.
    pub file: &'a str,
    /// When it is imported, RFC 3339 in UTC.
    pub imported_at: &'a str,
    /// Version of the program that read it.
    pub parser: &'a str,
    /// Name of the encoding that the bytes were in.
    pub encoding: &'a str,
    /// The decoded text, verbatim.
    pub source: &'a str,
    /// The bytes, where they were not that text in UTF-8.
    pub raw: Option<&'a [u8]>,
    /// Title for the list.
    pub title: &'a str,
    /// The organisation in a few characters.
    pub short: &'a str,
    /// What was read out of it.
    pub parsed: &'a ParsedNotice,
    /// By what each of its flags is known again, in their order.
    pub contents: &'a [String],
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// It is in the database now.
    New(NoticeId),
    /// The same content was there before; nothing changed.
    Known(NoticeId),
}

impl Store {
    /// Keeps a notice, whole or not at all; does nothing when its content is there already.
    ///
    /// # Errors
    /// When the database cannot be written; nothing of the notice is in it then.
    pub fn insert_notice(&mut self, notice: &NewNotice<'_>) -> Result<Stored, StoreError> {
        let stored = self.insert_notices(std::slice::from_ref(notice))?;
        stored.first().copied().ok_or(StoreError::NoSuch("notice"))
    }

    /// Keeps several notices in one transaction, all of them or none; what became of each, in their order.
    ///
    /// # Errors
    /// As [`Self::insert_notice`].
    pub fn insert_notices(&mut self, notices: &[NewNotice<'_>]) -> Result<Vec<Stored>, StoreError> {
        self.refuse_read_only()?;
        let path = self.path.clone();
        let fault = |e| StoreError::from_sqlite(e, &path);
        let tx = self.conn.transaction().map_err(fault)?;
        let stored = notices.iter().map(|notice| insert(&tx, notice));
        let stored = stored.collect::<rusqlite::Result<_>>().map_err(fault)?;
        tx.commit().map_err(fault)?;
        Ok(stored)
    }

    /// The notice of that content digest, where it is in the database.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn notice_by_digest(&self, digest: &str) -> Result<Option<NoticeId>, StoreError> {
        find(&self.conn, digest).map_err(|e| self.fault(e))
    }

    /// The content digests of all notices, earlier versions of them included.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn digests(&self) -> Result<Vec<String>, StoreError> {
        self.many(
            "SELECT digest FROM notices UNION ALL SELECT digest FROM versions",
            [],
            |row| row.get(0),
        )
    }
}

fn insert(tx: &Transaction<'_>, notice: &NewNotice<'_>) -> rusqlite::Result<Stored> {
    if let Some(id) = find(tx, notice.digest)? {
        return Ok(Stored::Known(id));
    }
    let mut names = Names::New(Namer::new(notice.digest));
    write_notice(tx, notice, None, &mut names).map(Stored::New)
}

fn find(conn: &rusqlite::Connection, digest: &str) -> rusqlite::Result<Option<NoticeId>> {
    use rusqlite::OptionalExtension as _;
    let sql = "SELECT id FROM notices WHERE digest = ?1
               UNION ALL SELECT notice_id FROM versions WHERE digest = ?1 LIMIT 1";
    conn.prepare_cached(sql)?
        .query_row([digest], |row| row.get(0).map(NoticeId))
        .optional()
}

/// Writes a notice with its parts, under their names: a new one with its text, or one that is there, whose parts were taken out before
/// (see `reread`).
pub(super) fn write_notice(
    tx: &Transaction<'_>,
    new: &NewNotice<'_>,
    known: Option<NoticeId>,
    names: &mut Names<'_>,
) -> rusqlite::Result<NoticeId> {
    let parsed = new.parsed;
    let meta = &parsed.notice;
    let year = [
        meta.published,
        meta.feedback_date,
        meta.inspection_end,
        meta.inspection_start,
    ]
    .into_iter()
    .flatten()
    .next()
    .map(|date| date.year);
    let claimed = headline(parsed);
    tx.prepare_cached(
        "INSERT INTO notices (id, uid, digest, file, imported_at, parser, encoding, title, short, year, published,
                              claimed_done, claimed_total, findings, measures, flags, meta)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET
             digest = excluded.digest, file = excluded.file, imported_at = excluded.imported_at, parser = excluded.parser,
             encoding = excluded.encoding, title = excluded.title, short = excluded.short, year = excluded.year,
             published = excluded.published, claimed_done = excluded.claimed_done,
             claimed_total = excluded.claimed_total, findings = excluded.findings, measures = excluded.measures,
             flags = excluded.flags, meta = excluded.meta",
    )?
    .execute(params![
        known.map(|id| id.0),
        notice_uid(new.digest).0,
        new.digest,
        new.file,
        new.imported_at,
        new.parser,
        new.encoding,
        new.title,
        new.short,
        year,
        meta.published.map(|date| date.to_string()),
        claimed.map(|(done, _)| done),
        claimed.map(|(_, total)| total),
        parsed.findings.len(),
        parsed
            .findings
            .iter()
            .map(|finding| finding.measures.len())
            .sum::<usize>(),
        parsed.flags.len(),
        json(meta),
    ])?;
    let notice = known.map_or_else(|| tx.last_insert_rowid(), |id| id.0);
    if known.is_none() {
        keep_source(tx, notice, new.source, new.raw)?;
    }
    insert_sections(tx, notice, &parsed.sections)?;
    let flagged = Flagged::of(parsed);
    let levels = levels(&parsed.findings, &parsed.sections);
    let mut rows = Rows::default();
    for ((ord, finding), level) in parsed.findings.iter().enumerate().zip(levels) {
        let flags = flagged.on_findings.get(ord).copied().unwrap_or_default();
        let id = insert_finding(tx, (notice, ord), finding, (level, flags), names)?;
        rows.findings.push(id);
        for measure in &finding.measures {
            let ord = rows.measures.len();
            let flags = flagged.on_measures.get(ord).copied().unwrap_or_default();
            rows.measures
                .push(insert_measure(tx, (notice, id, ord), measure, flags, names)?);
        }
    }
    tx.prepare_cached(
        "INSERT INTO dues (notice_id, due, n)
         SELECT notice_id, due, count(*) FROM commitments WHERE notice_id = ? AND due IS NOT NULL GROUP BY due",
    )?
    .execute([notice])?;
    for (ord, (flag, part)) in parsed.flags.iter().zip(&flagged.parts).enumerate() {
        let content = new.contents.get(ord).map_or("", String::as_str);
        let finding = part.and_then(|part| rows.findings.get(part.finding).copied());
        let measure = part.and_then(|part| rows.measures.get(part.measure?).copied());
        insert_flag(tx, notice, ord, flag, content, (finding, measure))?;
    }
    insert_rest(tx, notice, parsed)?;
    Ok(NoticeId(notice))
}

/// The rows of the parts, in their order.
#[derive(Default)]
struct Rows {
    findings: Vec<i64>,
    measures: Vec<i64>,
}

/// Keeps the text of a notice, and its bytes where they were not that text.
pub(super) fn keep_source(tx: &Transaction<'_>, notice: i64, text: &str, raw: Option<&[u8]>) -> rusqlite::Result<()> {
    tx.prepare_cached("INSERT OR REPLACE INTO sources (notice_id, text, raw) VALUES (?, ?, ?)")?
        .execute(params![notice, text, raw])?;
    Ok(())
}

/// The issuer's own total: of measures before findings, and the largest where several are printed.
fn headline(parsed: &ParsedNotice) -> Option<(i64, i64)> {
    [ClaimSubject::Measures, ClaimSubject::Findings]
        .into_iter()
        .find_map(|subject| {
            let counted = parsed.claims.iter().filter(|claim| claim.subject == subject);
            let pairs = counted.filter_map(|claim| Some((claim.done?, claim.total?)));
            pairs.max_by_key(|(_, total)| *total)
        })
}

fn insert_sections(tx: &Transaction<'_>, notice: i64, sections: &[Section]) -> rusqlite::Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO sections (notice_id, ord, label, title, level, kind, span_start, span_end)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (ord, section) in sections.iter().enumerate() {
        insert.execute(params![
            notice,
            ord,
            section.label,
            section.title,
            section.level,
            code_of(&section.kind),
            section.span.start,
            section.span.end,
        ])?;
    }
    Ok(())
}

fn insert_finding(
    tx: &Transaction<'_>,
    (notice, ord): (i64, usize),
    finding: &Finding,
    (level, flags): (u8, u32),
    names: &mut Names<'_>,
) -> rusqlite::Result<i64> {
    let name = names.next(PartKind::Finding, finding.span);
    tx.prepare_cached(
        "INSERT INTO findings (id, uid, notice_id, ord, label, path, title, statement, state, deadline, leader, department,
                               person, level, span_start, span_end, heading_start, heading_end, measures, flags)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        name.id,
        name.uid.0,
        notice,
        ord,
        finding.label,
        json(&finding.path),
        finding.title,
        finding.statement,
        finding.state,
        finding.deadline.as_ref().map(json),
        finding.leader,
        finding.department,
        finding.person,
        level,
        finding.span.start,
        finding.span.end,
        finding.heading.start,
        finding.heading.end,
        finding.measures.len(),
        flags,
    ])?;
    Ok(tx.last_insert_rowid())
}

fn insert_measure(
    tx: &Transaction<'_>,
    (notice, finding, ord): (i64, i64, usize),
    measure: &Measure,
    flags: u32,
    names: &mut Names<'_>,
) -> rusqlite::Result<i64> {
    let name = names.next(PartKind::Measure, measure.span);
    tx.prepare_cached(
        "INSERT INTO measures (id, uid, notice_id, finding_id, ord, label, text, span_start, span_end, progress, cues, flags)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        name.id,
        name.uid.0,
        notice,
        finding,
        ord,
        measure.label,
        measure.text,
        measure.span.start,
        measure.span.end,
        measure.progress.code(),
        json(&measure.cues),
        flags,
    ])?;
    let id = tx.last_insert_rowid();
    let mut insert = tx.prepare_cached(
        "INSERT INTO commitments (id, uid, notice_id, measure_id, ord, text, kind, due, precision, reason, span_start, span_end)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (ord, commitment) in measure.commitments.iter().enumerate() {
        let name = names.next(PartKind::Commitment, commitment.span);
        insert.execute(params![
            name.id,
            name.uid.0,
            notice,
            id,
            ord,
            commitment.text,
            commitment.kind.code(),
            commitment.due.map(|due| due.to_string()),
            commitment.precision.map(Precision::code),
            commitment.reason,
            commitment.span.start,
            commitment.span.end,
        ])?;
    }
    let mut insert =
        tx.prepare_cached("INSERT INTO documents (notice_id, measure_id, ord, title) VALUES (?, ?, ?, ?)")?;
    for (ord, title) in measure.documents.iter().enumerate() {
        insert.execute(params![notice, id, ord, title])?;
    }
    Ok(id)
}

fn insert_flag(
    tx: &Transaction<'_>,
    notice: i64,
    ord: usize,
    flag: &Flag,
    content: &str,
    (finding, measure): (Option<i64>, Option<i64>),
) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO flags (notice_id, finding_id, measure_id, ord, rule, kind, version, severity, message, message_en,
                            span_start, span_end, proposal, grounds, operands, content)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        notice,
        finding,
        measure,
        ord,
        flag.rule,
        flag.kind,
        flag.version,
        code_of(&flag.severity),
        flag.message,
        flag.message_en,
        flag.span.start,
        flag.span.end,
        flag.proposal,
        flag.grounds.as_ref().map(json),
        json(&flag.operands),
        content,
    ])?;
    Ok(())
}

fn insert_rest(tx: &Transaction<'_>, notice: i64, parsed: &ParsedNotice) -> rusqlite::Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO claims (notice_id, ord, subject, total, done, rate, unit, approximate, text, span_start, span_end)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (ord, claim) in parsed.claims.iter().enumerate() {
        insert.execute(params![
            notice,
            ord,
            code_of(&claim.subject),
            claim.total,
            claim.done,
            claim.rate,
            claim.unit,
            claim.approximate,
            claim.text,
            claim.span.start,
            claim.span.end,
        ])?;
    }
    let mut insert = tx.prepare_cached(
        "INSERT INTO repairs (notice_id, kind, count) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count",
    )?;
    for repair in &parsed.repairs {
        insert.execute(params![notice, repair.kind, repair.count])?;
    }
    let mut insert =
        tx.prepare_cached("INSERT INTO next_steps (notice_id, ord, label, title, items) VALUES (?, ?, ?, ?, ?)")?;
    for (ord, steps) in parsed.next_steps.iter().enumerate() {
        insert.execute(params![notice, ord, steps.label, steps.title, json(&steps.items)])?;
    }
    Ok(())
}
