-- Signatures by their bands alone, so that holding a notice against a hundred thousand answers touches few pages.

-- READ. The first measure of each band. Most bands have one measure only, and a table of whole numbers tells that in one step.
--
-- A key is the band (48 bits) and above it the shelf. On shelf 0 lies what came in by the thousand, in the order of the bands; what came in
-- single notices lies together on shelf 1, which is small: a notice has some thousand bands, and sorting each in among all would write as
-- many pages. The next large import puts shelf 1 in order.
CREATE TABLE signatures (
    key        INTEGER PRIMARY KEY,
    measure_id INTEGER NOT NULL
) STRICT;

-- The others of a band. A row whose measure is gone does no harm, here and above: what meets is compared exactly.
CREATE TABLE crowds (
    key        INTEGER NOT NULL,
    measure_id INTEGER NOT NULL,
    PRIMARY KEY (key, measure_id)
) STRICT, WITHOUT ROWID;

INSERT INTO signatures SELECT band, min(measure_id) FROM bands GROUP BY band;

INSERT INTO crowds SELECT band, bands.measure_id FROM bands JOIN signatures ON key = band WHERE bands.measure_id <> signatures.measure_id;

DROP TABLE bands;

-- Notices that were not compared yet are told by the notice, once, and not by each of its measures.
DROP TRIGGER measure_uncompared;

CREATE TRIGGER notice_uncompared AFTER INSERT ON notices WHEN new.measures > 0
BEGIN
    INSERT INTO uncompared (notice_id) SELECT new.id WHERE NOT EXISTS (SELECT 1 FROM uncompared WHERE notice_id = new.id);
END;

CREATE TRIGGER notice_uncompared_again AFTER UPDATE OF meta ON notices WHEN new.measures > 0
BEGIN
    INSERT INTO uncompared (notice_id) SELECT new.id WHERE NOT EXISTS (SELECT 1 FROM uncompared WHERE notice_id = new.id);
END;
