package studio.rowan.shell;

import java.util.Optional;

/// What a tab stands for. Its key is unique among the tabs of a file and is what the session remembers.
public sealed interface Place {
    /// Rows of a table or view.
    record Rows(String name, String where) implements Place {}

    record Structure(String name) implements Place {}

    record Sql(int number) implements Place {}

    /// One of the panels.
    record Room(String id) implements Place {}

    default String key() {
        return switch (this) {
            case Rows(String name, String where) -> "table:" + name + (where.isEmpty() ? "" : "\n" + where);
            case Structure(String name) -> "structure:" + name;
            case Sql(int number) -> "sql:" + number;
            case Room(String id) -> "panel:" + id;
        };
    }

    /// The place of a key; empty where it is none.
    static Optional<Place> parse(String key) {
        int colon = key.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String rest = key.substring(colon + 1);
        return switch (key.substring(0, colon)) {
            case "table" -> {
                int line = rest.indexOf('\n');
                yield Optional.of(
                        line < 0 ? new Rows(rest, "") : new Rows(rest.substring(0, line), rest.substring(line + 1)));
            }
            case "structure" -> Optional.of(new Structure(rest));
            case "sql" -> number(rest);
            case "panel" -> Optional.of(new Room(rest));
            default -> Optional.empty();
        };
    }

    private static Optional<Place> number(String digits) {
        try {
            return Optional.of(new Sql(Integer.parseInt(digits)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
