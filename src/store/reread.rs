//! Writing the parts of a notice anew, after a correction, by a newer parser, or from another version of its file: what is the same part
//! keeps its name and its row, and everything that was said comes to stand where its subject stands now.

use std::collections::{HashSet, VecDeque};

use rusqlite::{OptionalExtension as _, Transaction};

use super::events::Failure;
use super::identity::{Name, Namer, Names, PartKind};
use super::insert::{NewNotice, keep_source, write_notice};
use super::retired::{Homes, old, retire};
use super::rows::from_json;
use super::{Store, StoreError, state};
use crate::model::{NoticeId, NoticeMeta, ParsedNotice, Span, Uid};
use crate::review::{Body, Correction, Fresh, Known, Misfit, matched};

/// What the store needs of the rooms that it may not use to write a notice anew.
pub trait Reader {
    /// Which parser it is.
    fn version(&self) -> String;
    /// Reads a notice with corrections laid over it.
    fn read(&self, kept: &Kept, corrections: &[Correction]) -> Reread;
    /// The words of a part as they are compared.
    fn words(&self, text: &str) -> String;
}

/// What is kept of a notice to read it again.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The file, as it was named.
    pub file: String,
    /// The decoded text, verbatim.
    pub source: String,
    /// The facts about the document as they were read last.
    pub meta: NoticeMeta,
}

/// A notice, read again.
#[derive(Debug, Clone)]
pub struct Reread {
    /// What was read, corrected.
    pub parsed: ParsedNotice,
    /// Per correction: why it does not fit any more.
    pub misfits: Vec<Option<Misfit>>,
    /// By what each of its flags is known again, in their order.
    pub contents: Vec<String>,
    /// Title for the list.
    pub title: String,
    /// The organisation in a few characters.
    pub short: String,
}

/// A notice as it is kept, to be read again from its beginning.
#[derive(Debug, Clone)]
pub struct KeptNotice {
    /// Its text.
    pub kept: Kept,
    /// SHA-256 of the file's bytes, in hex.
    pub digest: String,
    /// Name of the encoding that the bytes were in.
    pub encoding: String,
    /// When it was imported, RFC 3339 in UTC.
    pub imported_at: String,
    /// The bytes, where they were not that text in UTF-8.
    pub raw: Option<Vec<u8>>,
}

impl Store {
    /// A notice as it is kept.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`], or when the database cannot be read.
    pub fn kept(&self, notice: NoticeId) -> Result<KeptNotice, StoreError> {
        let sql = "SELECT file, meta, text, raw, digest, imported_at, encoding
                   FROM notices JOIN sources ON notice_id = id WHERE id = ?";
        self.only("notice", sql, [notice.0], |row| {
            Ok(KeptNotice {
                kept: Kept {
                    file: row.get("file")?,
                    source: row.get("text")?,
                    meta: from_json(row, "meta")?,
                },
                digest: row.get("digest")?,
                encoding: row.get("encoding")?,
                imported_at: row.get("imported_at")?,
                raw: row.get("raw")?,
            })
        })
    }

    /// The corrections of a notice in force, in order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn corrections(&self, notice: NoticeId) -> Result<Vec<Correction>, StoreError> {
        in_force(&self.conn, notice).map_err(|e| self.fault(e))
    }

    /// The notices that another parser read than the one of that version.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn read_by_others(&self, version: &str) -> Result<Vec<NoticeId>, StoreError> {
        self.many(
            "SELECT id FROM notices WHERE parser <> ? ORDER BY id",
            [version],
            |row| row.get(0).map(NoticeId),
        )
    }

    /// The files of all notices, as they were named.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn notice_files(&self) -> Result<Vec<(NoticeId, String)>, StoreError> {
        self.many("SELECT id, file FROM notices ORDER BY id", [], |row| {
            Ok((NoticeId(row.get(0)?), row.get(1)?))
        })
    }

    /// Puts another reading of a notice, or another version of its file, in its place: whole or not at all. Corrections are laid over it,
    /// and what was said stays with the parts that are the same.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`], or when the database cannot be written; nothing is changed then.
    pub fn replace_notice(
        &mut self,
        notice: NoticeId,
        new: &NewNotice<'_>,
        reader: &dyn Reader,
    ) -> Result<(), StoreError> {
        self.write(|tx| replace(tx, notice, new, reader).map(Some)).map(drop)
    }
}

/// Reads a notice again from its own text, with the corrections that are in force now.
pub(super) fn reread(tx: &Transaction<'_>, notice: NoticeId, reader: &dyn Reader) -> Result<(), Failure> {
    let (kept, digest, imported_at, encoding) = tx
        .prepare_cached(
            "SELECT file, meta, text, digest, imported_at, encoding FROM notices JOIN sources ON notice_id = id WHERE id = ?",
        )?
        .query_row([notice.0], |row| {
            let kept = Kept {
                file: row.get("file")?,
                source: row.get("text")?,
                meta: from_json(row, "meta")?,
            };
            let digest: String = row.get("digest")?;
            let imported_at: String = row.get("imported_at")?;
            let encoding: String = row.get("encoding")?;
            Ok((kept, digest, imported_at, encoding))
        })
        .optional()?
        .ok_or(Failure::Store(StoreError::NoSuch("notice")))?;
    let corrections = in_force(tx, notice)?;
    let read = reader.read(&kept, &corrections);
    let new = NewNotice {
        digest: &digest,
        file: &kept.file,
        imported_at: &imported_at,
        parser: &reader.version(),
        encoding: &encoding,
        source: &kept.source,
        raw: None,
        title: &read.title,
        short: &read.short,
        parsed: &read.parsed,
        contents: &read.contents,
    };
    rewrite(tx, notice, &new, true, reader)
}

fn replace(tx: &Transaction<'_>, notice: NoticeId, new: &NewNotice<'_>, reader: &dyn Reader) -> Result<(), Failure> {
    let old: (String, String) = tx
        .prepare_cached("SELECT text, digest FROM notices JOIN sources ON notice_id = id WHERE id = ?")?
        .query_row([notice.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .ok_or(Failure::Store(StoreError::NoSuch("notice")))?;
    if old.1 != new.digest {
        tx.prepare_cached(
            "INSERT OR REPLACE INTO versions (digest, notice_id, file, replaced_at, encoding, text, raw)
             SELECT digest, id, file, ?, encoding, text, raw FROM notices JOIN sources ON notice_id = id WHERE id = ?",
        )?
        .execute((new.imported_at, notice.0))?;
        tx.prepare_cached("DELETE FROM versions WHERE digest = ?")?
            .execute([new.digest])?;
    }
    keep_source(tx, notice.0, new.source, new.raw)?;
    let same_source = old.0 == new.source;
    let corrections = in_force(tx, notice)?;
    if corrections.is_empty() {
        return rewrite(tx, notice, new, same_source, reader);
    }
    let kept = Kept {
        file: new.file.to_owned(),
        source: new.source.to_owned(),
        meta: new.parsed.notice.clone(),
    };
    let read = reader.read(&kept, &corrections);
    let new = NewNotice {
        parsed: &read.parsed,
        contents: &read.contents,
        title: &read.title,
        short: &read.short,
        ..new.clone()
    };
    rewrite(tx, notice, &new, same_source, reader)
}

/// The corrections of a notice in force, in order.
fn in_force(conn: &rusqlite::Connection, notice: NoticeId) -> rusqlite::Result<Vec<Correction>> {
    let sql = "SELECT events.kind, payload FROM events JOIN acts USING (seq)
               WHERE events.notice = (SELECT uid FROM notices WHERE id = ?) AND events.kind = 'correct' AND standing = 'done'
               ORDER BY events.seq";
    let bodies: Vec<Option<Body>> = conn
        .prepare_cached(sql)?
        .query_map([notice.0], |row| {
            Ok(Body::read(row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let correction = |body| match body {
        Some(Body::Correct(correction)) => Some(correction),
        _ => None,
    };
    Ok(bodies.into_iter().filter_map(correction).collect())
}

/// What is taken out before it is written anew: what was read, and the state that follows from the log. In an order in which nothing refers
/// to what is gone.
pub(super) const REWRITTEN: [&str; 13] = [
    "verdicts",
    "checks",
    "comments",
    "flags",
    "documents",
    "commitments",
    "measures",
    "findings",
    "sections",
    "claims",
    "repairs",
    "next_steps",
    "dues",
];

fn rewrite(
    tx: &Transaction<'_>,
    notice: NoticeId,
    new: &NewNotice<'_>,
    same_source: bool,
    reader: &dyn Reader,
) -> Result<(), Failure> {
    let fresh = fresh(new.parsed, reader);
    let mut names = [VecDeque::new(), VecDeque::new(), VecDeque::new()];
    let mut all_old = Vec::new();
    for kind in PartKind::ALL {
        let own = &fresh[kind as usize];
        let old = old(tx, notice, kind, same_source, reader)?;
        let next_id: i64 = tx.query_row(
            &format!("SELECT coalesce(max(id), 0) + 1 FROM {}s", kind.code()),
            [],
            |row| row.get(0),
        )?;
        let known: Vec<Known> = old.iter().map(|part| part.known.clone()).collect();
        let pairs = matched(&known, own);
        let mut namer = Namer::new(new.digest);
        namer.taken(known.into_iter().map(|known| known.uid));
        let mut fresh_id = next_id..;
        names[kind as usize] = pairs
            .iter()
            .zip(own)
            .map(|(pair, part)| {
                let old = pair.map(|at| &old[at]);
                Name {
                    id: old.and_then(|old| old.id).or_else(|| fresh_id.next()),
                    uid: old.map_or_else(
                        || namer.name(kind, Span::new(part.start, part.start)),
                        |old| old.known.uid.clone(),
                    ),
                }
            })
            .collect();
        all_old.push(old);
    }
    let homes = Homes::new(new.parsed, &names, &fresh);
    for (kind, old) in PartKind::ALL.into_iter().zip(&all_old) {
        let now: HashSet<&Uid> = names[kind as usize].iter().map(|name| &name.uid).collect();
        retire(tx, notice, kind, old, &now, &homes)?;
    }
    // What was alike with an answer of this notice goes with it, also from the lists of others.
    tx.prepare_cached(
        "INSERT OR IGNORE INTO short_lists
         SELECT c.measure_id FROM measures AS m CROSS JOIN copies AS c ON c.other_id = m.id WHERE m.notice_id = ?",
    )?
    .execute([notice.0])?;
    for table in REWRITTEN {
        tx.prepare_cached(&format!("DELETE FROM {table} WHERE notice_id = ?"))?
            .execute([notice.0])?;
    }
    write_notice(tx, new, Some(notice), &mut Names::Kept(names))?;
    state::resettle(tx, notice)?;
    Ok(())
}

/// The parts that were read, by kind, in the order in which they are written.
fn fresh(parsed: &ParsedNotice, reader: &dyn Reader) -> [Vec<Fresh>; 3] {
    let part = |text: &str, label: &Option<String>, span: Span| Fresh {
        text: reader.words(text),
        label: label.clone(),
        start: span.start,
    };
    let mut parts = [Vec::new(), Vec::new(), Vec::new()];
    for finding in &parsed.findings {
        parts[PartKind::Finding as usize].push(part(&finding.title, &finding.label, finding.span));
        for measure in &finding.measures {
            parts[PartKind::Measure as usize].push(part(&measure.text, &measure.label, measure.span));
            for commitment in &measure.commitments {
                parts[PartKind::Commitment as usize].push(part(&commitment.text, &None, commitment.span));
            }
        }
    }
    parts
}
