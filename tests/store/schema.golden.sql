CREATE TABLE arrivals (
  seq        INTEGER PRIMARY KEY AUTOINCREMENT,
  endpoint   TEXT    NOT NULL, -- source/name
  key        TEXT    NOT NULL,
  arrived_at INTEGER NOT NULL,
  event      TEXT    NOT NULL, -- the service's word for it
  state      TEXT    NOT NULL, -- waiting, done, failed
  detail     TEXT    NOT NULL, -- what came of it
  headers    TEXT    NOT NULL, -- JSON; those that say what it is
  body       BLOB    NOT NULL,
  UNIQUE (endpoint, key)
) STRICT;
CREATE INDEX arrivals_by_age ON arrivals (arrived_at);
CREATE INDEX arrivals_waiting ON arrivals (seq) WHERE state = 'waiting';
CREATE TABLE deadlines (
  train   TEXT    NOT NULL REFERENCES trains (id),
  id      TEXT    NOT NULL,
  kind    TEXT    NOT NULL,
  release TEXT    NOT NULL, -- '': concerns no release
  state   TEXT    NOT NULL,
  due_at  INTEGER NOT NULL,
  live    INTEGER NOT NULL CHECK (live IN (0, 1)), -- kept in memory
  body    TEXT    NOT NULL,
  PRIMARY KEY (train, id)
) STRICT;
CREATE INDEX deadlines_live ON deadlines (due_at, train, id, kind, release, state) WHERE live = 1;
CREATE INDEX deadlines_live_of_train ON deadlines (train, due_at, id) WHERE live = 1;
CREATE INDEX deadlines_over ON deadlines (due_at, train, id) WHERE live = 0;
CREATE INDEX deadlines_over_by_kind ON deadlines (kind, due_at, train, id) WHERE live = 0;
CREATE INDEX deadlines_over_by_state ON deadlines (state, due_at, train, id) WHERE live = 0;
CREATE INDEX deadlines_over_of_release ON deadlines (release, due_at, train, id) WHERE live = 0;
CREATE INDEX deadlines_over_of_train ON deadlines (train, due_at, id) WHERE live = 0;
CREATE INDEX deadlines_running ON deadlines (kind, state, due_at, live) WHERE live = 1;
CREATE TABLE deliveries (
  place        INTEGER PRIMARY KEY AUTOINCREMENT, -- order within its lane
  id           TEXT    NOT NULL UNIQUE,           -- the same at every attempt
  kind         TEXT    NOT NULL,                  -- announcement, action
  lane         TEXT    NOT NULL,
  train        TEXT    NOT NULL,                  -- '': concerns the daemon
  release      TEXT    NOT NULL,                  -- '': concerns no release
  topic        TEXT    NOT NULL,                  -- of an announcement; of an action its trigger
  event        INTEGER NOT NULL,                  -- seq of the event behind it, 0: none
  state        TEXT    NOT NULL,
  live         INTEGER NOT NULL CHECK (live IN (0, 1)), -- under way: pending, sending, following
  next_at      INTEGER,                           -- NULL: waits behind another, or is over
  created_at   INTEGER NOT NULL,
  queued_at    INTEGER NOT NULL,                  -- since when it is in its lane: a retry by hand begins anew
  expires_at   INTEGER,
  attempts     INTEGER NOT NULL,
  attempted_at INTEGER,
  ended_at     INTEGER,
  detail       TEXT    NOT NULL,                  -- what the last attempt came to
  reference    TEXT    NOT NULL,                  -- what is under way elsewhere
  body         TEXT    NOT NULL                   -- JSON
) STRICT;
CREATE INDEX deliveries_by_end ON deliveries (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX deliveries_by_state ON deliveries (state, place);
CREATE INDEX deliveries_due ON deliveries (next_at, place) WHERE next_at IS NOT NULL;
CREATE INDEX deliveries_of_lane ON deliveries (lane, place) WHERE live = 1;
CREATE INDEX deliveries_waiting ON deliveries (kind, queued_at, live) WHERE live = 1;
CREATE TABLE deployments (
  event       INTEGER NOT NULL PRIMARY KEY REFERENCES events (seq),
  train       TEXT    NOT NULL,
  deployed_at INTEGER NOT NULL -- when it happened; of those from before this table, to the second
) STRICT;
CREATE INDEX deployments_of_train ON deployments (train, deployed_at, event);
CREATE TRIGGER events_are_final BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER events_are_kept BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TABLE events (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,
  train   TEXT    NOT NULL, -- '': concerns the daemon
  release TEXT    NOT NULL, -- '': concerns no release
  type    TEXT    NOT NULL,
  actor   TEXT    NOT NULL,
  via     TEXT    NOT NULL,
  data    TEXT    NOT NULL
) STRICT;
CREATE INDEX events_of_release ON events (release, seq);
CREATE INDEX events_of_rollbacks ON events (train, at) WHERE type IN ('rollback_started', 'rollback_verified');
CREATE INDEX events_of_train ON events (train, seq);
CREATE INDEX events_of_type ON events (type, seq);
CREATE TRIGGER firings_are_final BEFORE UPDATE ON firings
WHEN NOT (
  OLD.status = 'held' AND NEW.status IN ('late', 'missed', 'skipped')
  AND NEW.release = OLD.release AND NEW.phase = OLD.phase AND NEW.attempt = OLD.attempt
  AND NEW.kind = OLD.kind AND NEW.due_at = OLD.due_at
)
BEGIN SELECT RAISE(ABORT, 'a firing is final'); END;
CREATE TRIGGER firings_are_kept BEFORE DELETE ON firings
BEGIN SELECT RAISE(ABORT, 'a firing is final'); END;
CREATE TABLE firings (
  release  TEXT    NOT NULL REFERENCES releases (id),
  phase    TEXT    NOT NULL,
  attempt  INTEGER NOT NULL CHECK (attempt >= 1),
  kind     TEXT    NOT NULL,
  due_at   INTEGER NOT NULL,
  status   TEXT    NOT NULL CHECK (status IN ('fired', 'late', 'missed', 'held', 'skipped')),
  fired_at INTEGER NOT NULL, -- when this was decided
  reason   TEXT    NOT NULL,
  PRIMARY KEY (release, phase, attempt)
) STRICT;
CREATE TABLE flags (
  key  TEXT NOT NULL PRIMARY KEY,
  body TEXT NOT NULL -- with the last steps of its history
) STRICT;
CREATE TABLE hooks (
  endpoint      TEXT    NOT NULL PRIMARY KEY, -- source/name
  since         INTEGER NOT NULL,             -- when the first of those counted came
  received      INTEGER NOT NULL,
  understood    INTEGER NOT NULL,             -- it came to something
  ignored       INTEGER NOT NULL,             -- of no interest
  failed        INTEGER NOT NULL,             -- could not be used
  in_a_row      INTEGER NOT NULL,             -- that failed since the last that was understood
  told          INTEGER NOT NULL CHECK (told IN (0, 1)), -- it has been announced that it fails
  received_at   INTEGER,
  understood_at INTEGER,
  failed_at     INTEGER,
  failure       TEXT    NOT NULL,             -- why the last failed
  doubted_at    INTEGER,
  doubt         TEXT    NOT NULL,             -- what the configuration may be wrong about
  repository    TEXT    NOT NULL              -- the first that it told of
) STRICT;
CREATE TABLE identity (
  installation TEXT    NOT NULL PRIMARY KEY, -- random, hex
  generation   INTEGER NOT NULL              -- grows with each start and backup
) STRICT;
CREATE TABLE merges (
  train         TEXT    NOT NULL REFERENCES trains (id),
  number        INTEGER NOT NULL CHECK (number >= 1), -- in order of arrival
  merged_at     INTEGER NOT NULL,
  received_at   INTEGER NOT NULL,
  production_at INTEGER, -- NULL: not there yet
  live          INTEGER NOT NULL CHECK (live IN (0, 1)), -- kept in memory
  body          TEXT    NOT NULL, abbreviated TEXT NOT NULL DEFAULT '', committed_at INTEGER,
  PRIMARY KEY (train, number)
) STRICT;
CREATE INDEX merges_by_shipping ON merges (train, production_at, committed_at, merged_at)
WHERE production_at IS NOT NULL;
CREATE INDEX merges_live ON merges (train, number) WHERE live = 1;
CREATE INDEX merges_shipped ON merges (train, abbreviated, number) WHERE production_at IS NOT NULL;
CREATE TABLE notes (
  key   TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
CREATE TABLE releases (
  id        TEXT    NOT NULL PRIMARY KEY,
  train     TEXT    NOT NULL REFERENCES trains (id),
  kind      TEXT    NOT NULL,
  state     TEXT    NOT NULL,
  slot      TEXT    NOT NULL,
  opens_at  INTEGER NOT NULL,
  closes_at INTEGER NOT NULL,
  live      INTEGER NOT NULL CHECK (live IN (0, 1)), -- kept in memory
  body      TEXT    NOT NULL
) STRICT;
CREATE INDEX releases_by_kind ON releases (kind, opens_at, id);
CREATE INDEX releases_by_opening ON releases (opens_at, id);
CREATE INDEX releases_by_state ON releases (state, opens_at, id);
CREATE INDEX releases_live ON releases (train) WHERE live = 1;
CREATE INDEX releases_of_train ON releases (train, opens_at, id);
CREATE TABLE replies (
  caller       TEXT    NOT NULL,
  key          TEXT    NOT NULL,
  fingerprint  TEXT    NOT NULL, -- of method, path and body
  status       INTEGER NOT NULL,
  content_type TEXT    NOT NULL,
  body         TEXT    NOT NULL,
  at           INTEGER NOT NULL, location TEXT NOT NULL DEFAULT '', train TEXT NOT NULL DEFAULT '', release TEXT NOT NULL DEFAULT '', first_line INTEGER NOT NULL DEFAULT 0, last_line INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (caller, key)
) STRICT;
CREATE INDEX replies_by_age ON replies (at);
CREATE TABLE schema_migrations (
  number     INTEGER NOT NULL PRIMARY KEY,
  name       TEXT    NOT NULL,
  checksum   TEXT    NOT NULL, -- SHA-256 of the file, hex
  applied_at INTEGER NOT NULL
) STRICT;
CREATE TABLE tokens (
  id           TEXT    NOT NULL PRIMARY KEY,
  person       TEXT    NOT NULL,
  secret_hash  BLOB    NOT NULL, -- SHA-256
  issuer       TEXT    NOT NULL,
  note         TEXT    NOT NULL,
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER,
  revoked_at   INTEGER,
  last_used_at INTEGER
, items TEXT NOT NULL DEFAULT '', sign_in INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE trains (
  id          TEXT    NOT NULL PRIMARY KEY,
  next_due_at INTEGER,          -- NULL: time has nothing to do
  revision    INTEGER NOT NULL, -- seq of its last event
  body        TEXT    NOT NULL  -- without its releases
) STRICT;
CREATE INDEX trains_due ON trains (next_due_at, id) WHERE next_due_at IS NOT NULL;
PRAGMA application_id = 1128350789
PRAGMA user_version = 12
