-- Whether two notices are of one organisation, in the words of persons, and what later notices say of earlier promises.

-- One row per word in force. Of several on one pair the last holds, whoever said it.
CREATE TABLE relations (
    seq      INTEGER PRIMARY KEY REFERENCES events (seq),
    notice   TEXT NOT NULL,                -- uid; the lesser of the two
    other    TEXT NOT NULL,                -- uid
    same     INTEGER,                      -- 1 or 0; NULL: taken back
    reviewer TEXT NOT NULL,
    at       TEXT NOT NULL
) STRICT;

CREATE INDEX relations_of_notice ON relations (notice, other, seq);
CREATE INDEX relations_of_other ON relations (other);

-- The words that hold.
CREATE VIEW related AS
SELECT notice, other, same, reviewer, at FROM relations AS r
WHERE same IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM relations AS later WHERE later.notice = r.notice AND later.other = r.other AND later.seq > r.seq);

-- Of each promise with a date, what each later notice of the organisation says of it: a measure, or a claim by its place.
CREATE TABLE echoes (
    commitment_id INTEGER NOT NULL REFERENCES commitments (id) ON DELETE CASCADE,
    notice_id     INTEGER NOT NULL REFERENCES notices (id) ON DELETE CASCADE, -- the later one
    measure_id    INTEGER REFERENCES measures (id) ON DELETE CASCADE,
    claim         INTEGER,                 -- ord in `claims`, where no measure says it
    likeness      REAL NOT NULL,           -- share of the promise's telling words
    PRIMARY KEY (commitment_id, notice_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX echoes_of_notice ON echoes (notice_id);
CREATE INDEX echoes_of_measure ON echoes (measure_id);

-- What came of comparing is made anew, with whose parts they are and by what each flag is known again, so that it can be counted without
-- reading a text.
DROP TABLE copies;
DROP TABLE returns;

-- Measures of two organisations that are alike.
CREATE TABLE copies (
    measure_id      INTEGER NOT NULL REFERENCES measures (id) ON DELETE CASCADE,
    other_id        INTEGER NOT NULL REFERENCES measures (id) ON DELETE CASCADE,
    notice_id       INTEGER NOT NULL,      -- of the measure
    other_notice_id INTEGER NOT NULL,
    likeness        REAL NOT NULL,         -- Jaccard index
    content         TEXT NOT NULL,         -- by which the flag is known again, from either side
    PRIMARY KEY (measure_id, other_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX copies_of_other ON copies (other_id);
CREATE INDEX copies_by_content ON copies (content);

-- Findings that an earlier notice of the same organisation has, too.
CREATE TABLE returns (
    finding_id INTEGER NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
    earlier_id INTEGER NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
    notice_id  INTEGER NOT NULL,           -- of the finding
    likeness   REAL NOT NULL,
    content    TEXT NOT NULL,
    PRIMARY KEY (finding_id, earlier_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX returns_of_earlier ON returns (earlier_id);
CREATE INDEX returns_by_content ON returns (content);

-- How many flags of both sorts stand on the parts of a notice.
CREATE TABLE compared_flags (
    notice_id INTEGER PRIMARY KEY,
    n         INTEGER NOT NULL
) STRICT;

CREATE TRIGGER copy_found AFTER INSERT ON copies
BEGIN
    INSERT INTO compared_flags (notice_id, n) VALUES (new.notice_id, 1), (new.other_notice_id, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER copy_gone AFTER DELETE ON copies
BEGIN
    UPDATE compared_flags SET n = n - 1 WHERE notice_id IN (old.notice_id, old.other_notice_id);
END;

CREATE TRIGGER return_found AFTER INSERT ON returns
BEGIN
    INSERT INTO compared_flags (notice_id, n) VALUES (new.notice_id, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER return_gone AFTER DELETE ON returns
BEGIN
    UPDATE compared_flags SET n = n - 1 WHERE notice_id = old.notice_id;
END;

-- Notices that are in here already are held against each other once more.
INSERT OR IGNORE INTO uncompared SELECT id FROM notices;
