-- A page of a list is found by an index, whatever it is narrowed to: what it costs does not grow with the record.

CREATE INDEX releases_by_state ON releases (state, opens_at, id);
CREATE INDEX releases_by_kind ON releases (kind, opens_at, id);
CREATE INDEX deadlines_by_state ON deadlines (state, due_at, train, id);
CREATE INDEX deadlines_by_kind ON deadlines (kind, due_at, train, id);
CREATE INDEX deadlines_over ON deadlines (due_at, train, id) WHERE live = 0;
