package studio.rowan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.db.AppFolders;
import studio.rowan.db.Clock;
import studio.rowan.db.DbFiles;

/// Runs commands as a terminal does, with folders and variables of their own.
abstract class CommandFixture {
    @TempDir
    Path folder;

    final Map<String, String> env = new HashMap<>();
    final List<String> opened = new ArrayList<>();
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    /// As long as it is the same, databases in memory stay.
    DbFiles files = new DbFiles();
    private final Clock clock = Clock.system();

    @AfterEach
    void stop() {
        clock.close();
    }

    final Clock clock() {
        return clock;
    }

    /// @return the exit code; what was printed is what this command alone printed
    int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Commands.run(
                args,
                new Context(
                        env::get,
                        new AppFolders(folder.resolve("data"), folder.resolve("cache")),
                        files,
                        clock,
                        new PrintWriter(out),
                        new PrintWriter(err),
                        (files, readOnly) -> opened.add(files + (readOnly ? " read-only" : ""))));
    }

    /// The one document that was printed.
    JsonNode json() throws IOException {
        try (var parser = new ObjectMapper().createParser(out.toString())) {
            JsonNode document = parser.readValueAsTree();
            assertThat(parser.nextToken()).as("one document").isNull();
            return document;
        }
    }
}
