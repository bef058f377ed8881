//! How soon what is written is forced to the disk: a review always, an import now and then, what follows from the rest with the next write.

use super::{Store, StoreError};

/// Memory in which an import keeps pages, in KiB: names are hashes, so that their indexes are written all over the place.
const IMPORT_CACHE: i64 = 32 * 1024;

/// Pages that the log may hold before an import copies them into the database: pages that many notices change are copied once.
const IMPORT_LOG: i64 = 8_000;

const SYNC_NORMAL: i64 = 1;
const SYNC_FULL: i64 = 2;

impl Store {
    /// For many imports in a row: what is committed survives a killed process as always, but is forced to the disk only now and
    /// then, and at the end. After a power failure an import may lack its last notices; importing again brings them.
    ///
    /// # Errors
    /// What `work` fails with, or when the database cannot be written.
    pub fn many_writes<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.refuse_read_only()?;
        let pragma = |name| self.conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let pages = pragma("cache_size").map_err(|e| self.fault(e))?;
        let checkpoint = pragma("wal_autocheckpoint").map_err(|e| self.fault(e))?;
        self.set("synchronous", SYNC_NORMAL)?;
        self.set("cache_size", -IMPORT_CACHE)?;
        self.set("wal_autocheckpoint", IMPORT_LOG)?;
        let result = work(self);
        self.set("wal_autocheckpoint", checkpoint)?;
        self.set("cache_size", pages)?;
        self.set("synchronous", SYNC_FULL)?;
        // Busy readers may hold it back; then a later checkpoint does it.
        let _ = self.conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        result
    }

    /// For what follows from the rest and is made up for where it is lost: committed as always, and forced to the disk with the next write
    /// that is.
    ///
    /// # Errors
    /// As [`Self::many_writes`].
    pub fn derived_writes<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let before = self.conn.pragma_query_value(None, "synchronous", |row| row.get(0));
        let before: i64 = before.map_err(|e| self.fault(e))?;
        self.set("synchronous", SYNC_NORMAL)?;
        let result = work(self);
        self.set("synchronous", before)?;
        result
    }

    fn set(&self, pragma: &str, value: i64) -> Result<(), StoreError> {
        // Some answer with the new value, some with nothing.
        let set = self.conn.pragma_update_and_check(None, pragma, value, |_| Ok(()));
        match set {
            Ok(()) | Err(rusqlite::Error::QueryReturnedNoRows) => Ok(()),
            Err(error) => Err(self.fault(error)),
        }
    }
}
