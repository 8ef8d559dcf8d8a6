package studio.rowan.console;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The statements that were run, newest last, one JSON document a line in a file of the program's own. Blocks: for the
/// background.
public final class History {
    /// So many are kept; the file is cut down to them when it holds twice as many.
    static final int KEPT = 2_000;

    private static final int LONGEST = 200_000;
    private static final long CHECKED_EACH = 256 << 10;

    /// One run of one statement.
    ///
    /// @param at when it began, in milliseconds since 1970
    /// @param database the file it ran on
    /// @param rows rows shown or changed, -1 where that is no question
    /// @param error SQLite's words, empty where it succeeded
    public record Entry(long at, String database, String sql, long rows, long millis, String error) {
        public boolean succeeded() {
            return error.isEmpty();
        }

        /// What no one would look for, such as a dump that was pasted, is not kept.
        boolean isKept() {
            return sql.length() <= LONGEST;
        }

        /// Whether every word of the search stands in the statement or the name of the database.
        public boolean matches(String search) {
            String all = (sql + "\n" + database).toLowerCase(Locale.ROOT);
            for (String word : search.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
                if (!all.contains(word)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Path file;
    private long checkedAbove = CHECKED_EACH;
    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public History(Path folder) {
        this.file = folder.resolve("sql-history.jsonl");
    }

    /// The last entries, oldest first. A line that a crash left half written is passed over.
    public synchronized List<Entry> load() throws IOException {
        List<Entry> entries = read();
        return entries.size() > KEPT ? List.copyOf(entries.subList(entries.size() - KEPT, entries.size())) : entries;
    }

    /// Adds entries at the end.
    public synchronized void add(List<Entry> entries) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Entry entry : entries) {
            if (entry.isKept()) {
                lines.append(json.writeValueAsString(entry)).append('\n');
            }
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        // One write, so that lines of two windows do not mix.
        Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (Files.size(file) > checkedAbove) {
            List<Entry> all = read();
            if (all.size() >= 2 * KEPT) {
                rewrite(all.subList(all.size() - KEPT, all.size()));
            }
            checkedAbove = Files.size(file) + CHECKED_EACH;
        }
    }

    public synchronized void clear() throws IOException {
        Files.deleteIfExists(file);
    }

    private List<Entry> read() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try {
                    entries.add(json.readValue(line, Entry.class));
                } catch (JacksonException e) {
                    // Half a line: the entry is lost, the others are not.
                    continue;
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return List.copyOf(entries);
    }

    private void rewrite(List<Entry> entries) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Entry entry : entries) {
            lines.append(json.writeValueAsString(entry)).append('\n');
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, lines);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
