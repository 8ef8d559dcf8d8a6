package studio.rowan.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.kit.JsonFile;

final class SessionTest {
    @TempDir
    private Path folder;

    private JsonFile<Session> file() {
        return new JsonFile<>(folder.resolve("session.json"), Session.class);
    }

    private static Session some() {
        return new Session(
                new Session.Window(10.5, 20.0, 1200, 800, true, 260, 300, true, false, true),
                List.of(new Session.OpenFile(
                        "/a/é 😀.db",
                        true,
                        List.of(
                                new Session.Tab("table:posts", "{\"sort\":\"id\"}"),
                                new Session.Tab("sql:1", "SELECT\n1")),
                        "sql:1",
                        Map.of("table:users", "x"))),
                "/a/é 😀.db",
                List.of("/a/é 😀.db", "/b.db"),
                List.of(new Session.OpenFile("/c.db", false, List.of(), null, Map.of("table:t", "wide"))));
    }

    @Test
    void comesBackAsItWas() throws IOException {
        file().save(some());
        assertThat(file().load(Session.EMPTY)).isEqualTo(some());
        assertThat(SessionKeeper.load(folder)).isEqualTo(some());
    }

    @Test
    void withoutAFileItIsEmpty() {
        assertThat(file().load(Session.EMPTY)).isEqualTo(Session.EMPTY);
    }

    @Test
    void aFileThatIsNotUnderstoodIsPutAside() throws IOException {
        Files.writeString(folder.resolve("session.json"), "{ \"files\": [ {");
        assertThat(file().load(Session.EMPTY)).isEqualTo(Session.EMPTY);
        assertThat(folder.resolve("session.json.broken")).exists();
        file().save(some());
        assertThat(file().load(Session.EMPTY)).isEqualTo(some());
    }

    @Test
    void whatALaterVersionAddsOrAnEarlierLeftOutDoesNoHarm() throws IOException {
        Files.writeString(folder.resolve("session.json"), "{\"files\":[{\"path\":\"/x.db\"}],\"future\":{\"a\":1}}");
        Session session = file().load(Session.EMPTY);
        assertThat(session.files()).extracting(Session.OpenFile::path).containsExactly("/x.db");
        assertThat(session.files().getFirst().tabs()).isEmpty();
        assertThat(session.window()).isEqualTo(Session.Window.DEFAULT);
    }

    @Test
    void aSaveLeavesNoTemporaryFile() throws IOException {
        file().save(some());
        file().save(Session.EMPTY);
        try (var left = Files.list(folder)) {
            assertThat(left.map(p -> p.getFileName().toString())).containsExactly("session.json");
        }
    }

    @Test
    void recentFilesAreWithoutDoublesTheLastFirstAndNotTooMany() {
        List<String> recent = List.of("/a", "/b", "/c");
        assertThat(Session.withRecent(recent, "/c")).containsExactly("/c", "/a", "/b");
        List<String> many = IntStream.range(0, 40).mapToObj(i -> "/" + i).toList();
        assertThat(Session.withRecent(many, "/new")).hasSize(20).startsWith("/new", "/0");
    }

    @Test
    void placesComeBackByTheirKeys() {
        for (Place place : List.of(
                new Place.Rows("a:b\"c", ""),
                new Place.Rows("posts", "title = ':' AND x\n= 1"),
                new Place.Structure("idx"),
                new Place.Sql(7),
                new Place.Room("health"))) {
            assertThat(Place.parse(place.key())).contains(place);
        }
        assertThat(Place.parse("sql:seven")).isEmpty();
        assertThat(Place.parse("nonsense")).isEmpty();
        assertThat(Place.parse("future:x")).isEmpty();
    }
}
