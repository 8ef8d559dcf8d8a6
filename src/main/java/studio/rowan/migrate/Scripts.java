package studio.rowan.migrate;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.FileDataSource;
import studio.rowan.kit.Text;

/// The migration scripts of a folder, and what else lies there: Flyway would run shell scripts and callbacks while it
/// merely looks (F8), so it is shown `migrations` and nothing else.
/// @param migrations `V…__x.sql`, `R__x.sql`, `B…__x.sql`, in the order of their paths
/// @param notRun scripts of any kind that this program never runs
/// @param drizzle what drizzle-kit says of them; null where it did not make them
/// @param other what another tool says of them, which are shown and not run; null where they are Flyway's or Drizzle's
/// @param settings under which they run
public record Scripts(
        List<Script> migrations,
        List<NotRun> notRun,
        @Nullable DrizzleJournal drizzle,
        @Nullable OtherHistory other,
        MigrationSettings settings) {
    /// A file of the folder that is not run.
    public record NotRun(String path, Reason reason) {}

    /// Why a file is not run.
    public enum Reason {
        /// Flyway would run it by the shell, some of them while it merely looks.
        SHELL,
        /// Flyway would run it before or after its own steps.
        CALLBACK,
        /// It takes a migration back.
        UNDO,
        /// An SQL file that is not named as a migration.
        NAME,
        /// What a configuration file says, and what does not hold here.
        SETTING,
        /// A location that is no folder of this computer.
        LOCATION,
        /// A location of the configuration that is not there.
        NO_FOLDER
    }

    public Scripts {
        migrations = List.copyOf(migrations);
        notRun = List.copyOf(notRun);
    }

    Scripts(List<Script> migrations, List<NotRun> notRun) {
        this(migrations, notRun, MigrationSettings.none());
    }

    Scripts(List<Script> migrations, List<NotRun> notRun, MigrationSettings settings) {
        this(migrations, notRun, null, null, settings);
    }

    Scripts(List<Script> migrations, List<NotRun> notRun, DrizzleJournal drizzle) {
        this(migrations, notRun, drizzle, null, MigrationSettings.none());
    }

    private static Scripts of(OtherHistory other) {
        return switch (other) {
            case OtherHistory.Plain(OtherTool tool, List<Step> steps) ->
                new Scripts(
                        steps.stream()
                                .map(step -> new Script(step.path(), step.up()))
                                .toList(),
                        List.of(),
                        null,
                        other,
                        MigrationSettings.none());
            case OtherHistory.Refused refused ->
                new Scripts(List.of(), List.of(), null, refused, MigrationSettings.none());
        };
    }

    /// Why the folder, which is another tool's, cannot be read; null where it can be, or is none of those.
    public @Nullable Refusal refusal() {
        return other instanceof OtherHistory.Refused(Refusal why) ? why : null;
    }

    /// Whether they can be written anew as Flyway's.
    public boolean isConvertible() {
        return !steps().isEmpty();
    }

    /// What can be written anew as Flyway's, in the order in which its own tool runs it; empty for what is Flyway's.
    List<Step> steps() {
        DrizzleJournal journal = drizzle;
        if (journal == null) {
            return other instanceof OtherHistory.Plain plain ? plain.steps() : List.of();
        }
        return journal.entries().stream()
                .map(entry -> {
                    String text = find(entry.path()).orElseThrow().text();
                    return new Step(
                            entry.path(),
                            entry.version(),
                            entry.tag(),
                            entry.description().isEmpty() ? entry.tag() : entry.description(),
                            text,
                            null,
                            true);
                })
                .toList();
    }

    /// The name of the tool that made them.
    public String tool() {
        return drizzle != null
                ? "Drizzle"
                : other instanceof OtherHistory.Plain plain ? plain.tool().title() : "Flyway";
    }

    /// The script as it is shown: with the way back behind it, where its tool keeps one.
    public String shown(Script script) {
        String down = steps().stream()
                .filter(step -> step.path().equals(script.path()))
                .map(Step::down)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
        return down == null
                ? script.text()
                : script.text().stripTrailing() + Text.of("migrations.other.down", down.strip());
    }

    /// The folders in which scripts of a place lie or may come to lie.
    public Set<Path> folders(Path folder) {
        return FlywayFolder.watched(folder, settings);
    }

    /// Whether Flyway keeps their history.
    boolean isFlyway() {
        return drizzle == null && other == null;
    }

    /// The same without some of the scripts, by their paths.
    Scripts without(Set<String> paths) {
        return new Scripts(
                migrations.stream()
                        .filter(script -> !paths.contains(script.path()))
                        .toList(),
                notRun,
                drizzle,
                other,
                settings);
    }

    /// Whether drizzle-kit made them, and Drizzle keeps their history.
    public boolean isDrizzle() {
        return drizzle != null;
    }

    /// Runs them and keeps their history as their own tool does.
    Runner runner(FileDataSource source) {
        DrizzleJournal journal = drizzle;
        if (other != null) {
            return new OtherRunner(source, other);
        }
        return journal == null ? new FlywayRunner(source, this) : new DrizzleRunner(source, this, journal);
    }

    /// The table in which their tool keeps the history.
    String historyTable() {
        if (other instanceof OtherHistory.Plain plain) {
            return plain.tool().table();
        }
        return drizzle == null ? settings.get(Setting.TABLE) : DrizzleRunner.TABLE;
    }

    /// Whether a table is one that keeps a history, and none of the user's.
    boolean isHistory(String table) {
        return table.equals(historyTable()) || table.equals(History.TABLE) || table.equals(DrizzleRunner.TABLE);
    }

    /// What the names of scripts say.
    ScriptNames names() {
        return new ScriptNames(settings);
    }

    /// Of a repeatable script, Flyway needs all values before it can tell whether it changed.
    boolean isRepeatable(Script script) {
        return drizzle == null && other == null && script.name().startsWith(settings.get(Setting.REPEATABLE_PREFIX));
    }

    /// The text that the history knows by its checksum.
    String checked(Script script) {
        return isRepeatable(script) ? script.text() : script.source();
    }

    /// By which the history knows the text of what just ran; empty where it does not.
    String digest(Migration ran) {
        Integer checksum = ran.checksum();
        DrizzleJournal journal = drizzle;
        return journal != null ? journal.entry(ran.script()).hash() : checksum == null ? "" : String.valueOf(checksum);
    }

    /// The script that the history calls so.
    public Optional<Script> find(String path) {
        return migrations.stream().filter(script -> script.path().equals(path)).findFirst();
    }

    /// What lies in a folder and below it, as its own configuration has it.
    /// @throws IOException where it cannot be read, or holds too much to be a folder of migrations
    public static Scripts ofFolder(Path folder) throws IOException {
        return ofFolder(folder, MigrationSettings.Choice.NONE);
    }

    /// The same, where what the user chose goes above the configuration.
    /// @throws IOException where it cannot be read, or holds too much to be a folder of migrations
    public static Scripts ofFolder(Path folder, MigrationSettings.Choice choice) throws IOException {
        Optional<Scripts> drizzle = DrizzleJournal.read(folder);
        if (drizzle.isPresent()) {
            return drizzle.get();
        }
        Scripts found = FlywayFolder.read(folder, choice);
        OtherHistory other = found.migrations.isEmpty() ? OtherHistory.of(folder) : null;
        return other == null ? found : of(other);
    }

    /// What lies in a folder of the class path: in a folder of classes or in a jar.
    /// @throws IOException where it is not there or cannot be read
    public static Scripts ofClasspath(ClassLoader loader, String folder) throws IOException {
        URL url = loader.getResource(folder + "/");
        if (url == null) {
            throw new IOException("not on the class path: " + folder);
        }
        if (url.openConnection() instanceof JarURLConnection connection) {
            connection.setUseCaches(false);
            try (JarFile jar = connection.getJarFile()) {
                return ofJar(jar, folder + "/");
            }
        }
        try {
            return ofFolder(Path.of(url.toURI()));
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static Scripts ofJar(JarFile jar, String prefix) throws IOException {
        FoundScripts found = new FoundScripts(MigrationSettings.none());
        for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
            JarEntry entry = entries.nextElement();
            if (!entry.isDirectory() && entry.getName().startsWith(prefix)) {
                found.add(entry.getName().substring(prefix.length()), () -> jar.getInputStream(entry));
            }
        }
        return found.scripts(List.of());
    }
}
