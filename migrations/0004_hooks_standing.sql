-- How the endpoints of hooks stand: what came to each, what was made of it, and what was wrong last.

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
