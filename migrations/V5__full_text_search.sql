-- Search over title and content. The text itself stays in posts; the triggers keep the index in step with it.
CREATE VIRTUAL TABLE posts_fts USING fts5 (title, content, content = 'posts', content_rowid = 'id');

CREATE TRIGGER posts_fts_insert AFTER INSERT ON posts BEGIN
  INSERT INTO posts_fts (rowid, title, content) VALUES (NEW.id, NEW.title, NEW.content);
END;

CREATE TRIGGER posts_fts_delete AFTER DELETE ON posts BEGIN
  INSERT INTO posts_fts (posts_fts, rowid, title, content) VALUES ('delete', OLD.id, OLD.title, OLD.content);
END;

-- Not for every column: publishing a post leaves its words alone. The id is the index's key.
CREATE TRIGGER posts_fts_update AFTER UPDATE OF id, title, content ON posts BEGIN
  INSERT INTO posts_fts (posts_fts, rowid, title, content) VALUES ('delete', OLD.id, OLD.title, OLD.content);
  INSERT INTO posts_fts (rowid, title, content) VALUES (NEW.id, NEW.title, NEW.content);
END;

INSERT INTO posts_fts (posts_fts) VALUES ('rebuild');
