package studio.rowan.blog;

import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/// Reads and writes `tags`.
public interface TagMapper {
    @Select("SELECT * FROM tags WHERE id = #{id}")
    @Nullable
    Tag find(@Param("id") long id);

    @Select("SELECT * FROM tags WHERE name = #{name}")
    @Nullable
    Tag findByName(@Param("name") String name);

    /// Those of these names that are there.
    @Select("""
            <script>
            SELECT * FROM tags
             WHERE name IN <foreach collection="names" item="name" open="(" separator="," close=")">#{name}</foreach>
            </script>""")
    List<Tag> named(@Param("names") List<String> names);

    @Select("SELECT * FROM tags ORDER BY name")
    List<Tag> all();

    @Select("SELECT EXISTS (SELECT 1 FROM tags WHERE name = #{name})")
    boolean exists(@Param("name") String name);

    @Select("SELECT count(*) FROM tags")
    long count();

    /// @throws studio.rowan.db.DbError.Constraint where the name is taken
    @Select(value = "INSERT INTO tags (name, color) VALUES (#{t.name}, #{t.color}) RETURNING *", affectData = true)
    Tag insert(@Param("t") Tag.New tag);

    /// Inserts those whose name is free and gives them; the rest is left alone.
    @Select(value = """
            <script>
            INSERT INTO tags (name, color) VALUES
            <foreach collection="tags" item="t" separator=",">(#{t.name}, #{t.color})</foreach>
            ON CONFLICT DO NOTHING RETURNING *
            </script>""", affectData = true)
    List<Tag> insertFree(@Param("tags") List<Tag.New> tags);

    /// The row as it stands after, `null` where there is none.
    @Select(
            value = "UPDATE tags SET name = #{t.name}, color = #{t.color} WHERE id = #{t.id} RETURNING *",
            affectData = true)
    @Nullable
    Tag update(@Param("t") Tag tag);

    /// The row that was deleted, `null` where there was none. It is taken off all posts.
    @Select(value = "DELETE FROM tags WHERE id = #{id} RETURNING *", affectData = true)
    @Nullable
    Tag delete(@Param("id") long id);
}
