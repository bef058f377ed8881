-- What comes of holding notices against each other follows from what is in the database, in whatever order it came.

-- READ. The signatures of a notice's answers (audit::likeness), those of one notice together: to hold a notice against all others they are
-- read from first to last, a few megabytes for a hundred thousand answers, and are written once, in one place.
-- Gone as soon as the parts of the notice are written anew.
DROP TABLE crowds;
DROP TABLE signatures;

CREATE TABLE signatures (
    notice_id INTEGER PRIMARY KEY REFERENCES notices (id) ON DELETE CASCADE,
    answers   BLOB NOT NULL                -- of each answer its row, its rank and its bands, little-endian
) STRICT;

-- Whether a notice that waits was compared before: then what was kept of it, and of those beside it, does not hold any more.
ALTER TABLE uncompared ADD COLUMN again INTEGER NOT NULL DEFAULT 0;

DROP TRIGGER notice_uncompared;
DROP TRIGGER notice_uncompared_again;

CREATE TRIGGER notice_uncompared AFTER INSERT ON notices
BEGIN
    INSERT INTO uncompared (notice_id) SELECT new.id WHERE NOT EXISTS (SELECT 1 FROM uncompared WHERE notice_id = new.id);
END;

CREATE TRIGGER notice_uncompared_again AFTER UPDATE OF meta ON notices
BEGIN
    INSERT INTO uncompared (notice_id, again) VALUES (new.id, 1) ON CONFLICT DO UPDATE SET again = 1;
    DELETE FROM signatures WHERE notice_id = new.id;
END;

-- Answers that lost one of their most alike, with a part that is no more: the next of them takes its place.
CREATE TABLE short_lists (
    measure_id INTEGER PRIMARY KEY REFERENCES measures (id) ON DELETE CASCADE
) STRICT;

-- Of each answer the few answers of other organisations with which it is most alike. A pair stands here twice where each is among the
-- most alike of the other.
DROP TABLE copies;

CREATE TABLE copies (
    measure_id INTEGER NOT NULL REFERENCES measures (id) ON DELETE CASCADE,
    other_id   INTEGER NOT NULL REFERENCES measures (id) ON DELETE CASCADE,
    notice_id  INTEGER NOT NULL,           -- of the measure
    likeness   REAL NOT NULL,              -- Jaccard index
    content    TEXT NOT NULL,              -- by which the flag is known again, from either side
    PRIMARY KEY (measure_id, other_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX copies_of_other ON copies (other_id);
CREATE INDEX copies_by_content ON copies (content);

DELETE FROM returns;
DELETE FROM echoes;
DELETE FROM compared_flags;

CREATE TRIGGER copy_found AFTER INSERT ON copies
BEGIN
    INSERT INTO compared_flags (notice_id, n) VALUES (new.notice_id, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER copy_gone AFTER DELETE ON copies
BEGIN
    UPDATE compared_flags SET n = n - 1 WHERE notice_id = old.notice_id;
END;

-- All that is in here already is compared once more.
INSERT OR IGNORE INTO uncompared (notice_id) SELECT id FROM notices;
