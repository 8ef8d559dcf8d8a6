package studio.rowan.blog;

import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/// Questions about the blog as a whole, which belong to none of its tables.
public interface BlogMapper {
    /// @param postsPerUser all posts over all users, 0 without users
    /// @param lastPostAt when the newest post was made, `null` without posts
    record Totals(
            long users,
            long posts,
            long published,
            long tags,
            double postsPerUser,
            @Nullable Long lastUserAt,
            @Nullable Long lastPostAt) {}

    /// @param lastPostAt `null` for who wrote nothing
    record Written(
            long userId, String name, long posts, @Nullable Long lastPostAt) {}

    record TagUse(long tagId, String name, String color, long posts) {}

    @Select("""
            SELECT users, posts, published, tags, last_user_at, last_post_at,
                   coalesce(CAST(posts AS REAL) / nullif(users, 0), 0.0) AS posts_per_user
              FROM (SELECT (SELECT count(*) FROM users) AS users,
                           (SELECT count(*) FROM posts) AS posts,
                           (SELECT count(*) FROM posts WHERE published = 1) AS published,
                           (SELECT count(*) FROM tags) AS tags,
                           (SELECT max(created_at) FROM users) AS last_user_at,
                           (SELECT max(created_at) FROM posts) AS last_post_at)""")
    Totals totals();

    /// How much each user wrote, who wrote most first; also who wrote nothing.
    @Select("""
            SELECT u.id AS user_id, u.name, count(p.id) AS posts, max(p.created_at) AS last_post_at
              FROM users u LEFT JOIN posts p ON p.user_id = u.id
             GROUP BY u.id ORDER BY posts DESC, u.id LIMIT #{limit}""")
    List<Written> writtenByUser(@Param("limit") long limit);

    /// How often each tag is on a post, the one most used first; also those that are on none.
    @Select("""
            SELECT t.id AS tag_id, t.name, t.color, count(pt.post_id) AS posts
              FROM tags t LEFT JOIN post_tags pt ON pt.tag_id = t.id
             GROUP BY t.id ORDER BY posts DESC, t.name""")
    List<TagUse> tagUse();
}
