package studio.rowan.blog;

import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/// Reads and writes `post_tags`.
public interface PostTagMapper {
    /// A tag on one of several posts; flat, since MyBatis takes rows with a nested part and equal other columns for
    /// one.
    record Tied(long postId, long id, String name, String color) {
        Tag tag() {
            return new Tag(id, name, color);
        }
    }

    /// A pair by the rowid it has in the table.
    record Tie(long row, long tagId) {}

    /// The pairs of a post.
    @Select("SELECT rowid AS \"row\", tag_id FROM post_tags WHERE post_id = #{postId} ORDER BY rowid")
    List<Tie> ties(@Param("postId") long postId);

    @Select("SELECT count(*) FROM post_tags")
    long count();

    @Select("SELECT EXISTS (SELECT 1 FROM post_tags WHERE post_id = #{postId} AND tag_id = #{tagId})")
    boolean exists(@Param("postId") long postId, @Param("tagId") long tagId);

    /// The tags of a post, by name.
    @Select("""
            SELECT t.* FROM tags t JOIN post_tags pt ON pt.tag_id = t.id WHERE pt.post_id = #{postId} ORDER BY t.name""")
    List<Tag> tagsOf(@Param("postId") long postId);

    /// The tags of all these posts in one statement, by name.
    @Select("""
            <script>
            SELECT pt.post_id, t.id, t.name, t.color
              FROM post_tags pt JOIN tags t ON t.id = pt.tag_id
             WHERE pt.post_id IN <foreach collection="posts" item="p" open="(" separator="," close=")">#{p}</foreach>
             ORDER BY pt.post_id, t.name
            </script>""")
    List<Tied> tagsOfAll(@Param("posts") List<Long> posts);

    /// Ties posts to tags; pairs that are tied already are left alone. The pairs that are new.
    @Select(value = """
            <script>
            INSERT INTO post_tags (post_id, tag_id) VALUES
            <foreach collection="pairs" item="p" separator=",">(#{p.postId}, #{p.tagId})</foreach>
            ON CONFLICT DO NOTHING RETURNING *
            </script>""", affectData = true)
    List<PostTag> insertFree(@Param("pairs") List<PostTag> pairs);

    /// Unties a post from these tags: the pairs that were tied.
    @Select(value = """
            <script>
            DELETE FROM post_tags
             WHERE post_id = #{postId}
               AND tag_id IN <foreach collection="tags" item="t" open="(" separator="," close=")">#{t}</foreach>
            RETURNING *
            </script>""", affectData = true)
    List<PostTag> deleteAll(@Param("postId") long postId, @Param("tags") List<Long> tags);

    /// The pair that was untied, `null` where it was not tied.
    @Select(
            value = "DELETE FROM post_tags WHERE post_id = #{postId} AND tag_id = #{tagId} RETURNING *",
            affectData = true)
    @Nullable
    PostTag delete(@Param("postId") long postId, @Param("tagId") long tagId);
}
