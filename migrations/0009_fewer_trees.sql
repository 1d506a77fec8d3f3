-- What is running is written often and found by two indexes; what is over is written once and found by all.

DROP INDEX deadlines_by_due;
DROP INDEX deadlines_of_train;
DROP INDEX deadlines_of_release;
DROP INDEX deadlines_by_state;
DROP INDEX deadlines_by_kind;
DROP INDEX deadlines_live;
CREATE INDEX deadlines_live ON deadlines (due_at, train, id, kind, release, state) WHERE live = 1;
CREATE INDEX deadlines_over_of_train ON deadlines (train, due_at, id) WHERE live = 0;
CREATE INDEX deadlines_over_of_release ON deadlines (release, due_at, train, id) WHERE live = 0;
CREATE INDEX deadlines_over_by_state ON deadlines (state, due_at, train, id) WHERE live = 0;
CREATE INDEX deadlines_over_by_kind ON deadlines (kind, due_at, train, id) WHERE live = 0;

DROP INDEX merges_waiting;
