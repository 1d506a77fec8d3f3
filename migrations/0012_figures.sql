-- What figures are made of is found without reading anything else: deployments to production by when they
-- happened, rollbacks, changes by when they shipped; and what runs or waits, by its kind.

-- The events that report the end of a deployment to production.
CREATE TABLE deployments (
  event       INTEGER NOT NULL PRIMARY KEY REFERENCES events (seq),
  train       TEXT    NOT NULL,
  deployed_at INTEGER NOT NULL -- when it happened; of those from before this table, to the second
) STRICT;

INSERT INTO deployments (event, train, deployed_at)
SELECT seq, train, unixepoch(json_extract(data, '$.deployed_at')) * 1000000 FROM events
WHERE type = 'deployment_reported' AND json_extract(data, '$.environment') = 'production'
  AND json_extract(data, '$.status') <> 'started';

CREATE INDEX deployments_of_train ON deployments (train, deployed_at, event);
CREATE INDEX events_of_rollbacks ON events (train, at) WHERE type IN ('rollback_started', 'rollback_verified');

ALTER TABLE merges ADD COLUMN committed_at INTEGER; -- NULL: not known
UPDATE merges SET committed_at = unixepoch(json_extract(body, '$.committed_at')) * 1000000;

CREATE INDEX merges_by_shipping ON merges (train, production_at, committed_at, merged_at)
WHERE production_at IS NOT NULL;

CREATE INDEX deadlines_running ON deadlines (kind, state, due_at, live) WHERE live = 1;
CREATE INDEX deliveries_waiting ON deliveries (kind, queued_at, live) WHERE live = 1;
