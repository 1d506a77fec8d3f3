-- Whose database this is, and which state of it. Only the first write of a start, a backup and a restore change the row,
-- so that its page can be read from the file alone, whatever a log beside it says.

CREATE TABLE identity (
  installation TEXT    NOT NULL PRIMARY KEY, -- random, hex
  generation   INTEGER NOT NULL              -- grows with each start and backup
) STRICT;
