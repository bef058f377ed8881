-- What a notice prints for a finding as a whole beside its state: by when, and who answers for it.
ALTER TABLE findings ADD COLUMN deadline TEXT;   -- JSON object: text, due, precision, reason
ALTER TABLE findings ADD COLUMN leader TEXT;     -- as printed
ALTER TABLE findings ADD COLUMN department TEXT; -- as printed
ALTER TABLE findings ADD COLUMN person TEXT;     -- as printed
