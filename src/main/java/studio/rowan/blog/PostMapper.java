package studio.rowan.blog;

import java.util.List;
import org.apache.ibatis.annotations.Arg;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.ResultMap;
import org.apache.ibatis.annotations.Results;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/// Reads and writes `posts`.
public interface PostMapper {
    /// Where a post stands among all by date: what comes after it is on the next page, whatever was written meanwhile.
    record Place(long createdAt, long id) {}

    /// In which direction a list goes on from a place.
    enum Towards {
        OLDER,
        NEWER
    }

    /// In which order a list stands.
    enum Order {
        NEWEST,
        OLDEST,
        TITLE,
        AUTHOR
    }

    /// A part of a post, for lists that need no more of it.
    record Title(long id, String title) {}

    /// What stands behind a `+` takes no part in choosing an index. By `published` half of all rows would be found, and
    /// sorted; by a word that is everywhere as many. The list goes along the dates instead until its page is full.
    String FILTER = """
            <if test="f.match != null">AND +p.id IN (SELECT rowid FROM posts_fts WHERE posts_fts MATCH #{f.match})</if>
            <if test="f.like != null">
              AND (p.title LIKE #{f.like} ESCAPE '\\' OR p.content LIKE #{f.like} ESCAPE '\\')
            </if>
            <if test="f.author != null">AND p.user_id = #{f.author}</if>
            <if test="f.tag != null">
              AND EXISTS (SELECT 1 FROM post_tags pt WHERE pt.post_id = p.id AND pt.tag_id = #{f.tag})
            </if>
            <if test="f.published != null">AND +p.published = #{f.published}</if>
            """;

    /// Content of any size may lie there: a beginning is cut off only where that costs little.
    String LINE = """
            p.id, p.title, p.published, p.created_at, p.updated_at,
            CASE WHEN octet_length(p.content) &lt; 65536 THEN substr(p.content, 1, 240) END AS excerpt,
            u.id AS author_id, u.name AS author_name, u.email AS author_email, u.verified AS author_verified,
            u.avatar AS author_avatar
            """;

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

    // ---- lists ----

    @Select("""
            SELECT u.id, u.name, u.email, u.verified, u.avatar
              FROM posts p JOIN users u ON u.id = p.user_id WHERE p.id = #{id}""")
    @Results(id = "author")
    @Arg(column = "id", javaType = long.class, name = "id", id = true)
    @Arg(column = "name", javaType = String.class, name = "name")
    @Arg(column = "email", javaType = String.class, name = "email")
    @Arg(column = "verified", javaType = boolean.class, name = "verified")
    @Arg(column = "avatar", javaType = String.class, name = "avatar")
    @Nullable
    Author authorOf(@Param("id") long id);

    /// Posts with their authors, in one statement: the next ones in a direction from a place, or from the end that
    /// lies the other way. Those nearest to the place come first.
    @Select("<script>SELECT " + LINE + """
              FROM posts p JOIN users u ON u.id = p.user_id
             <where>""" + FILTER + """
               <if test="after != null">
                 AND (p.created_at, p.id)
                 <choose><when test="towards.name() == 'OLDER'">&lt;</when><otherwise>></otherwise></choose>
                 (#{after.createdAt}, #{after.id})
               </if>
             </where>
             <choose>
               <when test="towards.name() == 'OLDER'">ORDER BY p.created_at DESC, p.id DESC</when>
               <otherwise>ORDER BY p.created_at, p.id</otherwise>
             </choose>
             LIMIT #{limit}
            </script>""")
    @Results(id = "line")
    @Arg(column = "id", javaType = long.class, name = "id", id = true)
    @Arg(column = "title", javaType = String.class, name = "title")
    @Arg(column = "excerpt", javaType = String.class, name = "excerpt")
    @Arg(column = "published", javaType = boolean.class, name = "published")
    @Arg(column = "created_at", javaType = long.class, name = "createdAt")
    @Arg(column = "updated_at", javaType = long.class, name = "updatedAt")
    @Arg(javaType = Author.class, resultMap = "author", columnPrefix = "author_", name = "author")
    List<PostLine> lines(
            @Param("f") PostFilter filter,
            @Param("after") @Nullable Place after,
            @Param("towards") Towards towards,
            @Param("limit") long limit);

    /// A page by its number: [Blog#page].
    @Select("<script>SELECT " + LINE + """
              FROM posts p JOIN users u ON u.id = p.user_id
             <where>""" + FILTER + """
             </where>
             <choose>
               <when test="order.name() == 'NEWEST'">ORDER BY p.created_at DESC, p.id DESC</when>
               <when test="order.name() == 'OLDEST'">ORDER BY p.created_at, p.id</when>
               <when test="order.name() == 'TITLE'">ORDER BY p.title COLLATE NOCASE, p.id</when>
               <otherwise>ORDER BY u.name COLLATE NOCASE, p.id</otherwise>
             </choose>
             LIMIT #{limit} OFFSET #{offset}
            </script>""")
    @ResultMap("line")
    List<PostLine> linesAt(
            @Param("f") PostFilter filter,
            @Param("order") Order order,
            @Param("limit") long limit,
            @Param("offset") long offset);

    @Select("<script>SELECT count(*) FROM posts p <where>" + FILTER + "</where></script>")
    long countOf(@Param("f") PostFilter filter);

    /// What the author of a post published beside it, newest first.
    @Select("""
            SELECT id, title FROM posts
             WHERE user_id = (SELECT user_id FROM posts WHERE id = #{id}) AND published = 1 AND id != #{id}
             ORDER BY created_at DESC, id DESC LIMIT #{limit}""")
    List<Title> othersOfAuthor(@Param("id") long id, @Param("limit") long limit);

    /// The newest published posts of each of these users, so many of each, in one statement.
    @Select("""
            <script>
            SELECT id, title, content, published, user_id, created_at, updated_at
              FROM (SELECT *, row_number() OVER (PARTITION BY user_id ORDER BY created_at DESC, id DESC) AS nth
                      FROM posts
                     WHERE published = 1
                       AND user_id IN <foreach collection="users" item="u" open="(" separator="," close=")">#{u}</foreach>)
             WHERE nth &lt;= #{each} ORDER BY user_id, nth
            </script>""")
    List<Post> newestPublished(@Param("users") List<Long> users, @Param("each") long each);

    // ---- many at once ----

    /// Gives each of these posts its title, in one statement with bound values: the ids of those that are there.
    @Select(value = """
            <script>
            UPDATE posts
               SET title = CASE id
                     <foreach collection="titles" item="t">WHEN #{t.id} THEN #{t.title} </foreach>
                     ELSE title END,
                   updated_at = max(updated_at + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER))
             WHERE id IN <foreach collection="titles" item="t" open="(" separator="," close=")">#{t.id}</foreach>
            RETURNING id
            </script>""", affectData = true)
    List<Long> setTitles(@Param("titles") List<Title> titles);

    /// Publishes posts, or makes drafts of them: the ids of those that were not so before.
    @Select(value = """
            <script>
            UPDATE posts
               SET published = #{published},
                   updated_at = max(updated_at + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER))
             WHERE published != #{published}
               AND id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            RETURNING id
            </script>""", affectData = true)
    List<Long> setPublished(@Param("ids") List<Long> ids, @Param("published") boolean published);

    /// Gives all posts of a user to another one: their ids. See [Blog#transfer].
    @Select(value = """
            UPDATE posts
               SET user_id = #{to},
                   updated_at = max(updated_at + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER))
             WHERE user_id = #{from} AND user_id != #{to}
            RETURNING id""", affectData = true)
    List<Long> transfer(@Param("from") long from, @Param("to") long to);
}
