package studio.rowan.blog;

import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/// Reads and writes `posts`.
public interface PostMapper {
    @Select("SELECT * FROM posts WHERE id = #{id}")
    @Nullable
    Post find(@Param("id") long id);

    @Select("SELECT EXISTS (SELECT 1 FROM posts WHERE id = #{id})")
    boolean exists(@Param("id") long id);

    @Select("SELECT count(*) FROM posts")
    long count();

    /// A page, newest first.
    @Select("SELECT * FROM posts ORDER BY created_at DESC, id DESC LIMIT #{limit} OFFSET #{offset}")
    List<Post> page(@Param("limit") long limit, @Param("offset") long offset);

    /// What one user wrote, newest first.
    @Select("SELECT * FROM posts WHERE user_id = #{userId} ORDER BY created_at DESC, id DESC")
    List<Post> ofUser(@Param("userId") long userId);

    /// @throws studio.rowan.db.DbError.Constraint where there is no such user
    @Select(value = """
            INSERT INTO posts (title, content, published, user_id, created_at, updated_at)
            VALUES (#{p.title}, #{p.content}, #{p.published}, #{p.userId},
                    coalesce(#{p.createdAt}, CAST(unixepoch('subsec') * 1000 AS INTEGER)),
                    coalesce(#{p.updatedAt}, #{p.createdAt}, CAST(unixepoch('subsec') * 1000 AS INTEGER)))
            RETURNING *""", affectData = true)
    Post insert(@Param("p") Post.New post);

    /// Inserts all of them and gives their ids; ascending, they belong to the posts in the order given.
    @Select(value = """
            <script>
            INSERT INTO posts (title, content, published, user_id, created_at, updated_at) VALUES
            <foreach collection="posts" item="p" separator=",">
              (#{p.title}, #{p.content}, #{p.published}, #{p.userId},
               coalesce(#{p.createdAt}, CAST(unixepoch('subsec') * 1000 AS INTEGER)),
               coalesce(#{p.updatedAt}, #{p.createdAt}, CAST(unixepoch('subsec') * 1000 AS INTEGER)))
            </foreach>
            RETURNING id
            </script>""", affectData = true)
    List<Long> insertAll(@Param("posts") List<Post.New> posts);

    /// Writes title, content, published and author; the row as it stands after, `null` where there is none.
    @Select(value = """
            UPDATE posts
               SET title = #{p.title}, content = #{p.content}, published = #{p.published}, user_id = #{p.userId},
                   updated_at = max(updated_at + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER))
             WHERE id = #{p.id}
            RETURNING *""", affectData = true)
    @Nullable
    Post update(@Param("p") Post post);

    /// The row that was deleted, `null` where there was none. Its tags are taken off.
    @Select(value = "DELETE FROM posts WHERE id = #{id} RETURNING *", affectData = true)
    @Nullable
    Post delete(@Param("id") long id);
}
