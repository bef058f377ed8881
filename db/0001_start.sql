-- The database of duizhang: notices as they were read, and what reviewers say of them.
--
-- Three kinds of tables. READ: written once, by an import, in one transaction per notice. LOG: appended to, never changed.
-- STATE: follows from the log; written in the transaction that appends, and rebuilt from the log by `verify`.
--
-- Dates are ISO text (day: 2023-06-30, moment: RFC 3339 in UTC). Spans are UTF-8 byte offsets into sources.text.

PRAGMA application_id = 0x445a3031; -- "DZ01"

------------------------------------------------------------------------------------------------------------------ READ

CREATE TABLE notices (
    id            INTEGER PRIMARY KEY,
    uid           TEXT NOT NULL UNIQUE,
    digest        TEXT NOT NULL UNIQUE,   -- SHA-256 of the file's bytes, hex
    file          TEXT NOT NULL,          -- as it was named at import
    imported_at   TEXT NOT NULL,
    parser        TEXT NOT NULL,          -- version of the program that read it
    encoding      TEXT NOT NULL,
    title         TEXT NOT NULL,          -- title, or organisation, or file name
    short         TEXT NOT NULL,          -- the organisation in a few characters
    year          INTEGER,
    published     TEXT,                   -- as printed: 2023, 2023-09 or 2023-09-20
    claimed_done  INTEGER,                -- headline claim
    claimed_total INTEGER,
    findings      INTEGER NOT NULL,
    measures      INTEGER NOT NULL,
    flags         INTEGER NOT NULL,
    meta          TEXT NOT NULL           -- all facts about the document, JSON
) STRICT;

CREATE INDEX notices_by_date ON notices (published DESC, title, id);

-- Apart from `notices`, so that listing those does not read whole documents.
CREATE TABLE sources (
    notice_id INTEGER PRIMARY KEY REFERENCES notices (id),
    text      TEXT NOT NULL,              -- decoded, verbatim
    raw       BLOB                        -- the bytes, where they were not that text in UTF-8
) STRICT;

CREATE TABLE sections (
    notice_id  INTEGER NOT NULL REFERENCES notices (id),
    ord        INTEGER NOT NULL,
    label      TEXT,
    title      TEXT NOT NULL,
    level      INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    PRIMARY KEY (notice_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
    id            INTEGER PRIMARY KEY,
    uid           TEXT NOT NULL UNIQUE,
    notice_id     INTEGER NOT NULL REFERENCES notices (id),
    ord           INTEGER NOT NULL,       -- from 0, in the notice
    label         TEXT,
    path          TEXT NOT NULL,          -- labels of the sections above, JSON array
    title         TEXT NOT NULL,
    statement     TEXT,
    state         TEXT,                   -- as the notice prints it
    level         INTEGER NOT NULL,
    span_start    INTEGER NOT NULL,
    span_end      INTEGER NOT NULL,
    heading_start INTEGER NOT NULL,
    heading_end   INTEGER NOT NULL,
    measures      INTEGER NOT NULL,
    flags         INTEGER NOT NULL,       -- on it and its measures
    UNIQUE (notice_id, ord)
) STRICT;

CREATE TABLE measures (
    id         INTEGER PRIMARY KEY,
    uid        TEXT NOT NULL UNIQUE,
    notice_id  INTEGER NOT NULL REFERENCES notices (id),
    finding_id INTEGER NOT NULL REFERENCES findings (id),
    ord        INTEGER NOT NULL,          -- from 0, in the notice
    label      TEXT,
    text       TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    progress   TEXT NOT NULL,
    cues       TEXT NOT NULL,             -- JSON array
    flags      INTEGER NOT NULL,
    UNIQUE (notice_id, ord)
) STRICT;

CREATE INDEX measures_of_finding ON measures (finding_id, ord);

CREATE TABLE commitments (
    id         INTEGER PRIMARY KEY,
    uid        TEXT NOT NULL UNIQUE,
    notice_id  INTEGER NOT NULL REFERENCES notices (id),
    measure_id INTEGER NOT NULL REFERENCES measures (id),
    ord        INTEGER NOT NULL,          -- from 0, in the measure
    text       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    due        TEXT,                      -- last day of the printed period
    precision  TEXT,
    reason     TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    UNIQUE (measure_id, ord)
) STRICT;

CREATE INDEX commitments_of_notice ON commitments (notice_id, due, measure_id);

-- How many commitments of a notice fall due on a day: overdue promises are counted without reading each.
CREATE TABLE dues (
    notice_id INTEGER NOT NULL REFERENCES notices (id),
    due       TEXT NOT NULL,
    n         INTEGER NOT NULL,
    PRIMARY KEY (notice_id, due)
) STRICT, WITHOUT ROWID;

CREATE TABLE documents (
    notice_id  INTEGER NOT NULL REFERENCES notices (id),
    measure_id INTEGER NOT NULL REFERENCES measures (id),
    ord        INTEGER NOT NULL,
    title      TEXT NOT NULL,
    PRIMARY KEY (measure_id, ord)
) STRICT, WITHOUT ROWID;

CREATE INDEX documents_of_notice ON documents (notice_id);

CREATE TABLE claims (
    notice_id   INTEGER NOT NULL REFERENCES notices (id),
    ord         INTEGER NOT NULL,
    subject     TEXT NOT NULL,
    total       INTEGER,
    done        INTEGER,
    rate        REAL,
    unit        TEXT NOT NULL,
    approximate INTEGER NOT NULL,
    text        TEXT NOT NULL,
    span_start  INTEGER NOT NULL,
    span_end    INTEGER NOT NULL,
    PRIMARY KEY (notice_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE flags (
    id         INTEGER PRIMARY KEY,
    notice_id  INTEGER NOT NULL REFERENCES notices (id),
    finding_id INTEGER REFERENCES findings (id),   -- the innermost thing that it stands on
    measure_id INTEGER REFERENCES measures (id),
    ord        INTEGER NOT NULL,
    rule       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    version    INTEGER NOT NULL,
    severity   TEXT NOT NULL,
    message    TEXT NOT NULL,
    message_en TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    proposal   TEXT,
    operands   TEXT NOT NULL,                      -- JSON array
    UNIQUE (notice_id, ord)
) STRICT;

CREATE INDEX flags_of_finding ON flags (finding_id);
CREATE INDEX flags_of_measure ON flags (measure_id);

CREATE TABLE repairs (
    notice_id INTEGER NOT NULL REFERENCES notices (id),
    kind      TEXT NOT NULL,
    count     INTEGER NOT NULL,
    PRIMARY KEY (notice_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE next_steps (
    notice_id INTEGER NOT NULL REFERENCES notices (id),
    ord       INTEGER NOT NULL,
    label     TEXT,
    title     TEXT NOT NULL,
    items     TEXT NOT NULL,               -- JSON array of label, text, span
    PRIMARY KEY (notice_id, ord)
) STRICT, WITHOUT ROWID;

------------------------------------------------------------------------------------------------------------------- LOG

CREATE TABLE events (
    seq          INTEGER PRIMARY KEY,      -- from 1, without gaps
    uid          TEXT NOT NULL UNIQUE,
    at           TEXT NOT NULL,
    reviewer     TEXT NOT NULL,
    kind         TEXT NOT NULL,            -- verdict, comment, check, undo, redo
    act          TEXT NOT NULL,            -- events of one act are undone together
    notice       TEXT NOT NULL,            -- uid
    subject_kind TEXT NOT NULL,            -- notice, finding, measure, commitment
    subject      TEXT NOT NULL,            -- uid
    payload      TEXT NOT NULL,            -- canonical JSON
    text_digest  TEXT NOT NULL,            -- SHA-256 of the text that was judged
    prev         TEXT NOT NULL,            -- hash of the event before
    hash         TEXT NOT NULL UNIQUE
) STRICT;

CREATE INDEX events_of_notice ON events (notice, seq);

CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN
    SELECT raise(ABORT, 'review events are never changed');
END;

CREATE TRIGGER events_never_go BEFORE DELETE ON events
BEGIN
    SELECT raise(ABORT, 'review events are never deleted');
END;

----------------------------------------------------------------------------------------------------------------- STATE

-- Where each event that is neither undo nor redo stands.
CREATE TABLE acts (
    seq      INTEGER PRIMARY KEY REFERENCES events (seq),
    reviewer TEXT NOT NULL,
    act      TEXT NOT NULL,
    kind     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('done', 'undone', 'void'))
) STRICT;

CREATE INDEX acts_in_turn ON acts (reviewer, standing, seq);
CREATE INDEX acts_of_subject ON acts (subject, reviewer, kind, standing, seq);
CREATE INDEX acts_together ON acts (act);

CREATE TABLE verdicts (
    measure_id INTEGER NOT NULL REFERENCES measures (id),
    reviewer   TEXT NOT NULL,
    notice_id  INTEGER NOT NULL REFERENCES notices (id),
    verdict    TEXT NOT NULL,
    at         TEXT NOT NULL,
    seq        INTEGER NOT NULL REFERENCES events (seq),
    PRIMARY KEY (measure_id, reviewer)
) STRICT, WITHOUT ROWID;

CREATE TABLE checks (
    commitment_id INTEGER NOT NULL REFERENCES commitments (id),
    reviewer      TEXT NOT NULL,
    notice_id     INTEGER NOT NULL REFERENCES notices (id),
    due           TEXT,                    -- of the commitment
    outcome       TEXT NOT NULL,
    at            TEXT NOT NULL,
    seq           INTEGER NOT NULL REFERENCES events (seq),
    PRIMARY KEY (commitment_id, reviewer)
) STRICT, WITHOUT ROWID;

CREATE TABLE comments (
    seq         INTEGER PRIMARY KEY REFERENCES events (seq),
    notice_id   INTEGER NOT NULL REFERENCES notices (id),
    target_kind TEXT NOT NULL,
    target_id   INTEGER NOT NULL,
    reviewer    TEXT NOT NULL,
    at          TEXT NOT NULL,
    verdict     TEXT,
    text        TEXT NOT NULL
) STRICT;

CREATE INDEX comments_of_target ON comments (notice_id, target_kind, target_id, seq);

-- Two counts, kept by the triggers below: rows of `verdicts` and `checks` are inserted and deleted, never updated.

CREATE TABLE reviewed (
    reviewer  TEXT NOT NULL,
    notice_id INTEGER NOT NULL REFERENCES notices (id),
    n         INTEGER NOT NULL,
    PRIMARY KEY (reviewer, notice_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE kept (
    reviewer  TEXT NOT NULL,
    notice_id INTEGER NOT NULL REFERENCES notices (id),
    due       TEXT NOT NULL,
    n         INTEGER NOT NULL,
    PRIMARY KEY (reviewer, notice_id, due)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER verdict_given AFTER INSERT ON verdicts
BEGIN
    INSERT INTO reviewed (reviewer, notice_id, n) VALUES (new.reviewer, new.notice_id, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER verdict_gone AFTER DELETE ON verdicts
BEGIN
    UPDATE reviewed SET n = n - 1 WHERE reviewer = old.reviewer AND notice_id = old.notice_id;
END;

CREATE TRIGGER check_kept AFTER INSERT ON checks WHEN new.outcome = 'kept' AND new.due IS NOT NULL
BEGIN
    INSERT INTO kept (reviewer, notice_id, due, n) VALUES (new.reviewer, new.notice_id, new.due, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER check_kept_no_more AFTER DELETE ON checks WHEN old.outcome = 'kept' AND old.due IS NOT NULL
BEGIN
    UPDATE kept SET n = n - 1 WHERE reviewer = old.reviewer AND notice_id = old.notice_id AND due = old.due;
END;

----------------------------------------------------------------------------------------------------------- THE REVIEWER

CREATE TABLE drafts (
    reviewer     TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject      TEXT NOT NULL,            -- uid
    verdict      TEXT,
    text         TEXT NOT NULL,
    at           TEXT NOT NULL,
    PRIMARY KEY (reviewer, subject_kind, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    reviewer TEXT PRIMARY KEY,
    at       TEXT NOT NULL,
    session  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
