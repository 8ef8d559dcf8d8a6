package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;
import studio.rowan.schema.Schema;
import studio.rowan.schema.SchemaObject;

/// The statements that made an object, as they are stored, and what can be read off them.
final class Ddl {
    private static final Set<String> TIMES = Set.of("BEFORE", "AFTER", "INSTEAD", "OF");
    private static final Set<String> EVENTS = Set.of("INSERT", "UPDATE", "DELETE");

    private Ddl() {}

    /// The statement of the object, then those of its indexes and triggers; empty where SQLite keeps none.
    static String of(Schema schema, SchemaObject object) {
        List<String> statements = new ArrayList<>();
        add(statements, object);
        if (object.kind().isRelation()) {
            schema.belongingTo(object.name(), SchemaObject.Kind.INDEX).forEach(o -> add(statements, o));
            schema.belongingTo(object.name(), SchemaObject.Kind.TRIGGER).forEach(o -> add(statements, o));
        }
        return String.join("\n\n", statements);
    }

    private static void add(List<String> statements, SchemaObject object) {
        String sql = object.sql();
        if (sql != null) {
            statements.add(sql.strip() + ";");
        }
    }

    /// When a trigger fires, such as `AFTER UPDATE OF`: the keywords between its name and ON.
    static String event(String sql) {
        List<String> words = new ArrayList<>();
        boolean event = false;
        boolean named = false;
        for (Token token : Tokenizer.tokens(sql)) {
            String word = token.text(sql).toUpperCase(Locale.ROOT);
            if (token.isTrivia()) {
                continue;
            }
            if (word.equals("TRIGGER")) {
                named = true;
            } else if (named && token.kind() == Token.Kind.KEYWORD) {
                if (event && word.equals("ON")) {
                    break;
                }
                boolean belongs = EVENTS.contains(word) || TIMES.contains(word);
                event |= EVENTS.contains(word);
                if (belongs) {
                    words.add(word);
                }
            }
        }
        return String.join(" ", words);
    }
}
