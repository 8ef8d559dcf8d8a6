package studio.rowan.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A declared foreign key, from `PRAGMA foreign_key_list`.
/// @param to the parent's columns; `null` where the declaration leaves them to the parent's primary key
public record ForeignKey(
        String table,
        List<String> columns,
        String parent,
        @Nullable List<String> to,
        String onUpdate,
        String onDelete) {}
