use super::*;

#[test]
fn the_innermost_mount_decides() {
    let mounts = "/dev/sda1 / ext4 rw 0 0\nsrv:/home /home nfs4 rw 0 0\n/dev/sdb1 /home/local xfs rw 0 0\n\
                  //srv/a /mnt/two\\040words cifs rw 0 0\n";
    assert!(!is_network(mounts, Path::new("/var/lib/a.db")));
    assert!(is_network(mounts, Path::new("/home/reviewer/a.db")));
    assert!(!is_network(mounts, Path::new("/home/local/a.db")));
    assert!(!is_network(mounts, Path::new("/homes/a.db")));
    assert!(is_network(mounts, Path::new("/mnt/two words/a.db")));
}

#[test]
fn the_migrations_are_whole() {
    Migrations::from_slice(MIGRATIONS).validate().unwrap();
}

#[test]
fn an_older_database_is_copied_before_it_is_migrated() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES ('old')")
        .unwrap();
    let names: Vec<_> = (0..2)
        .map(|_| {
            copy_before_migration(&conn, &path, 1)
                .unwrap()
                .file_name()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(names, ["a.db.v1.bak", "a.db.v1.2.bak"]);
    let copy = Connection::open(folder.path().join("a.db.v1.bak")).unwrap();
    let value: String = copy.query_row("SELECT x FROM t", [], |row| row.get(0)).unwrap();
    assert_eq!(value, "old");
}

fn opening(path: &Path) -> Opening {
    Opening {
        path: path.to_owned(),
        read_only: false,
        busy: Duration::from_millis(50),
    }
}

#[test]
fn a_migration_keeps_what_is_there_and_leaves_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.db");
    Store::open(&opening(&path))
        .unwrap()
        .save_session("审1", "", "{}")
        .unwrap();
    let later = [
        MIGRATIONS,
        &[M::up("CREATE TABLE later (x) STRICT"), M::up("DROP TABLE sessions")],
    ]
    .concat();
    // STRICT tables want a type: this step fails, and the database stays as it was.
    let error = Store::open_with(&opening(&path), &later).err().unwrap();
    assert!(matches!(error, StoreError::Engine { .. }), "{error}");
    assert_eq!(
        Store::open(&opening(&path))
            .unwrap()
            .load_session("审1")
            .unwrap()
            .as_deref(),
        Some("{}")
    );

    let later = [MIGRATIONS, &[M::up("UPDATE sessions SET session = '[]'")]].concat();
    let store = Store::open_with(&opening(&path), &later).unwrap();
    // The second copy: the step that failed left the first.
    let version = MIGRATIONS.len();
    let copy = folder.path().join(format!("d.db.v{version}.2.bak"));
    assert_eq!(store.warnings(), [Warning::Migrated(copy.clone())]);
    assert_eq!(store.load_session("审1").unwrap().as_deref(), Some("[]"));
    let before = Store::open(&opening(&copy)).unwrap();
    assert_eq!(before.load_session("审1").unwrap().as_deref(), Some("{}"));
    let error = Store::open(&opening(&path)).err().unwrap();
    let StoreError::Newer { found, known, .. } = error else {
        panic!("{error}")
    };
    assert_eq!((found, known), (version as i64 + 1, version as i64));
}

/// Version 10 keeps signatures in another form and copies by the answer: what an older database has of both is dropped, and all its notices
/// wait to be compared, which the next import does.
#[test]
fn an_older_database_is_compared_once_more() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.db");
    let older = Store::open_with(&opening(&path), &MIGRATIONS[..9]).unwrap();
    older
        .conn
        .execute_batch(
            "PRAGMA foreign_keys = OFF;
             INSERT INTO notices VALUES (7, 'u', 'd', 'f', 'i', 'p', 'e', 't', 's', NULL, NULL, NULL, NULL, 0, 2, 0, '{}', '云溪港务');
             DELETE FROM uncompared;
             INSERT INTO signatures VALUES (5, 1);
             INSERT INTO crowds VALUES (5, 2);
             INSERT INTO copies VALUES (1, 2, 7, 8, 0.9, 'c');
             INSERT INTO returns VALUES (1, 2, 7, 0.9, 'c');",
        )
        .unwrap();
    drop(older);
    let store = Store::open(&opening(&path)).unwrap();
    let count = |table: &str| -> i64 {
        store
            .one("count", &format!("SELECT count(*) FROM {table}"), [])
            .unwrap()
    };
    assert_eq!(["signatures", "copies", "returns", "compared_flags"].map(count), [0; 4]);
    let sql = "SELECT notice_id, again FROM uncompared";
    let waiting: Vec<(i64, bool)> = store.many(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    assert_eq!(waiting, [(7, false)]);
}
