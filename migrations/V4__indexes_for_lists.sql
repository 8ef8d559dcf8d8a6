-- The lists of users: by name, by date, and the verified ones.
CREATE INDEX idx_users_name_verified ON users (name, verified);
CREATE INDEX idx_users_created_verified ON users (created_at, verified);
CREATE INDEX idx_users_verified ON users (verified);

-- The lists of posts: published ones of an author, all of an author, newest first.
CREATE INDEX idx_posts_published_user_id ON posts (published, user_id);
CREATE INDEX idx_posts_user_id ON posts (user_id);
CREATE INDEX idx_posts_created_at ON posts (created_at);
