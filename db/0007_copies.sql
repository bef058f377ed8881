-- Answers that are alike, over the whole database, and findings that come back.

-- READ. The inspected organisation's folded short name: what makes two notices those of one organisation; '' where none is printed.
ALTER TABLE notices ADD COLUMN organisation TEXT NOT NULL DEFAULT '';

CREATE INDEX notices_by_organisation ON notices (organisation, published) WHERE organisation <> '';

-- Notices that were not compared with the others yet. Whatever gives a notice measures puts it here, and the next import compares it.
CREATE TABLE uncompared (
    notice_id INTEGER PRIMARY KEY REFERENCES notices (id) ON DELETE CASCADE
) STRICT;

INSERT INTO uncompared SELECT id FROM notices;

CREATE TRIGGER measure_uncompared AFTER INSERT ON measures
BEGIN
    INSERT OR IGNORE INTO uncompared (notice_id) VALUES (new.notice_id);
END;

-- Signatures (audit::likeness): measures that share a band are likely to be alike. A row whose measure is gone does no harm: what meets is
-- compared exactly.
CREATE TABLE bands (
    band       INTEGER NOT NULL,           -- 48 bits, the band's place mixed in
    measure_id INTEGER NOT NULL,
    PRIMARY KEY (band, measure_id)
) STRICT, WITHOUT ROWID;

-- Measures of two organisations that are alike.
CREATE TABLE copies (
    measure_id INTEGER NOT NULL REFERENCES measures (id) ON DELETE CASCADE,
    other_id   INTEGER NOT NULL REFERENCES measures (id) ON DELETE CASCADE,
    likeness   REAL NOT NULL,              -- Jaccard index
    PRIMARY KEY (measure_id, other_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX copies_of_other ON copies (other_id);

-- Findings that an earlier notice of the same organisation has, too.
CREATE TABLE returns (
    finding_id INTEGER NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
    earlier_id INTEGER NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
    likeness   REAL NOT NULL,
    PRIMARY KEY (finding_id, earlier_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX returns_of_earlier ON returns (earlier_id);
