package studio.rowan.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Names;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;

/// When a trigger fires, read from the statement that made it
/// ([lang_createtrigger](https://www.sqlite.org/lang_createtrigger.html)).
/// @param columns of UPDATE OF; empty: any column
public record Trigger(String name, String table, Timing timing, Event event, List<String> columns) {
    public enum Timing {
        BEFORE,
        AFTER,
        INSTEAD_OF
    }

    public enum Event {
        INSERT,
        UPDATE,
        DELETE
    }

    public Trigger {
        columns = List.copyOf(columns);
    }

    /// Whether an UPDATE of these columns fires it.
    public boolean firesOn(List<String> changed) {
        return columns.isEmpty()
                || columns.stream().anyMatch(c -> changed.stream().anyMatch(c::equalsIgnoreCase));
    }

    /// The triggers of a table or view.
    public static List<Trigger> on(Schema schema, String table) {
        return schema.belongingTo(table, SchemaObject.Kind.TRIGGER).stream()
                .map(Trigger::of)
                .flatMap(Optional::stream)
                .toList();
    }

    /// Empty where the object is no trigger.
    public static Optional<Trigger> of(SchemaObject object) {
        String sql = object.sql();
        return object.kind() != SchemaObject.Kind.TRIGGER || sql == null
                ? Optional.empty()
                : Optional.of(new Words(sql).trigger(object));
    }

    /// The words of CREATE TRIGGER up to its body.
    private static final class Words {
        private final String sql;
        private final List<Token> tokens;
        private int at;

        Words(String sql) {
            this.sql = sql;
            this.tokens =
                    Tokenizer.tokens(sql).stream().filter(t -> !t.isTrivia()).toList();
        }

        Trigger trigger(SchemaObject object) {
            while (!takes("TRIGGER") && at < tokens.size()) {
                at++;
            }
            if (takes("IF")) {
                at += 2;
            }
            at++;
            if (at < tokens.size() && word(at).equals(".")) {
                at += 2;
            }
            Timing timing = takes("AFTER") ? Timing.AFTER : takes("INSTEAD") ? Timing.INSTEAD_OF : Timing.BEFORE;
            if (timing == Timing.BEFORE) {
                takes("BEFORE");
            }
            takes("OF");
            Event event = takes("DELETE") ? Event.DELETE : takes("INSERT") ? Event.INSERT : Event.UPDATE;
            takes("UPDATE");
            return new Trigger(object.name(), object.table(), timing, event, takes("OF") ? names() : List.of());
        }

        private List<String> names() {
            List<String> names = new ArrayList<>();
            for (; at < tokens.size() && !word(at).equals("ON"); at++) {
                String name = name(at);
                if (name != null) {
                    names.add(name);
                }
            }
            return names;
        }

        private @Nullable String name(int index) {
            return Names.unquote(tokens.get(index), sql);
        }

        private boolean takes(String keyword) {
            boolean found = at < tokens.size() && word(at).equals(keyword);
            if (found) {
                at++;
            }
            return found;
        }

        private String word(int index) {
            return tokens.get(index).text(sql).toUpperCase(Locale.ROOT);
        }
    }
}
