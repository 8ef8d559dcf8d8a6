import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Unpacks the installer into an empty folder, asks its command, starts its window, and measures both beside a bare
/// window that was packaged in the same way.
final class Trial {
    private static final int RUNS = 9;
    private static final double BAR = 1.6;

    private final Package.Platform platform;
    private final Display display;
    private final Path out;

    Trial(Package.Platform platform, Display display, Path out) {
        this.platform = platform;
        this.display = display;
        this.out = out;
    }

    void run(Path installer, Path bareImage, Path figures) throws IOException, InterruptedException {
        Path image = unpacked(installer);
        Program command = new Program(platform.launcher(image, "rowan"), out.resolve("homes/rowan"), display);
        Program.Said said = command.command("", List.of("health", "--json"));
        if (said.code() != 0 || !said.out().contains("\"status\" : \"healthy\"")) {
            throw new IOException("rowan health --json ended with " + said.code() + ": " + said.out());
        }
        Program studio =
                new Program(platform.launcher(image, "rowan-studio"), out.resolve("homes/rowan-studio"), display);
        Program bare = new Program(platform.launcher(bareImage, "bare"), out.resolve("homes/bare"), display);
        List<Long> ours = new ArrayList<>();
        List<Long> theirs = new ArrayList<>();
        for (int i = 0; i <= RUNS; i++) {
            long window = studio.window("", () -> {});
            long reference = bare.window("", () -> {});
            if (i > 0) { // the first of each brings the files into the page cache
                ours.add(window);
                theirs.add(reference);
            }
        }
        tell(installer, figures, said.millis(), median(ours), median(theirs));
    }

    private Path unpacked(Path installer) throws IOException, InterruptedException {
        if (!installer.toString().endsWith(".deb")) {
            return platform.image(out.resolve("images"), "rowan-studio");
        }
        Path folder = Files.createDirectories(out.resolve("unpacked"));
        int code = new ProcessBuilder("dpkg-deb", "-x", installer.toString(), folder.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("dpkg-deb -x ended with " + code);
        }
        return folder.resolve("opt/rowan-studio");
    }

    private static void tell(Path installer, Path figures, long command, long ours, long theirs) throws IOException {
        double ratio = (double) ours / theirs;
        boolean holds = ratio < BAR;
        Package.say(String.format(
                Locale.ROOT, "%s: %.1f MB; rowan health --json: %d ms", installer, Files.size(installer) / 1e6, command));
        Package.say(String.format(
                Locale.ROOT,
                "time to window: %d ms, a bare window %d ms, ratio %.2f, bar %.1f: %s",
                ours, theirs, ratio, BAR, holds ? "holds" : "DOES NOT HOLD"));
        Files.writeString(figures, String.format(
                Locale.ROOT,
                "[{\"name\": \"time to window\", \"value\": %d, \"reference\": %d, \"unit\": \"ms\","
                        + " \"ratio\": %.3f, \"bar\": %.1f, \"holds\": %b}]%n",
                ours, theirs, ratio, BAR, holds));
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
