package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// What scripts will run on, as far as it can be had in a moment whatever the size of the file: the statements that
/// made the database, and which tables hold rows.
/// @param statements in the order in which they were run
/// @param filled tables with at least one row, in lower case
public record Ground(List<String> statements, Set<String> filled) {
    /// Virtual tables make their storage themselves; automatic indexes have no statement.
    private static final String STATEMENTS = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"
            + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            + " AND name NOT IN (SELECT name FROM temp.pragma_table_list WHERE schema = 'main' AND type = 'shadow')"
            + " ORDER BY type IN ('trigger', 'view'), rowid";

    private static final String TABLES =
            "SELECT name FROM temp.pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')"
                    + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

    public Ground {
        statements = List.copyOf(statements);
        filled = Set.copyOf(filled);
    }

    /// A database in which nothing was made yet.
    public static Ground empty() {
        return new Ground(List.of(), Set.of());
    }

    public static Ground of(Access access) {
        List<String> statements = new ArrayList<>();
        access.query(Sql.of(STATEMENTS), row -> {
            if (row.get(0) instanceof Value.Text text) {
                statements.add(text.value());
            }
        });
        Set<String> filled = new HashSet<>();
        for (Row table : access.query(Sql.of(TABLES))) {
            if (isFilled(access, table.text(0))) {
                filled.add(table.text(0).toLowerCase(Locale.ROOT));
            }
        }
        return new Ground(statements, filled);
    }

    private static boolean isFilled(Access access, String table) {
        try {
            return access.scalar(Sql.of("SELECT EXISTS (SELECT 1 FROM " + Ident.quote(table) + ")"))
                            .asLong()
                    != 0;
        } catch (DbError.Syntax e) {
            // Its module is missing: no script can touch it either.
            return false;
        }
    }

    boolean isFilled(String table) {
        return filled.contains(table.toLowerCase(Locale.ROOT));
    }
}
