-- Flags that were set aside, and by what they are known again.

-- READ. What the flag says of which text, as a digest (audit::content); '' in rows from before this file, which the desk fills in as it reads.
ALTER TABLE flags ADD COLUMN content TEXT NOT NULL DEFAULT '';

CREATE INDEX flags_by_content ON flags (content);

-- STATE. Every word on a flag that is in force; of those on one content, the last holds.
CREATE TABLE dismissals (
    seq      INTEGER PRIMARY KEY REFERENCES events (seq),
    content  TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    at       TEXT NOT NULL,
    reason   TEXT                          -- NULL: raised again
) STRICT;

CREATE INDEX dismissals_by_content ON dismissals (content, seq);

CREATE VIEW dismissed AS
SELECT content, reviewer, at, reason FROM dismissals AS d
WHERE reason IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dismissals AS later WHERE later.content = d.content AND later.seq > d.seq);
