-- Corrections of the parse: the parts of a notice are written anew when one is made, taken back, or when the notice is read again.

-- Lasting names whose part is not among the notice's parts now: merged into another, dropped, or gone with a newer reading. What was said
-- of them is kept in the log; it is shown with their home, and comes back with them.
CREATE TABLE retired (
    uid       TEXT PRIMARY KEY,
    notice_id INTEGER NOT NULL REFERENCES notices (id),
    kind      TEXT NOT NULL CHECK (kind IN ('finding', 'measure', 'commitment')),
    label     TEXT,
    words     TEXT NOT NULL,              -- folded: by these it is known again
    start     INTEGER,                    -- in the present source; NULL where it stood in an older version
    home_kind TEXT CHECK (home_kind IN ('finding', 'measure')),
    home      TEXT                        -- uid of the part that took it up; NULL for the notice itself
) STRICT, WITHOUT ROWID;

CREATE INDEX retired_of_notice ON retired (notice_id);
CREATE INDEX retired_by_home ON retired (home);

-- Texts of a notice that a later version of its file replaced.
CREATE TABLE versions (
    digest      TEXT PRIMARY KEY,         -- of the file's bytes, as in `notices`
    notice_id   INTEGER NOT NULL REFERENCES notices (id),
    file        TEXT NOT NULL,
    replaced_at TEXT NOT NULL,
    encoding    TEXT NOT NULL,
    text        TEXT NOT NULL,
    raw         BLOB
) STRICT, WITHOUT ROWID;

CREATE INDEX versions_of_notice ON versions (notice_id);

-- Whether the text is another than the one that was judged: the measure is in the queue again.
ALTER TABLE verdicts ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;

DROP TRIGGER verdict_given;
DROP TRIGGER verdict_gone;

CREATE TRIGGER verdict_given AFTER INSERT ON verdicts WHEN new.changed = 0
BEGIN
    INSERT INTO reviewed (reviewer, notice_id, n) VALUES (new.reviewer, new.notice_id, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER verdict_gone AFTER DELETE ON verdicts WHEN old.changed = 0
BEGIN
    UPDATE reviewed SET n = n - 1 WHERE reviewer = old.reviewer AND notice_id = old.notice_id;
END;
