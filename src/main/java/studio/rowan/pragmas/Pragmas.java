package studio.rowan.pragmas;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.kit.Format;
import studio.rowan.kit.Help;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// Every pragma of this SQLite, with its value on a reader's connection where asking changes nothing.
public final class Pragmas {
    /// One pragma as it stands now.
    /// @param value as SQLite gives it, empty where there is none to show
    /// @param meaning the value in words, or why there is none
    /// @param usual what SQLite itself would have here without being told; `null` where there is no such thing
    public record Entry(
            Help.Pragma pragma,
            String value,
            String meaning,
            @Nullable String usual) {
        public String name() {
            return pragma.name();
        }

        /// Whether the file or the studio has set it to something else.
        public boolean differs() {
            return usual != null && !value.isEmpty() && !value.equalsIgnoreCase(usual);
        }

        /// The statement that asks for it.
        public String sql() {
            return pragma.kind() == Help.Kind.ARGUMENT
                    ? "PRAGMA " + pragma.name() + "('');"
                    : "PRAGMA " + pragma.name() + ";";
        }
    }

    private static final Set<String> SWITCHES = Set.of(
            "automatic_index",
            "cell_size_check",
            "checkpoint_fullfsync",
            "count_changes",
            "defer_foreign_keys",
            "empty_result_callbacks",
            "foreign_keys",
            "full_column_names",
            "fullfsync",
            "ignore_check_constraints",
            "legacy_alter_table",
            "query_only",
            "read_uncommitted",
            "recursive_triggers",
            "reverse_unordered_selects",
            "short_column_names",
            "trusted_schema",
            "writable_schema");

    private static final Set<String> SIZES =
            Set.of("page_size", "mmap_size", "soft_heap_limit", "hard_heap_limit", "journal_size_limit");

    /// Where a switch is off unless set, it is not listed; the values are those of a plain connection of this driver.
    private static final Map<String, String> USUAL = Map.ofEntries(
            Map.entry("analysis_limit", "0"),
            Map.entry("auto_vacuum", "0"),
            Map.entry("automatic_index", "1"),
            Map.entry("cache_size", "-2000"),
            Map.entry("encoding", "UTF-8"),
            Map.entry("hard_heap_limit", "0"),
            Map.entry("journal_mode", "delete"),
            Map.entry("journal_size_limit", "-1"),
            Map.entry("locking_mode", "normal"),
            Map.entry("max_page_count", "4294967294"),
            Map.entry("mmap_size", "0"),
            Map.entry("page_size", "4096"),
            Map.entry("secure_delete", "0"),
            Map.entry("short_column_names", "1"),
            Map.entry("soft_heap_limit", "0"),
            Map.entry("synchronous", "2"),
            Map.entry("temp_store", "0"),
            Map.entry("threads", "0"),
            Map.entry("trusted_schema", "1"),
            Map.entry("wal_autocheckpoint", "1000"));

    private Pragmas() {}

    /// All of them, in alphabetical order.
    public static Job<List<Entry>> read(Workspace workspace) {
        return workspace.db().read(Text.of("pragmas.job"), Pragmas::read);
    }

    private static List<Entry> read(Access access) {
        Map<String, Help.Pragma> known = Help.pragmas();
        List<Entry> entries = new ArrayList<>();
        for (Row row : access.query(Sql.of("SELECT name FROM temp.pragma_pragma_list ORDER BY name"))) {
            String name = row.text(0).toLowerCase(Locale.ROOT);
            Help.Pragma pragma = known.get(name);
            entries.add(entry(access, pragma == null ? unknown(name) : pragma));
        }
        return entries;
    }

    /// A newer driver may have more: without knowing what asking does, nobody asks.
    private static Help.Pragma unknown(String name) {
        return new Help.Pragma(
                name, Help.Category.DIAGNOSTICS, Help.Kind.ARGUMENT, Help.Scope.CONNECTION, Text.of("pragmas.unknown"));
    }

    private static Entry entry(Access access, Help.Pragma pragma) {
        return switch (pragma.kind()) {
            case VALUE -> valued(pragma, value(access, pragma.name()));
            case LIST -> new Entry(pragma, "", Text.count("pragmas.rows", rows(access, pragma.name())), null);
            case ARGUMENT, CHECK, ACTION, WRITEONLY ->
                new Entry(
                        pragma,
                        "",
                        Text.of("pragmas.kind." + pragma.kind().name().toLowerCase(Locale.ROOT)),
                        null);
        };
    }

    private static String value(Access access, String name) {
        try {
            String value = access.pragma(name).asText();
            return value == null ? "" : value;
        } catch (DbError e) {
            // What one file or system cannot answer must not hide the rest.
            return "";
        }
    }

    private static long rows(Access access, String name) {
        return access.query(Sql.of("PRAGMA " + Ident.quote(name))).size();
    }

    private static Entry valued(Help.Pragma pragma, String value) {
        String usual = USUAL.get(pragma.name());
        if (usual == null && SWITCHES.contains(pragma.name())) {
            usual = "0";
        }
        return new Entry(
                pragma, value, value.isEmpty() ? Text.of("pragmas.empty") : meaning(pragma.name(), value), usual);
    }

    /// A value in words; empty where it says all itself.
    static String meaning(String name, String value) {
        if (SWITCHES.contains(name)) {
            return Text.of(value.equals("0") ? "pragmas.off" : "pragmas.on");
        }
        String key = "pragmas.meaning." + name + "." + value.toLowerCase(Locale.ROOT);
        if (Text.has(key)) {
            return Text.of(key);
        }
        long number;
        try {
            number = Long.parseLong(value);
        } catch (NumberFormatException e) {
            return "";
        }
        if (SIZES.contains(name)) {
            return number < 4096 ? "" : Format.bytes(number);
        }
        return switch (name) {
            case "cache_size", "default_cache_size" ->
                number < 0 ? Format.bytes(-number * 1024) : Text.count("pragmas.pages", number);
            case "wal_autocheckpoint" -> Text.count("pragmas.pages", number);
            case "busy_timeout" -> Text.of("pragmas.meaning.busy_timeout");
            case "application_id" -> number == 0 ? "" : String.format(Locale.ROOT, "0x%08x", number & 0xffffffffL);
            default -> "";
        };
    }
}
