//! Signatures of answers, kept by the notice and read from first to last: which answers share a band with which is for the caller to see.

use rusqlite::{Transaction, TransactionBehavior, params};

use super::{Store, StoreError};
use crate::model::{MeasureId, NoticeId};

/// Bands of a signature.
pub const BANDS: usize = 16;

/// Bytes that an answer takes.
const BYTES: usize = 8 + 8 + 4 * BANDS;

/// The signature of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed {
    /// The answer.
    pub measure: MeasureId,
    /// Its place among all answers, which follows from its lasting name: an order that does not depend on when it came.
    pub rank: u64,
    /// Answers that are likely to be alike share one.
    pub bands: [u32; BANDS],
}

impl Signed {
    fn write(&self, to: &mut Vec<u8>) {
        to.extend(self.measure.0.to_le_bytes());
        to.extend(self.rank.to_le_bytes());
        to.extend(self.bands.iter().flat_map(|band| band.to_le_bytes()));
    }

    fn read(from: &[u8]) -> Option<Self> {
        let (measure, from) = from.split_first_chunk()?;
        let (rank, mut from) = from.split_first_chunk()?;
        let mut bands = [0; BANDS];
        for band in &mut bands {
            let (own, rest) = from.split_first_chunk()?;
            (*band, from) = (u32::from_le_bytes(*own), rest);
        }
        Some(Self {
            measure: MeasureId(i64::from_le_bytes(*measure)),
            rank: u64::from_le_bytes(*rank),
            bands,
        })
    }
}

impl Store {
    /// Keeps the signatures of notices' answers, and whose notices they are.
    ///
    /// # Errors
    /// This and all below: when the database cannot be read or written.
    pub fn keep_signatures(&mut self, of: &[(NoticeId, String, Vec<Signed>)]) -> Result<(), StoreError> {
        self.write(|tx| {
            let mut name =
                tx.prepare_cached("UPDATE notices SET organisation = ?1 WHERE id = ?2 AND organisation <> ?1")?;
            let mut keep = tx.prepare_cached("INSERT OR REPLACE INTO signatures (notice_id, answers) VALUES (?, ?)")?;
            let mut bytes = Vec::new();
            for (notice, organisation, answers) in of {
                name.execute(params![organisation, notice.0])?;
                bytes.clear();
                for answer in answers {
                    answer.write(&mut bytes);
                }
                keep.execute(params![notice.0, bytes])?;
            }
            Ok(Some(()))
        })
        .map(drop)
    }

    /// Every signature that is kept, as often as the work asks for all of them: each time the same ones.
    pub fn with_signatures<T>(
        &self,
        work: impl FnOnce(&dyn Fn(&mut dyn FnMut(&Signed)) -> Result<(), StoreError>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let moment = Transaction::new_unchecked(&self.conn, TransactionBehavior::Deferred);
        let _moment = moment.map_err(|e| self.fault(e))?;
        work(&|each| {
            let read = |each: &mut dyn FnMut(&Signed)| {
                let mut select = self.conn.prepare_cached("SELECT answers FROM signatures")?;
                let mut rows = select.query([])?;
                while let Some(row) = rows.next()? {
                    let answers = row.get_ref(0)?.as_blob()?;
                    answers
                        .chunks_exact(BYTES)
                        .filter_map(Signed::read)
                        .for_each(|signed| each(&signed));
                }
                Ok(())
            };
            read(each).map_err(|e| self.fault(e))
        })
    }

    /// The signatures of a notice's answers; none of what was not compared since its parts were written.
    pub fn signatures_of(&self, notice: NoticeId) -> Result<Vec<Signed>, StoreError> {
        let rows = self.many(
            "SELECT answers FROM signatures WHERE notice_id = ?",
            [notice.0],
            |row| {
                let answers = row.get_ref(0)?.as_blob()?;
                Ok(answers.chunks_exact(BYTES).filter_map(Signed::read).collect::<Vec<_>>())
            },
        )?;
        Ok(rows.into_iter().flatten().collect())
    }
}
