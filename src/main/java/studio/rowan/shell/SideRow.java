package studio.rowan.shell;

import java.util.List;
import java.util.Set;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;
import studio.rowan.schema.SchemaObject;

/// A line of the sidebar.
public sealed interface SideRow {
    Set<String> BOOKKEEPING = Set.of("flyway_schema_history", "__drizzle_migrations", "android_metadata");

    /// Columns that together only Flyway's history has, whatever a project calls it.
    List<String> HISTORY = List.of("installed_rank", "checksum", "installed_by", "installed_on", "execution_time");

    /// Whether a tool keeps a table for itself.
    private static boolean isBookkeeping(SchemaObject table) {
        String sql = table.sql();
        return BOOKKEEPING.contains(table.name())
                || (sql != null && HISTORY.stream().allMatch(sql::contains));
    }

    /// Which heading an object stands under, in their order.
    enum Group {
        TABLES,
        FULL_TEXT,
        VIEWS,
        TRIGGERS,
        INDEXES,
        SYSTEM;

        /// What people call the group.
        String title() {
            return switch (this) {
                case TABLES -> Text.of("shell.group.tables");
                case FULL_TEXT -> Text.of("shell.group.fullText");
                case VIEWS -> Text.of("shell.group.views");
                case TRIGGERS -> Text.of("shell.group.triggers");
                case INDEXES -> Text.of("shell.group.indexes");
                case SYSTEM -> Text.of("shell.group.system");
            };
        }

        /// Where an object stands: what migration tools and platforms keep for themselves is with the system's tables.
        static Group of(SchemaObject object) {
            return switch (object.kind()) {
                case TABLE -> isBookkeeping(object) ? SYSTEM : TABLES;
                case VIRTUAL -> TABLES;
                case FULL_TEXT -> FULL_TEXT;
                case VIEW -> VIEWS;
                case TRIGGER -> TRIGGERS;
                case INDEX -> INDEXES;
                case SYSTEM, SHADOW -> SYSTEM;
            };
        }
    }

    /// A heading.
    record Heading(Group group, int count, boolean open) implements SideRow {}

    /// @param parent it has shadow tables folded beneath it
    /// @param open they are shown
    /// @param child it is one of them
    record Item(SchemaObject object, boolean parent, boolean open, boolean child) implements SideRow {
        Icons icon() {
            return switch (object.kind()) {
                case TABLE -> Icons.TABLE;
                case VIEW -> Icons.VIEW;
                case FULL_TEXT -> Icons.FULL_TEXT;
                case VIRTUAL -> Icons.VIRTUAL;
                case SHADOW, SYSTEM -> Icons.SYSTEM;
                case INDEX -> Icons.INDEX;
                case TRIGGER -> Icons.TRIGGER;
            };
        }
    }
}
