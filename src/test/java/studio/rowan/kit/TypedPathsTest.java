package studio.rowan.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypedPathsTest {
    @TempDir
    Path folder;

    private final AnsweringDialogs dialogs = new AnsweringDialogs();

    private List<Path> ask(FileQuestion.Kind kind) {
        return new TypedPaths(dialogs).ask(FileQuestion.of(kind, "Export", folder, "posts.csv"));
    }

    @Test
    void whatIsTypedLiesInTheFolderOfTheQuestion() {
        dialogs.answer(" sub/../a.db ");
        assertThat(ask(FileQuestion.Kind.OPEN)).containsExactly(folder.resolve("a.db"));
        dialogs.answer("/elsewhere/b.db");
        assertThat(ask(FileQuestion.Kind.OPEN))
                .containsExactly(Path.of("/elsewhere/b.db").toAbsolutePath());
    }

    @Test
    void nothingTypedIsNothing() {
        dialogs.cancel().answer("  ");
        assertThat(ask(FileQuestion.Kind.FOLDER)).isEmpty();
        assertThat(ask(FileQuestion.Kind.FOLDER)).isEmpty();
    }

    /// Who writes to the path does not ask again.
    @Test
    void whatIsThereIsReplacedOnlyWhenTheUserSaysSo() throws IOException {
        Files.writeString(folder.resolve("posts.csv"), "old");
        dialogs.answer("posts.csv").answer(false).answer("new.csv");
        assertThat(ask(FileQuestion.Kind.SAVE)).containsExactly(folder.resolve("new.csv"));
        assertThat(dialogs.asked()).hasSize(3);
        assertThat(dialogs.asked().get(1)).contains(folder.resolve("posts.csv") + " exists already.");
        dialogs.answer("posts.csv").answer(true);
        assertThat(ask(FileQuestion.Kind.SAVE)).containsExactly(folder.resolve("posts.csv"));
        dialogs.answer("posts.csv");
        assertThat(ask(FileQuestion.Kind.OPEN)).containsExactly(folder.resolve("posts.csv"));
    }
}
