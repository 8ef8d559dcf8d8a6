package studio.rowan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// A file system in memory, of a size; needs root, else the test is skipped.
public record SmallDisk(Path folder) implements AutoCloseable {
    public static SmallDisk mount(Path folder, String options) throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "a small disk can be mounted on Linux only: skipped");
        Files.createDirectories(folder);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + options, "tmpfs", folder.toString()) == 0,
                "mounting a small disk needs root: skipped");
        return new SmallDisk(folder);
    }

    /// Nothing can be written any more; what was there can be read.
    public void makeReadOnly() throws Exception {
        assertThat(run("mount", "-o", "remount,ro", folder.toString())).isZero();
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Override
    public void close() throws Exception {
        assertThat(run("umount", folder.toString())).isZero();
    }
}
