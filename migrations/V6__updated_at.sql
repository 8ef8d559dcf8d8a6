-- Whoever changes a row without saying when gets the time set here. It always moves forward, so that two changes within
-- one millisecond can be told apart.
CREATE TRIGGER users_updated_at AFTER UPDATE ON users WHEN NEW.updated_at IS OLD.updated_at BEGIN
  UPDATE users
     SET updated_at = max(OLD.updated_at + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER))
   WHERE id = NEW.id;
END;

CREATE TRIGGER posts_updated_at AFTER UPDATE ON posts WHEN NEW.updated_at IS OLD.updated_at BEGIN
  UPDATE posts
     SET updated_at = max(OLD.updated_at + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER))
   WHERE id = NEW.id;
END;
