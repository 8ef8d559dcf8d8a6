package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.rowan.SharedData;
import studio.rowan.TestDb;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.Column;

class FormatGuessTest {
    private static FormatGuess guess(String column, String type, Object... values) {
        return FormatGuess.of(
                column,
                type,
                java.util.Arrays.stream(values)
                        .map(value -> switch (value) {
                            case Integer number -> Value.of(number);
                            case Long number -> Value.of(number);
                            case Double number -> Value.of(number);
                            case String text -> Value.of(text);
                            case Optional<?> _ -> Value.NULL;
                            default -> throw new IllegalArgumentException(String.valueOf(value));
                        })
                        .toList());
    }

    @Test
    void nothingIsShownOtherwiseUnlessAllAgree() {
        assertThat(guess("created_at", "INTEGER", 1_700_000_000_000L, Optional.empty(), 0)
                        .byDefault())
                .isEqualTo(DisplayFormat.UNIX_MS);
        assertThat(guess("created_at", "INTEGER", 1_700_000_000).byDefault()).isEqualTo(DisplayFormat.UNIX_S);
        assertThat(guess("created_at", "INTEGER", 1_700_000_000, 5).byDefault()).isEqualTo(DisplayFormat.RAW);
        assertThat(guess("created_at", "INTEGER", 0).byDefault()).isEqualTo(DisplayFormat.RAW);
        assertThat(guess("created_at", "INTEGER", "1700000000").byDefault()).isEqualTo(DisplayFormat.RAW);
        FormatGuess phone = guess("phone", "INTEGER", 1_700_000_000);
        assertThat(phone.byDefault()).isEqualTo(DisplayFormat.RAW);
        assertThat(phone.fitting()).contains(DisplayFormat.UNIX_S);
        assertThat(guess("duration_ms", "INTEGER", 1_700_000_000_000L).byDefault())
                .isEqualTo(DisplayFormat.RAW);
        assertThat(guess("id", "INTEGER", 1, 0, 1).byDefault()).isEqualTo(DisplayFormat.RAW);
        assertThat(guess("id", "INTEGER", 1, 0, 1).fitting()).contains(DisplayFormat.BOOLEAN);
        assertThat(guess("done", "BOOLEAN", 1, 0, Optional.empty()).byDefault()).isEqualTo(DisplayFormat.BOOLEAN);
        assertThat(guess("done", "BOOLEAN", 1, 2).byDefault()).isEqualTo(DisplayFormat.RAW);
        assertThat(guess("born", "TEXT", "2001-01-01").fitting()).containsExactly(DisplayFormat.ISO);
        assertThat(guess("born", "TEXT", "2001-01-01").byDefault()).isEqualTo(DisplayFormat.RAW);
        assertThat(guess("x", "TEXT", "{\"a\": 1}", "[]").byDefault()).isEqualTo(DisplayFormat.JSON);
        assertThat(guess("x", "TEXT", "{\"a\": 1}", "no").byDefault()).isEqualTo(DisplayFormat.RAW);
        assertThat(guess("color", "TEXT", "#fff").byDefault()).isEqualTo(DisplayFormat.COLOR);
        assertThat(guess("file_size", "INTEGER", 12_000).fitting()).contains(DisplayFormat.SIZE);
        assertThat(guess("x", "TEXT", Optional.empty())).isEqualTo(FormatGuess.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "android-app-usage.db, events, timestamp, UNIX_MS",
        "chrome-history-59, urls, last_visit_time, WEBKIT",
        "chrome-history-59, urls, visit_count, RAW",
        "chrome-history-59, visits, visit_duration, RAW",
        "firefox-places.sqlite, moz_places, last_visit_date, UNIX_US",
        "firefox-places.sqlite, moz_bookmarks, dateAdded, UNIX_US",
        "macos-knowledgec-130cols.db, ZOBJECT, ZSTARTDATE, COCOA",
        "macos-knowledgec-130cols.db, ZOBJECT, Z_PK, RAW",
        "sqlittle.fossil, event, mtime, JULIAN",
        "windows-activitiescache.db, Activity, StartTime, UNIX_S",
        "windows-activitiescache.db, Activity, Payload, JSON",
        "googledrive-snapshot.db, cloud_entry, modified, UNIX_S",
        "northwind_small.sqlite, Order, OrderDate, RAW",
        "wakfu-items.db, items, item_id, RAW"
    })
    void realFilesAreGuessedRight(String file, String table, String column, DisplayFormat expected, @TempDir Path to) {
        try (TestDb db = TestDb.openReadOnly(
                SharedData.copy(SharedData.dir().resolve("real").resolve(file), to))) {
            Column at = db.table(table).columns().stream()
                    .filter(c -> c.name().equals(column))
                    .findFirst()
                    .orElseThrow(() ->
                            new AssertionError(table + " has " + db.table(table).columns()));
            Sql sql = Sql.of("SELECT " + Ident.quote(column) + " FROM " + Ident.quote(table) + " LIMIT 100");
            List<Value> values = db.db().read("sample", access -> access.query(sql)).await().stream()
                    .map(row -> row.get(0))
                    .toList();
            assertThat(FormatGuess.of(column, at.declaredType(), values).byDefault())
                    .as(values.toString())
                    .isEqualTo(expected);
        }
    }
}
