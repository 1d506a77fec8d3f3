-- Where what an answer is about is found; and of a large one that can be made again, what from.
ALTER TABLE replies ADD COLUMN location TEXT NOT NULL DEFAULT '';
ALTER TABLE replies ADD COLUMN train TEXT NOT NULL DEFAULT '';
ALTER TABLE replies ADD COLUMN release TEXT NOT NULL DEFAULT '';
ALTER TABLE replies ADD COLUMN first_line INTEGER NOT NULL DEFAULT 0;
ALTER TABLE replies ADD COLUMN last_line INTEGER NOT NULL DEFAULT 0;
