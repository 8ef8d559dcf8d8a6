package studio.rowan.db;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import studio.rowan.SharedData;

/// The SQL texts beside the project.
final class SharedSql {
    private SharedSql() {}

    /// One script and the statements SQLite sees in it.
    record Known(String script, List<String> statements) {}

    static List<Known> known() {
        List<Known> all = new ArrayList<>();
        for (JsonNode node : lines("sql/sqlite-tests.jsonl")) {
            List<String> statements = new ArrayList<>();
            // A last entry that is an object holds what follows the last statement: comments.
            node.get("statements").forEach(s -> {
                if (s.isTextual()) {
                    statements.add(s.textValue());
                }
            });
            all.add(new Known(node.get("script").textValue(), statements));
        }
        return all;
    }

    static List<String> scripts() {
        return known().stream().map(Known::script).toList();
    }

    static List<String> fuzzed() {
        return lines("sql/fuzz-sql.jsonl").stream()
                .map(n -> n.get("sql").textValue())
                .toList();
    }

    private static List<JsonNode> lines(String file) {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> nodes = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(SharedData.dir().resolve(file))) {
                nodes.add(json.readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return nodes;
    }
}
