//! The zip around a document: its parts, unpacked within limits.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::super::super::decode::decode;
use super::super::{Excess, Kind, Legacy, Unreadable, extract};
use super::xml::{self, Element};

/// Entries of a package. A document with a thousand pictures has some thousand.
const ENTRY_LIMIT: usize = 20_000;

/// Bytes of all parts that are read, unpacked. The text of a notice has some hundred kilobytes of XML.
const UNPACKED_LIMIT: u64 = 48 * 1024 * 1024;

/// How many times larger than packed a part may be, if it is large at all. Deflate reaches 1,032; XML some thirty.
const RATIO_LIMIT: u64 = 200;

/// Unpacked size up to which the ratio does not count.
const RATIO_FREE: u64 = 4 * 1024 * 1024;

/// Parts in other formats that a document takes in at most.
const CHUNK_LIMIT: usize = 200;

/// A package that holds a document.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens a zip that holds a Word document.
    ///
    /// # Errors
    /// When it is damaged, or holds something else.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged("docx"))?;
        if zip.len() > ENTRY_LIMIT {
            return Err(Unreadable::TooMuch(Excess::Unpacked));
        }
        let has = |name: &str| zip.file_names().flatten().any(|other| other == name);
        if has("xl/workbook.xml") || has("xl/workbook.bin") {
            return Err(Unreadable::Legacy(Legacy::Xlsx));
        }
        if !(has("word/document.xml") || has("_rels/.rels")) {
            return Err(Unreadable::Legacy(Legacy::OtherZip));
        }
        Ok(Self {
            zip,
            left: UNPACKED_LIMIT,
        })
    }

    /// The main part: where the package's relations say, which is `word/document.xml` in all but a few.
    pub(super) fn document(&mut self) -> Result<(String, Element), Unreadable> {
        let usual = "word/document.xml";
        let name = match self.part(usual)? {
            Some(part) => return Ok((usual.to_owned(), part)),
            None => self.related("", "_rels/.rels", "/officeDocument")?,
        };
        let name = name.ok_or(Unreadable::Legacy(Legacy::OtherZip))?;
        let part = self.part(&name)?.filter(|part| part.name == "document");
        part.map(|part| (name, part))
            .ok_or(Unreadable::Legacy(Legacy::OtherZip))
    }

    /// A part that belongs to the main part, by the end of its relation's type (`/numbering`).
    pub(super) fn beside(&mut self, document: &str, relation: &str) -> Result<Option<Element>, Unreadable> {
        let (folder, file) = document.rsplit_once('/').unwrap_or(("", document));
        let relations = format!("{folder}/_rels/{file}.rels");
        let name = match self.related(folder, relations.trim_start_matches('/'), relation)? {
            Some(name) => name,
            None => format!("{folder}{relation}.xml").trim_start_matches('/').to_owned(),
        };
        self.part(&name)
    }

    /// The lines of the parts in other formats that the main part takes in whole, by the names of their relations. Those that are
    /// no page and no text are left out: a document within the document can only have been meant as a bomb.
    pub(super) fn chunks(&mut self, document: &str) -> Result<HashMap<String, Vec<String>>, Unreadable> {
        let (folder, file) = document.rsplit_once('/').unwrap_or(("", document));
        let relations = format!("{folder}/_rels/{file}.rels");
        let Some(relations) = self.part(relations.trim_start_matches('/'))? else {
            return Ok(HashMap::new());
        };
        let mut chunks = HashMap::new();
        let chosen = relations
            .elements()
            .filter(|relation| relation.attribute("Type").is_some_and(|of| of.ends_with("/aFChunk")));
        for relation in chosen.take(CHUNK_LIMIT) {
            let (Some(id), Some(target)) = (relation.attribute("Id"), relation.attribute("Target")) else {
                continue;
            };
            let name = placed(folder, target);
            let Some(bytes) = self.bytes(&name)? else { continue };
            if bytes.starts_with(b"PK") || bytes.starts_with(b"%PDF") {
                continue;
            }
            let text = match extract(&bytes, &name) {
                Ok(read) if matches!(read.kind, Kind::Html | Kind::Mhtml | Kind::Txt) => read.text,
                _ => continue,
            };
            chunks.insert(id.to_owned(), text.lines().map(str::to_owned).collect());
        }
        Ok(chunks)
    }

    /// A part by name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Element>, Unreadable> {
        let Some(bytes) = self.bytes(name)? else {
            return Ok(None);
        };
        xml::parse(decode(&bytes).text.trim_start_matches('\u{feff}')).map(Some)
    }

    fn related(&mut self, folder: &str, relations: &str, kind: &str) -> Result<Option<String>, Unreadable> {
        let Some(relations) = self.part(relations)? else {
            return Ok(None);
        };
        let target = relations
            .elements()
            .find(|relation| relation.attribute("Type").is_some_and(|of| of.ends_with(kind)))
            .and_then(|relation| relation.attribute("Target"));
        Ok(target.map(|target| placed(folder, target)))
    }

    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(reason)) if reason == ZipError::PASSWORD_REQUIRED => {
                return Err(Unreadable::Encrypted);
            }
            Err(_) => return Err(Unreadable::Damaged("docx")),
        };
        let packed = file.compressed_size().max(1);
        let allowed = self.left.min(RATIO_FREE.max(packed.saturating_mul(RATIO_LIMIT)));
        let mut bytes = Vec::new();
        // What the zip says of its sizes is only what it says; what comes out is what counts.
        let read = file.take(allowed + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > allowed {
            return Err(Unreadable::TooMuch(Excess::Unpacked));
        }
        read.map_err(|_| Unreadable::Damaged("docx"))?;
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }
}

/// Where a part stands that is named from a folder.
fn placed(folder: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}").trim_start_matches('/').to_owned(),
    }
}
