package studio.rowan.blog;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// A row of `users`.
/// @param metadata settings of the user's own, JSON in a blob
/// @param createdAt milliseconds since 1970-01-01 UTC
/// @param updatedAt the same; every change moves it forward
public record User(
        long id,
        String name,
        String email,
        boolean verified,
        @Nullable String avatar,
        @Nullable JsonNode metadata,
        long createdAt,
        long updatedAt) {
    /// A user to be inserted. Without times the database takes its own clock's.
    public record New(
            String name,
            String email,
            boolean verified,
            @Nullable String avatar,
            @Nullable JsonNode metadata,
            @Nullable Long createdAt) {
        public New(String name, String email) {
            this(name, email, false, null, null, null);
        }
    }

    /// What a batch insert tells of the users it made.
    public record Made(long id, long createdAt) {}

    public User withName(String newName) {
        return new User(id, newName, email, verified, avatar, metadata, createdAt, updatedAt);
    }

    public User withEmail(String newEmail) {
        return new User(id, name, newEmail, verified, avatar, metadata, createdAt, updatedAt);
    }

    public User withVerified(boolean nowVerified) {
        return new User(id, name, email, nowVerified, avatar, metadata, createdAt, updatedAt);
    }
}
