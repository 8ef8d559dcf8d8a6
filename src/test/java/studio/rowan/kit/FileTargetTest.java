package studio.rowan.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;

class FileTargetTest {
    @TempDir
    Path folder;

    @Test
    void aFileOfTheNameThatIsUsedMeanwhileStaysAsItIs() throws IOException {
        Path others = Files.writeString(folder.resolve("out.csv.part"), "somebody's");
        Path file = folder.resolve("out.csv");
        FileTarget target = new FileTarget(file, new DbFiles());
        target.write(out -> out.write('a'));
        assertThatThrownBy(() -> target.write(_ -> {
                    throw new IOException("full");
                }))
                .isInstanceOf(DbError.Io.class);
        assertThat(file).hasContent("a");
        assertThat(others).hasContent("somebody's");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file) && !path.equals(others));
    }

    @Test
    void whatIsWrittenMayBeReadByWhoMayReadOtherNewFiles() throws IOException {
        Path plain = Files.createFile(folder.resolve("plain"));
        Path file = folder.resolve("out.csv");
        new FileTarget(file, new DbFiles()).write(out -> out.write('a'));
        assertThat(Files.getAttribute(file, "posix:permissions"))
                .isEqualTo(Files.getAttribute(plain, "posix:permissions"));
    }
}
