package studio.rowan.migrate;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import studio.rowan.db.Statements;

/// A trigger as its statement tells it. Names are in lower case.
/// @param event which runs it; empty where that cannot be told, so that any does
/// @param of columns whose UPDATE alone runs it; empty where any does
/// @param body its statements
record TriggerWords(String table, String event, Set<String> of, List<Phrase> body) {
    private static final Set<String> EVENTS = Set.of("INSERT", "UPDATE", "DELETE");

    TriggerWords {
        of = Set.copyOf(of);
        body = List.copyOf(body);
    }

    static boolean isOne(Phrase words) {
        return words.is(0, "CREATE") && words.is(words.isAny(1, Set.of("TEMP", "TEMPORARY")) ? 2 : 1, "TRIGGER");
    }

    /// @param table that it is known to belong to; empty where only its words tell
    static TriggerWords of(String sql, String table) {
        Phrase words = Phrase.of(sql);
        int event = words.until(0, EVENTS);
        int on = words.at("ON", event);
        Set<String> columns = new TreeSet<>();
        if (words.is(event + 1, "OF")) {
            words.part(0, on).items(event + 2).forEach(item -> columns.add(item.name(0)));
        }
        int name = words.is(on + 2, ".") ? on + 3 : on + 1;
        int begin = on < 0 ? -1 : words.at("BEGIN", name + 1);
        String body = begin < 0 ? sql : sql.substring(words.words().get(begin).end());
        return new TriggerWords(
                table.isEmpty() ? words.name(name) : table,
                on < 0 || !words.isAny(event, EVENTS)
                        ? ""
                        : words.part(event, event + 1).text().toUpperCase(Locale.ROOT),
                columns,
                Statements.of(body).stream()
                        .map(statement -> Phrase.of(statement.text(body)))
                        .toList());
    }

    /// @param replaces whether rows can go that are in the way of what is written
    boolean runsBy(Writing writing, boolean replaces) {
        if (event.isEmpty()) {
            return true;
        }
        return switch (event) {
            case "INSERT" -> writing.verb() == Writing.Verb.INSERT || writing.verb() == Writing.Verb.UPSERT;
            case "DELETE" -> writing.verb() == Writing.Verb.DELETE || replaces;
            default ->
                writing.verb() == Writing.Verb.UPSERT
                        || (writing.verb() == Writing.Verb.UPDATE
                                && (of.isEmpty()
                                        || writing.columns().isEmpty()
                                        || writing.columns().stream().anyMatch(of::contains)));
        };
    }
}
