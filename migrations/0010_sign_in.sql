-- A link that signs somebody in carries a code: a token that is exchanged once, and is good for nothing else.

ALTER TABLE tokens ADD COLUMN sign_in INTEGER NOT NULL DEFAULT 0;
