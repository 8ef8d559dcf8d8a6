package studio.rowan.search;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Scratch;
import studio.rowan.db.Sql;
import studio.rowan.grid.ExportFormat;
import studio.rowan.grid.RowWriter;
import studio.rowan.kit.FileTarget;
import studio.rowan.kit.Text;
import studio.rowan.schema.Column;
import studio.rowan.schema.FullTextDdl;
import studio.rowan.schema.SchemaReader;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// Writes all that a search finds to a file, best first: the whole rows of the table that holds the text, and their
/// rank. One row at a time passes through memory, all of them as of one moment; cancelled or failed, it leaves no file.
final class HitExport {
    private static final int REPORT_EACH = 500;

    private final Workspace workspace;
    private final Search search;
    private final ExportFormat format;
    private final FileTarget target;

    HitExport(Workspace workspace, Search search, ExportFormat format, FileTarget target) {
        this.workspace = workspace;
        this.search = search;
        this.format = format;
        this.target = target;
    }

    /// @param expected rows, for the progress; -1 where nobody counted them
    /// @return their number
    Job<Long> start(long expected) {
        Db db = workspace.db();
        return db.export(Text.of("search.export.job", search.index().name()), access -> {
            long[] rows = {0};
            try (Scratch scratch = db.scratch()) {
                target.write(out -> rows[0] = write(access, scratch, out, expected));
            }
            return rows[0];
        });
    }

    private long write(Access access, Scratch scratch, OutputStream out, long expected) throws IOException {
        Sql ranking = search.ranking(access, scratch).orElse(Sql.of("SELECT 0 AS id, 0 AS r WHERE 0"));
        Columns columns = columns(access);
        Sql rows = Sql.builder()
                .add("SELECT " + columns.selected + " FROM (")
                .add(ranking)
                .add(") AS f" + columns.join + " ORDER BY f.r")
                .build();
        long[] count = {0};
        try {
            RowWriter writer = format.writer(out, columns.names);
            access.query(rows, row -> {
                writer.row(row);
                if (++count[0] % REPORT_EACH == 0) {
                    access.job().checkCancelled();
                    access.job().report(count[0], expected, Text.of("search.export.unit"));
                }
            });
            writer.end();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return count[0];
    }

    /// @param join what is read beside the ranking, which is `f`
    private record Columns(List<String> names, String selected, String join) {}

    /// The rowid goes first where the table has no column for it; what finds no row has it all the same.
    private Columns columns(Access access) {
        SearchIndex index = search.index();
        String table = index.rowsOf();
        String key = index.content() instanceof FullTextDdl.Content.External(String _, String rowid) ? rowid : "rowid";
        List<String> own = index.content() instanceof FullTextDdl.Content.None ? List.of() : names(access, table);
        List<String> names = new ArrayList<>();
        List<String> selected = new ArrayList<>();
        if (own.stream().noneMatch(key::equalsIgnoreCase)) {
            names.add(free("rowid", own));
            selected.add("f.id");
        }
        for (String name : own) {
            String cell = "t." + Ident.quote(name);
            names.add(name);
            selected.add(name.equalsIgnoreCase(key) ? "coalesce(" + cell + ", f.id)" : cell);
        }
        names.add(free("rank", own));
        selected.add("f.r");
        String join = own.isEmpty()
                ? ""
                : " LEFT JOIN main." + Ident.quote(table) + " AS t ON t." + Ident.quote(key) + " = f.id";
        return new Columns(names, String.join(", ", selected), join);
    }

    /// Empty where the table of the text is gone.
    private List<String> names(Access access, String table) {
        return workspace
                .schema()
                .relation(table)
                .map(object -> SchemaReader.table(access, object))
                .map(Table::columns)
                .orElse(List.of())
                .stream()
                .filter(column -> column.hidden() != Column.Hidden.HIDDEN)
                .map(Column::name)
                .toList();
    }

    private static String free(String name, List<String> taken) {
        String free = name;
        while (taken.stream().map(one -> one.toLowerCase(Locale.ROOT)).anyMatch(free::equals)) {
            free += "_";
        }
        return free;
    }
}
