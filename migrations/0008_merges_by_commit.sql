-- Whether a commit has been in production is asked at each merge.

ALTER TABLE merges ADD COLUMN abbreviated TEXT NOT NULL DEFAULT ''; -- its commit, to seven characters
UPDATE merges SET abbreviated = substr(json_extract(body, '$.commit'), 1, 7);

CREATE INDEX merges_shipped ON merges (train, abbreviated, number) WHERE production_at IS NOT NULL;
