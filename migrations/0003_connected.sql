-- What goes out and what comes in.

-- The outbox: every announcement and every action on its way out, written together with the event behind it.
-- A lane is what keeps its order: a channel, or an action of a train. Only the first of a lane that is still
-- under way has a next_at, so that what is due is found by an index, however many wait behind it.
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

CREATE INDEX deliveries_due ON deliveries (next_at, place) WHERE next_at IS NOT NULL;
CREATE INDEX deliveries_of_lane ON deliveries (lane, place) WHERE live = 1;
CREATE INDEX deliveries_by_state ON deliveries (state, place);
CREATE INDEX deliveries_by_end ON deliveries (ended_at) WHERE ended_at IS NOT NULL;

-- The inbox: what other systems told us. The body goes once it is worked on; the key stays for a while, so
-- that a redelivery is known.
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

CREATE INDEX arrivals_waiting ON arrivals (seq) WHERE state = 'waiting';
CREATE INDEX arrivals_by_age ON arrivals (arrived_at);
