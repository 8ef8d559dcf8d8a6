-- Who writes. All times in this database are milliseconds since 1970-01-01 UTC.
CREATE TABLE users (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT    NOT NULL,
  email      TEXT    NOT NULL UNIQUE,
  verified   INTEGER NOT NULL DEFAULT 0 CHECK (verified IN (0, 1)),
  avatar     TEXT,
  metadata   BLOB,
  created_at INTEGER NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
  updated_at INTEGER NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER))
);
