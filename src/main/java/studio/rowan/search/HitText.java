package studio.rowan.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.FullTextDdl;

/// Reads what a hit shows: its title, and what stands around the best hits in its other columns.
final class HitText {
    private static final Set<String> TITLES = Set.of("title", "name", "subject", "label", "headline");
    private static final int TITLE_WORDS = 24;
    private static final int SNIPPET_WORDS = 28;
    private static final int MOST_COLUMNS = 6;
    private static final int PLAIN = 240;

    private final SearchIndex index;
    private final Marked.Marks marks = Marked.Marks.random();
    private final List<Integer> shown = new ArrayList<>();

    HitText(SearchIndex index) {
        this.index = index;
        if (index.hasText()) {
            int title = title();
            for (int i = 0; i < index.fields().size(); i++) {
                if (i != title && index.fields().get(i).indexed()) {
                    shown.add(i);
                }
            }
            while (shown.size() > MOST_COLUMNS) {
                shown.removeLast();
            }
            if (title >= 0) {
                shown.addFirst(title);
            }
        }
    }

    /// The column that names a row: by its own name, else the first that is searched.
    private int title() {
        int first = -1;
        for (int i = 0; i < index.fields().size(); i++) {
            SearchIndex.Field field = index.fields().get(i);
            if (field.indexed() && TITLES.contains(field.name().toLowerCase(Locale.ROOT))) {
                return i;
            }
            first = first < 0 && field.indexed() ? i : first;
        }
        return first;
    }

    /// The columns of the answer that [#hit] reads, beside the rowid and the rank.
    Sql columns() {
        Sql.Builder sql = Sql.builder();
        String table = Ident.quote(index.name());
        for (int i = 0; i < shown.size(); i++) {
            int words = i == 0 ? TITLE_WORDS : SNIPPET_WORDS;
            boolean old = index.isOld();
            sql.add(", snippet(" + table + ", " + (old ? "" : shown.get(i) + ", "));
            sql.bind(Value.of(marks.open())).add(", ").bind(Value.of(marks.close()));
            sql.add(", '…', " + (old ? shown.get(i) + ", " : "") + words + ")");
        }
        return sql.build();
    }

    /// A row of rowid, rank and [#columns()].
    Hit hit(Row row) {
        return hit(row.asLong(0), rank(row), row.toList().subList(2, row.size()));
    }

    static double rank(Row row) {
        return row.get(1) instanceof Value.Real(double number) ? number : Double.NaN;
    }

    private Hit hit(long rowid, double rank, List<Value> texts) {
        Marked title = texts.isEmpty() ? Marked.EMPTY : read(texts.getFirst());
        Marked snippet = Marked.EMPTY;
        String column = null;
        for (int i = 1; i < texts.size(); i++) {
            Marked text = read(texts.get(i));
            if (column == null && !text.isEmpty() || !snippet.hasHit() && text.hasHit()) {
                snippet = text;
                column = index.fields().get(shown.get(i)).name();
            }
        }
        return new Hit(rowid, rank, title, snippet, column, false);
    }

    private Marked read(Value value) {
        String text = value.asText();
        return text == null ? Marked.EMPTY : marks.read(text);
    }

    /// A hit whose text the index could not give: the text of the table itself, without marks, where it is there.
    Hit without(Access access, Row row) {
        long rowid = row.asLong(0);
        double rank = rank(row);
        Row found = plain(access, rowid);
        if (found == null) {
            return new Hit(rowid, rank, Marked.EMPTY, Marked.EMPTY, null, true);
        }
        return hit(rowid, rank, found.toList());
    }

    private @Nullable Row plain(Access access, long rowid) {
        if (shown.isEmpty() || !(index.content() instanceof FullTextDdl.Content.External(String table, String key))) {
            return null;
        }
        Sql.Builder sql = Sql.builder().add("SELECT ");
        for (int i = 0; i < shown.size(); i++) {
            String name = Ident.quote(index.fields().get(shown.get(i)).name());
            sql.add((i == 0 ? "" : ", ") + "CASE WHEN octet_length(" + name + ") < 1000000 THEN substr(" + name
                    + ", 1, " + PLAIN + ") END");
        }
        try {
            return access.first(sql.add(" FROM ")
                    .ident(table)
                    .add(" WHERE ")
                    .ident(key)
                    .add(" = " + rowid)
                    .build());
        } catch (DbError.Syntax | DbError.Corrupt e) {
            // The table or a column of it is gone: what the hit says by being marked as missing.
            return null;
        }
    }
}
