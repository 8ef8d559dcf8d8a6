package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Text;
import studio.rowan.schema.Column;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;

/// A column as the grid's header shows it.
/// @param name as in the schema or the result
/// @param typeLine the smaller second line: `TEXT · not null`, `INTEGER → users.id`
/// @param badges short marks beside the name: `PK`, `FK`
/// @param align where its cells stand
/// @param tooltip the full definition; empty for none
/// @param declaredType as written in the table's definition; empty where there is none
/// @param expected what its cells hold where nothing is odd
/// @param generated computed by SQLite, which takes no value for it
public record GridColumn(
        String name,
        String typeLine,
        List<String> badges,
        Align align,
        String tooltip,
        String declaredType,
        Expected expected,
        boolean generated) {
    private static final int MOST_DEFAULT = 300;

    public GridColumn {
        badges = List.copyOf(badges);
    }

    /// Where cells stand: numbers to the right and all else to the left, or all of them to one side.
    public enum Align {
        BY_VALUE,
        LEFT,
        RIGHT
    }

    /// A column of which only name and type are known, as in results of queries.
    public static GridColumn of(String name, String type) {
        return new GridColumn(name, type, List.of(), Align.BY_VALUE, "", "", Expected.ANYTHING, false);
    }

    /// The columns of a table, in the order of its [RowSource].
    public static List<GridColumn> of(Table table) {
        return RowSource.visible(table).stream()
                .map(column -> of(table, column))
                .toList();
    }

    private static GridColumn of(Table table, Column column) {
        List<String> badges = new ArrayList<>();
        long keys = !column.isKey()
                ? 0
                : table.columns().stream().filter(Column::isKey).count();
        if (column.isKey()) {
            badges.add(keys > 1 ? "PK" + column.keyPosition() : "PK");
        }
        ForeignKey foreign = table.foreignKeyOf(column.name()).orElse(null);
        if (foreign != null) {
            badges.add("FK");
        }
        if (column.unique() && !column.isKey()) {
            badges.add("UQ");
        }
        if (column.isGenerated()) {
            badges.add("GEN");
        }
        // What SQLite says of a view's columns is a guess of its own.
        boolean view = table.object().kind() == SchemaObject.Kind.VIEW;
        return new GridColumn(
                column.name(),
                typeLine(column, foreign),
                badges,
                Align.BY_VALUE,
                tooltip(column, keys, foreign),
                column.declaredType(),
                view ? Expected.ANYTHING : Expected.of(column.declaredType()),
                column.isGenerated());
    }

    private static String typeLine(Column column, @Nullable ForeignKey foreign) {
        String type = column.declaredType().isEmpty()
                ? Text.of("grid.untyped")
                : column.declaredType().replaceAll("\\s+", " ");
        String leads = foreign == null ? type : type + " → " + target(foreign, column);
        return column.notNull() && !column.isKey() ? leads + " · " + Text.of("grid.notNull") : leads;
    }

    private static String target(ForeignKey foreign, Column column) {
        int at = 0;
        for (int i = 0; i < foreign.columns().size(); i++) {
            at = foreign.columns().get(i).equalsIgnoreCase(column.name()) ? i : at;
        }
        List<String> to = foreign.to();
        return to == null || at >= to.size() ? foreign.parent() : foreign.parent() + "." + to.get(at);
    }

    private static String tooltip(Column column, long keys, @Nullable ForeignKey foreign) {
        List<String> lines = new ArrayList<>();
        lines.add((column.name() + " " + column.declaredType()).strip());
        if (column.isKey()) {
            lines.add(keys == 1 ? "PRIMARY KEY" : Text.of("grid.keyPart", column.keyPosition(), keys));
        }
        if (column.notNull()) {
            lines.add("NOT NULL");
        }
        if (column.unique()) {
            lines.add("UNIQUE");
        }
        String byDefault = column.defaultSql();
        if (byDefault != null) {
            lines.add("DEFAULT "
                    + (byDefault.length() > MOST_DEFAULT ? byDefault.substring(0, MOST_DEFAULT) + "…" : byDefault));
        }
        if (column.isGenerated()) {
            lines.add(column.hidden() == Column.Hidden.GENERATED_STORED ? "GENERATED … STORED" : "GENERATED … VIRTUAL");
        }
        if (foreign != null) {
            lines.add("REFERENCES " + target(foreign, column));
            action(lines, "ON DELETE ", foreign.onDelete());
            action(lines, "ON UPDATE ", foreign.onUpdate());
        }
        return String.join("\n", lines);
    }

    private static void action(List<String> lines, String when, String what) {
        if (!what.isEmpty() && !what.equals("NO ACTION")) {
            lines.add(when + what);
        }
    }
}
