-- What the claim gap and the overview count, without reading a measure's text.

CREATE INDEX measures_by_progress ON measures (notice_id, progress);
