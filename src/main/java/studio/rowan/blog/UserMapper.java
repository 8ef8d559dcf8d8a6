package studio.rowan.blog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.ibatis.annotations.Arg;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.ResultMap;
import org.apache.ibatis.annotations.Results;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/// Reads and writes `users`. What writes and returns rows is marked `affectData`, else a repeated call would be
/// answered
/// without running (F10).
public interface UserMapper {
    /// A name with its address: a part of the row for lists that need no more.
    record Contact(String name, String email) {}

    @Select("SELECT * FROM users WHERE id = #{id}")
    @Results(id = "user")
    @Arg(column = "id", javaType = long.class, name = "id", id = true)
    @Arg(column = "name", javaType = String.class, name = "name")
    @Arg(column = "email", javaType = String.class, name = "email")
    @Arg(column = "verified", javaType = boolean.class, name = "verified")
    @Arg(column = "avatar", javaType = String.class, name = "avatar")
    @Arg(column = "metadata", javaType = JsonNode.class, typeHandler = JsonTypeHandler.class, name = "metadata")
    @Arg(column = "created_at", javaType = long.class, name = "createdAt")
    @Arg(column = "updated_at", javaType = long.class, name = "updatedAt")
    @Nullable
    User find(@Param("id") long id);

    @Select("SELECT * FROM users WHERE email = #{email}")
    @ResultMap("user")
    @Nullable
    User findByEmail(@Param("email") String email);

    @Select("SELECT EXISTS (SELECT 1 FROM users WHERE email = #{email})")
    boolean exists(@Param("email") String email);

    @Select("SELECT count(*) FROM users")
    long count();

    /// A page in the order of the ids.
    @Select("SELECT * FROM users ORDER BY id LIMIT #{limit} OFFSET #{offset}")
    @ResultMap("user")
    List<User> page(@Param("limit") long limit, @Param("offset") long offset);

    /// @throws studio.rowan.db.DbError.Constraint where the email is taken
    @Select(value = """
            INSERT INTO users (name, email, verified, avatar, metadata, created_at, updated_at)
            VALUES (#{u.name}, #{u.email}, #{u.verified}, #{u.avatar},
                    #{u.metadata, typeHandler=studio.rowan.blog.JsonTypeHandler},
                    coalesce(#{u.createdAt}, CAST(unixepoch('subsec') * 1000 AS INTEGER)),
                    coalesce(#{u.createdAt}, CAST(unixepoch('subsec') * 1000 AS INTEGER)))
            RETURNING *""", affectData = true)
    @ResultMap("user")
    User insert(@Param("u") User.New user);

    /// Inserts those whose email is free, and tells which: the rest is left alone.
    @Select(value = """
            <script>
            INSERT INTO users (name, email, verified, avatar, metadata, created_at, updated_at) VALUES
            <foreach collection="users" item="u" separator=",">
              (#{u.name}, #{u.email}, #{u.verified}, #{u.avatar},
               #{u.metadata, typeHandler=studio.rowan.blog.JsonTypeHandler},
               coalesce(#{u.createdAt}, CAST(unixepoch('subsec') * 1000 AS INTEGER)),
               coalesce(#{u.createdAt}, CAST(unixepoch('subsec') * 1000 AS INTEGER)))
            </foreach>
            ON CONFLICT DO NOTHING RETURNING id, created_at
            </script>""", affectData = true)
    List<User.Made> insertFree(@Param("users") List<User.New> users);

    /// Writes all columns but the times; the row as it stands after, `null` where there is none. The time moves past
    /// the old one, so that the trigger for other writers stays silent and the returned row is the final one.
    @Select(value = """
            UPDATE users
               SET name = #{u.name}, email = #{u.email}, verified = #{u.verified}, avatar = #{u.avatar},
                   metadata = #{u.metadata, typeHandler=studio.rowan.blog.JsonTypeHandler},
                   updated_at = max(updated_at + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER))
             WHERE id = #{u.id}
            RETURNING *""", affectData = true)
    @ResultMap("user")
    @Nullable
    User update(@Param("u") User user);

    /// The row that was deleted, `null` where there was none. Posts and their tags go with it.
    @Select(value = "DELETE FROM users WHERE id = #{id} RETURNING *", affectData = true)
    @ResultMap("user")
    @Nullable
    User delete(@Param("id") long id);

    @Select("SELECT name, email FROM users ORDER BY name COLLATE NOCASE, id LIMIT #{limit}")
    List<Contact> contacts(@Param("limit") long limit);

    /// Verified users, and those of one mail domain, whose name begins so; each character of both means itself.
    default List<User> trusted(String domain, String name) {
        return trustedLike(Like.ending("@" + domain), Like.beginning(name));
    }

    @Select("""
            SELECT * FROM users
             WHERE (verified = 1 OR email LIKE #{email} ESCAPE '\\') AND name LIKE #{name} ESCAPE '\\'
             ORDER BY id""")
    @ResultMap("user")
    List<User> trustedLike(@Param("email") String email, @Param("name") String name);

    /// Those with the text in name or email, in the order of their names.
    default List<Author> search(String text, long limit) {
        return searchLike(Like.containing(text.strip()), limit);
    }

    @Select("""
            SELECT id, name, email, verified, avatar FROM users
             WHERE name LIKE #{like} ESCAPE '\\' OR email LIKE #{like} ESCAPE '\\'
             ORDER BY name, id LIMIT #{limit}""")
    List<Author> searchLike(@Param("like") String like, @Param("limit") long limit);

    @Select("SELECT id, name, email, verified, avatar FROM users WHERE id = #{id}")
    @Nullable
    Author author(@Param("id") long id);

    /// Those who wrote since then.
    @Select("""
            SELECT * FROM users
             WHERE id IN (SELECT user_id FROM posts WHERE created_at >= #{since})
             ORDER BY id""")
    @ResultMap("user")
    List<User> writingSince(@Param("since") long since);
}
