-- What a train holds beside its releases. The body of a train is now without its merges and deadlines too;
-- one that 0001 wrote has none of either.

CREATE TABLE merges (
  train         TEXT    NOT NULL REFERENCES trains (id),
  number        INTEGER NOT NULL CHECK (number >= 1), -- in order of arrival
  merged_at     INTEGER NOT NULL,
  received_at   INTEGER NOT NULL,
  production_at INTEGER, -- NULL: not there yet
  live          INTEGER NOT NULL CHECK (live IN (0, 1)), -- kept in memory
  body          TEXT    NOT NULL,
  PRIMARY KEY (train, number)
) STRICT;

CREATE INDEX merges_live ON merges (train, number) WHERE live = 1;
CREATE INDEX merges_waiting ON merges (train, number) WHERE production_at IS NULL;

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

CREATE INDEX deadlines_by_due ON deadlines (due_at, train, id);
CREATE INDEX deadlines_of_train ON deadlines (train, due_at, id);
CREATE INDEX deadlines_of_release ON deadlines (release, due_at, train, id);
CREATE INDEX deadlines_live ON deadlines (due_at, train, id) WHERE live = 1;
CREATE INDEX deadlines_live_of_train ON deadlines (train, due_at, id) WHERE live = 1;

-- The only checklist items that a token may tick, as a JSON array. Empty: it is not limited.
ALTER TABLE tokens ADD COLUMN items TEXT NOT NULL DEFAULT '';
