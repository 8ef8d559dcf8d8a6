package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;
import studio.rowan.db.SqlStatement;
import studio.rowan.diff.Outline;
import studio.rowan.schema.Column;
import studio.rowan.schema.ForeignKey;

/// Where a script puts rows back into a table without their numbers, so that SQLite counts from 1 again: equal numbers
/// say nothing then, and rows that refer to such a number get another row.
final class Renumbering {
    private static final Set<String> ROWID = Set.of("rowid", "_rowid_", "oid");

    private static final Set<String> FROM = Set.of("FROM", "UNION", "EXCEPT", "INTERSECT");

    /// Whether a statement gives rows the numbers that they had.
    private enum Handing {
        HANDED,
        UNKNOWN,
        OMITTED
    }

    private final Access access;
    private final String script;
    private final ScriptFacts facts;
    private final Outline outline;
    private final String table;
    private final String key;
    /// What the table is called in the course of the script, in lower case.
    private final Set<String> names;

    /// @param key the column that is the row's number
    /// @param access to ask SQLite what an expression makes of a number
    Renumbering(Access access, String script, ScriptFacts facts, Outline outline, String table, String key) {
        this.access = access;
        this.script = script;
        this.facts = facts;
        this.outline = outline;
        this.table = table;
        this.key = key;
        this.names = new TreeSet<>(Set.of(lower(table)));
        for (int i = facts.renamed().size() - 2; i >= 0; i -= 2) {
            if (names.contains(facts.renamed().get(i + 1))) {
                names.add(facts.renamed().get(i));
            }
        }
    }

    /// The statements that do: each an INSERT … SELECT that does not hand on the key.
    List<SqlStatement> statements() {
        return facts.statements().stream()
                .filter(statement -> statement.kind() == SqlStatement.Kind.WRITE
                        && handing(statement.text(script)) != Handing.HANDED)
                .toList();
    }

    /// The table is made anew: the rows that come back are those that were there.
    boolean isRebuilt() {
        boolean away = false;
        for (int i = 0; i + 1 < facts.renamed().size(); i += 2) {
            away |= facts.renamed().get(i).equals(lower(table))
                    && facts.dropped().contains(facts.renamed().get(i + 1));
        }
        return away || facts.dropped().contains(lower(table));
    }

    /// The keys of the database that lead to the number.
    List<ForeignKey> referring() {
        return outline.referringTo(table).stream()
                .filter(foreign -> {
                    List<String> to = foreign.to();
                    return to == null || to.stream().anyMatch(key::equalsIgnoreCase);
                })
                .toList();
    }

    /// Whether it surely does not hand on the key: not where that is for SQLite to tell when it runs.
    boolean isSure(SqlStatement statement) {
        return handing(statement.text(script)) == Handing.OMITTED;
    }

    private Handing handing(String insert) {
        Phrase phrase = Phrase.of(insert);
        int into = phrase.at("INTO", 0);
        int select = into < 0 ? -1 : phrase.at("SELECT", into);
        if (select < 0) {
            return Handing.HANDED;
        }
        int open = into + 1;
        String target = "";
        while (open < select && !phrase.is(open, "(") && !phrase.is(open, "AS")) {
            String name = phrase.name(open++);
            target = name.isEmpty() ? target : name;
        }
        if (!names.contains(target)) {
            return Handing.HANDED;
        }
        while (open < select && !phrase.is(open, "(")) {
            open++;
        }
        int at = open < select ? position(phrase.items(open + 1)) : position(target);
        if (at < 0) {
            return open < select ? Handing.OMITTED : Handing.HANDED;
        }
        Handing worst = Handing.HANDED;
        while (select >= 0) {
            Handing one = hands(phrase, select, at);
            worst = one.compareTo(worst) > 0 ? one : worst;
            select = phrase.at("SELECT", select + 1);
        }
        return worst;
    }

    /// Whether one SELECT hands on the key: its number is what stands at the key's place, and nothing made of it.
    private Handing hands(Phrase phrase, int select, int at) {
        boolean marked = phrase.is(select + 1, "DISTINCT") || phrase.is(select + 1, "ALL");
        List<Phrase> items = phrase.items(select + (marked ? 2 : 1));
        int end = phrase.until(select + 1, FROM);
        if (!phrase.is(end, "FROM")) {
            // Without a table to read from it is a new row.
            return Handing.HANDED;
        }
        for (Phrase item : items.subList(0, Math.min(at + 1, items.size()))) {
            int last = item.size() - 1;
            if (item.is(last, "*") && (last == 0 || item.is(last - 1, "."))) {
                return Handing.HANDED;
            }
        }
        if (at >= items.size()) {
            return Handing.OMITTED;
        }
        Phrase item = items.get(at);
        String column = item.column();
        if (column != null && isKey(column)) {
            return Handing.HANDED;
        }
        boolean speaks = item.speaksOf(key) || ROWID.stream().anyMatch(item::speaksOf);
        // Rows beside those that stay may have a number that is made of theirs.
        return !speaks ? Handing.OMITTED : isRebuilt() ? computed(item) : Handing.HANDED;
    }

    private boolean isKey(String column) {
        return column.equalsIgnoreCase(key) || ROWID.contains(column);
    }

    /// SQLite itself tells whether what is made of the key is the key again, such as `CAST(id AS INTEGER)`.
    private Handing computed(Phrase item) {
        if (item.speaksOf("SELECT")) {
            return Handing.UNKNOWN;
        }
        Phrase value = item.withoutAlias();
        TreeSet<String> tables = new TreeSet<>();
        for (int i = 0; i + 1 < value.size(); i++) {
            if (value.is(i + 1, ".") && !value.is(i - 1, ".")) {
                tables.add(value.name(value.is(i + 3, ".") ? i + 2 : i));
            }
        }
        if (tables.size() > 1) {
            return Handing.UNKNOWN;
        }
        String id = Ident.quote(key);
        String others = ROWID.stream()
                .filter(name -> !name.equalsIgnoreCase(key))
                .map(name -> ", column1 AS " + name)
                .collect(Collectors.joining());
        try {
            boolean other = access.scalar(Sql.of("SELECT EXISTS (SELECT 1 FROM (SELECT (" + value.text()
                                    + ") AS made, " + id + " AS was FROM (SELECT column1 AS " + id + others
                                    + " FROM (VALUES (1), (2), (77), (4503599627370497))) AS "
                                    + Ident.quote(tables.isEmpty() ? "t" : tables.first())
                                    + ") WHERE CAST(made AS TEXT) IS NOT CAST(was AS TEXT))"))
                            .asLong()
                    != 0;
            return other ? Handing.OMITTED : Handing.HANDED;
        } catch (DbError.Syntax e) {
            // Other columns have a part in it.
            return Handing.UNKNOWN;
        }
    }

    /// The place of the key among the columns that an INSERT without a list fills; -1 where it is not among them.
    private int position(String target) {
        for (SqlStatement statement : facts.statements()) {
            Phrase create = Phrase.of(statement.text(script));
            int open = 0;
            while (open < create.size() && !create.is(open, "(")) {
                open++;
            }
            boolean makes = create.is(0, "CREATE")
                    && create.at("TABLE", 0) > 0
                    && open > 1
                    && open < create.size()
                    && target.equals(create.name(open - 1));
            if (makes) {
                List<Phrase> columns = new ArrayList<>(create.items(open + 1));
                columns.removeIf(column -> column.at("AS", 0) > 0);
                return position(columns);
            }
        }
        List<Column> columns = outline.columnsOf(target).stream()
                .filter(column -> !column.isGenerated())
                .toList();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(key)) {
                return i;
            }
        }
        return -1;
    }

    private int position(List<Phrase> items) {
        for (int i = 0; i < items.size(); i++) {
            if (isKey(items.get(i).name(0))) {
                return i;
            }
        }
        return -1;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
