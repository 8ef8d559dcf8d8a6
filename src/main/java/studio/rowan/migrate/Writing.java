package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import studio.rowan.db.Token;

/// What one statement writes to, told from its words. Names are in lower case.
/// @param table without the schema before it
/// @param columns that an UPDATE sets; of any other statement empty
/// @param replaces rows that are in its way go, in what its triggers write too
/// @param commands it may give a virtual table an order that takes rows
record Writing(Verb verb, String table, Set<String> columns, boolean replaces, boolean commands) {
    /// What it does to rows.
    enum Verb {
        INSERT,
        /// `INSERT … ON CONFLICT DO UPDATE`
        UPSERT,
        UPDATE,
        DELETE
    }

    private static final Set<String> VERBS = Set.of("INSERT", "REPLACE", "UPDATE", "DELETE", "SELECT", "VALUES");

    private static final Set<String> AFTER_SET = Set.of("FROM", "WHERE", "ORDER", "LIMIT", "RETURNING");

    /// Orders to a full-text index that leave it with what it knows.
    private static final Set<String> KEEPING = Set.of(
            "rebuild",
            "optimize",
            "integrity-check",
            "flush",
            "merge",
            "automerge",
            "crisismerge",
            "usermerge",
            "deletemerge",
            "pgsz",
            "hashsize",
            "rank",
            "secure-delete");

    Writing {
        columns = Set.copyOf(columns);
    }

    /// Empty where it is none, or none that can be read.
    static Optional<Writing> of(Phrase words) {
        int verb = verb(words);
        int at = words.is(verb + 1, "OR") ? verb + 3 : verb + 1;
        boolean replaces = words.is(verb, "REPLACE") || (at == verb + 3 && words.is(verb + 2, "REPLACE"));
        boolean updates = words.is(verb, "UPDATE");
        boolean deletes = words.is(verb, "DELETE");
        boolean inserts = words.is(verb, "INSERT") || words.is(verb, "REPLACE");
        if (!updates && !(deletes && words.is(at, "FROM")) && !(inserts && words.is(at, "INTO"))) {
            return Optional.empty();
        }
        int name = updates ? at : at + 1;
        name = words.is(name + 1, ".") ? name + 2 : name;
        String table = words.name(name);
        if (table.isEmpty()) {
            return Optional.empty();
        }
        if (updates) {
            return Optional.of(new Writing(Verb.UPDATE, table, set(words, name), replaces, false));
        }
        if (deletes) {
            return Optional.of(new Writing(Verb.DELETE, table, Set.of(), false, false));
        }
        return Optional.of(new Writing(
                upserts(words, name) ? Verb.UPSERT : Verb.INSERT,
                table,
                Set.of(),
                replaces,
                commands(words, name, table)));
    }

    /// Behind the expressions of WITH, one of which may be called `replace`.
    private static int verb(Phrase words) {
        int at = words.until(0, VERBS);
        while (words.is(at, "REPLACE") && !words.is(at + 1, "INTO")) {
            at = words.until(at + 1, VERBS);
        }
        return at;
    }

    private static boolean upserts(Phrase words, int from) {
        for (int i = from; i < words.size(); i++) {
            if (words.is(i, "DO") && words.is(i + 1, "UPDATE")) {
                return true;
            }
        }
        return false;
    }

    /// The column that is called like the table takes orders.
    private static boolean commands(Phrase words, int name, String table) {
        int list = words.is(name + 1, "AS") ? name + 3 : name + 1;
        int end = words.is(list, "(") ? words.until(list + 1, Set.of()) : list;
        if (columns(words, list, end).stream().noneMatch(table::equals)) {
            return false;
        }
        boolean first = words.name(list + 1).equals(table);
        boolean literal = words.is(end + 1, "VALUES")
                && words.is(end + 2, "(")
                && end + 3 < words.size()
                && words.words().get(end + 3).kind() == Token.Kind.STRING;
        // FTS4 writes its numbers into the order: merge=8,4.
        String order = words.name(end + 3).toLowerCase(Locale.ROOT).replaceFirst("=.*", "");
        boolean alone = first && literal && words.until(end + 3, Set.of()) == words.size() - 1;
        return !(alone && KEEPING.contains(order));
    }

    private static Set<String> set(Phrase words, int from) {
        int set = words.at("SET", from);
        Set<String> names = new TreeSet<>();
        for (Phrase item : words.part(0, words.until(set + 1, AFTER_SET)).items(set + 1)) {
            names.addAll(item.is(0, "(") ? columns(item, 0, item.until(1, Set.of())) : List.of(item.name(0)));
        }
        return names;
    }

    /// The names between two parentheses.
    private static List<String> columns(Phrase words, int open, int close) {
        List<String> names = new ArrayList<>();
        for (int i = open + 1; i < close; i++) {
            if (!words.is(i, ",")) {
                names.add(words.name(i));
            }
        }
        return names;
    }
}
