package studio.rowan.change;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Text;
import studio.rowan.schema.Column;
import studio.rowan.schema.Schema;
import studio.rowan.schema.Table;
import studio.rowan.schema.Trigger;

/// What may be edited in a table or view, and why the rest may not: each field is `null` where it may.
public record Editability(
        @Nullable Reason insert,
        @Nullable Reason update,
        @Nullable Reason delete,
        Map<String, Reason> columns) {
    /// Why something cannot be edited.
    public enum Reason {
        READ_ONLY_FILE,
        /// A view without an INSTEAD OF trigger for this.
        VIEW,
        SHADOW_TABLE,
        SYSTEM_TABLE,
        /// Nothing tells its rows apart.
        NO_KEY,
        /// A virtual table of a kind whose rows the studio does not edit.
        VIRTUAL_TABLE,
        /// A full-text index that keeps no text of its own, or that of another table.
        INDEX_ONLY,
        GENERATED_COLUMN,
        HIDDEN_COLUMN;

        /// The sentence for the user.
        public String text() {
            return Text.of("change.readOnly." + name().toLowerCase(Locale.ROOT));
        }
    }

    private static final Pattern CONTENT = Pattern.compile("(?i)[(,]\\s*content\\s*=");

    public Editability {
        columns = Map.copyOf(columns);
    }

    /// @param writable whether the file is: [studio.rowan.db.Db#isWritable()]
    public static Editability of(Table table, Schema schema, boolean writable) {
        Map<String, Reason> columns = new HashMap<>();
        for (Column column : table.columns()) {
            if (column.isGenerated()) {
                columns.put(column.name(), Reason.GENERATED_COLUMN);
            } else if (column.hidden() == Column.Hidden.HIDDEN) {
                columns.put(column.name(), Reason.HIDDEN_COLUMN);
            }
        }
        if (!writable) {
            return all(Reason.READ_ONLY_FILE, columns);
        }
        return switch (table.object().kind()) {
            case TABLE -> new Editability(null, rows(table), rows(table), columns);
            case VIEW -> view(table, schema, columns);
            case FULL_TEXT -> all(fullText(table), columns);
            case VIRTUAL -> all(Reason.VIRTUAL_TABLE, columns);
            case SHADOW -> all(Reason.SHADOW_TABLE, columns);
            case SYSTEM -> all(Reason.SYSTEM_TABLE, columns);
            case INDEX, TRIGGER -> throw new IllegalArgumentException("holds no rows: " + table.name());
        };
    }

    private static Editability all(@Nullable Reason reason, Map<String, Reason> columns) {
        return new Editability(reason, reason, reason, columns);
    }

    private static @Nullable Reason rows(Table table) {
        return table.key() instanceof Table.Key.None ? Reason.NO_KEY : null;
    }

    private static Editability view(Table table, Schema schema, Map<String, Reason> columns) {
        List<Trigger> triggers = Trigger.on(schema, table.name());
        Editability whole = new Editability(
                instead(triggers, Trigger.Event.INSERT),
                instead(triggers, Trigger.Event.UPDATE),
                instead(triggers, Trigger.Event.DELETE),
                columns);
        List<Trigger> updates =
                triggers.stream().filter(t -> t.event() == Trigger.Event.UPDATE).toList();
        for (Column column : table.columns()) {
            if (whole.update == null && updates.stream().noneMatch(t -> t.firesOn(List.of(column.name())))) {
                columns.put(column.name(), Reason.VIEW);
            }
        }
        return new Editability(whole.insert, whole.update, whole.delete, columns);
    }

    private static @Nullable Reason instead(List<Trigger> triggers, Trigger.Event event) {
        return triggers.stream().anyMatch(t -> t.timing() == Trigger.Timing.INSTEAD_OF && t.event() == event)
                ? null
                : Reason.VIEW;
    }

    private static @Nullable Reason fullText(Table table) {
        String sql = table.object().sql();
        return sql != null && CONTENT.matcher(sql).find() ? Reason.INDEX_ONLY : rows(table);
    }

    /// Why a cell of a row of the file cannot be changed; `null` where it can.
    public @Nullable Reason cell(String column) {
        Reason reason = columns.get(column);
        return reason == null ? update : reason;
    }

    /// Why a cell of a new row cannot be set; `null` where it can.
    public @Nullable Reason newCell(String column) {
        Reason reason = columns.get(column);
        return reason == null || reason == Reason.VIEW ? insert : reason;
    }
}
