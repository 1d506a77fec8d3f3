-- Feature flags. All of them are kept in memory; one that is removed lives on in the log.

CREATE TABLE flags (
  key  TEXT NOT NULL PRIMARY KEY,
  body TEXT NOT NULL -- with the last steps of its history
) STRICT;
