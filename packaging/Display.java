import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Where windows are shown: the user's display, or a virtual one on a Linux without.
final class Display implements AutoCloseable {
    private final String name;
    private final Process server;

    private Display(String name, Process server) {
        this.name = name;
        this.server = server;
    }

    static Display open() throws IOException, InterruptedException {
        String given = System.getenv("DISPLAY");
        boolean linux = Package.Platform.here() == Package.Platform.LINUX;
        if (!linux || (given != null && !given.isBlank())) {
            return new Display(given, null);
        }
        need("Xvfb", "xvfb");
        Process server = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1440x900x24")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        StringBuilder number = new StringBuilder();
        for (int c = server.getInputStream().read(); c > ' '; c = server.getInputStream().read()) {
            number.append((char) c);
        }
        if (number.isEmpty()) {
            throw new IOException("Xvfb did not start");
        }
        return new Display(":" + number, server);
    }

    /// Installs a Debian package where a command of it is missing and this may be done.
    private static void need(String command, String debian) throws IOException, InterruptedException {
        if (run(List.of("sh", "-c", "command -v " + command)) != 0) {
            Package.say("installing " + debian);
            run(List.of("apt-get", "update", "-q"));
            if (run(List.of("apt-get", "install", "-y", "-q", "--no-install-recommends", debian, "libgtk-3-0")) != 0) {
                throw new IOException("please install " + debian + ": the program is trained in a window");
            }
        }
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    void into(Map<String, String> environment) {
        if (name != null) {
            environment.put("DISPLAY", name);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.destroy();
        }
    }
}
