package studio.rowan.blog;

import org.jspecify.annotations.Nullable;

/// What is shown of a user beside a post, or to choose one from: a part of the row.
public record Author(
        long id,
        String name,
        String email,
        boolean verified,
        @Nullable String avatar) {}
