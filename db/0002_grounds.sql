-- What a proposed reading of damaged text rests on: how sure, why, and what else may have stood there (JSON object; NULL without a proposal).
ALTER TABLE flags ADD COLUMN grounds TEXT;
