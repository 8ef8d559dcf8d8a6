package studio.rowan.migrate;

import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.RepairOutput;
import org.flywaydb.core.api.output.RepairResult;
import org.flywaydb.core.api.output.ValidateOutput;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.configuration.models.EnvironmentModel;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.FileDataSource;
import studio.rowan.kit.Text;

/// Flyway over one database file. It finds scripts only through the provider below, and runs no callbacks and no Java
/// migrations (F8); history, checksums and types are exactly its own.
public final class FlywayRunner implements Runner {
    private final FileDataSource source;
    private final Scripts scripts;

    public FlywayRunner(FileDataSource source, Scripts scripts) {
        this.source = source;
        this.scripts = scripts;
    }

    private FluentConfiguration configuration() {
        MigrationSettings settings = scripts.settings();
        FluentConfiguration configuration = Flyway.configure(FlywayRunner.class.getClassLoader());
        if (!settings.environment().equals(MigrationSettings.DEFAULT_ENVIRONMENT)) {
            // Scripts may speak of it by its name; what it connects to is the source all the same.
            configuration
                    .allEnvironments(Map.of(settings.environment(), new EnvironmentModel()))
                    .environment(settings.environment());
        }
        configuration
                .dataSource(source)
                .loggers("slf4j")
                .locations(new Location[0])
                .callbackLocations(new Location[0])
                .resourceProvider(new Provider(scripts.migrations()))
                .javaMigrationClassProvider(List::of)
                .skipDefaultCallbacks(true)
                .encoding(StandardCharsets.UTF_8)
                .table(settings.get(Setting.TABLE))
                .outOfOrder(settings.isOn(Setting.OUT_OF_ORDER))
                .target(settings.get(Setting.TARGET).strip())
                .baselineVersion(settings.get(Setting.BASELINE_VERSION).strip())
                .baselineDescription(settings.get(Setting.BASELINE_DESCRIPTION))
                .sqlMigrationPrefix(settings.get(Setting.SQL_MIGRATION_PREFIX))
                .repeatableSqlMigrationPrefix(settings.get(Setting.REPEATABLE_PREFIX))
                .sqlMigrationSeparator(settings.get(Setting.SQL_MIGRATION_SEPARATOR))
                .sqlMigrationSuffixes(settings.suffixes().toArray(String[]::new))
                .placeholderReplacement(settings.isOn(Setting.PLACEHOLDER_REPLACEMENT))
                .placeholderPrefix(settings.get(Setting.PLACEHOLDER_PREFIX))
                .placeholderSuffix(settings.get(Setting.PLACEHOLDER_SUFFIX))
                .placeholderSeparator(settings.get(Setting.PLACEHOLDER_SEPARATOR))
                .placeholders(settings.placeholders());
        if (!settings.get(Setting.INSTALLED_BY).isBlank()) {
            configuration.installedBy(settings.get(Setting.INSTALLED_BY));
        }
        return configuration.ignoreMigrationPatterns(ignored());
    }

    /// Flyway passes over what is newer than the folder, where nothing else was said.
    private String[] ignored(String... beside) {
        List<String> named = scripts.settings().list(Setting.IGNORE_MIGRATION_PATTERNS);
        List<String> all = new ArrayList<>(named.isEmpty() && beside.length == 0 ? List.of("*:future") : named);
        all.addAll(List.of(beside));
        return all.toArray(String[]::new);
    }

    /// Flyway is shown only what is named as a migration, so what it would say of other names is said here.
    private void checkNaming() {
        if (scripts.settings().isOn(Setting.VALIDATE_MIGRATION_NAMING)) {
            String wrong = scripts.notRun().stream()
                    .filter(file -> file.reason() == Scripts.Reason.NAME)
                    .map(Scripts.NotRun::path)
                    .collect(Collectors.joining(", "));
            if (!wrong.isEmpty()) {
                throw new MigrationFailed(Text.of("migrations.naming", wrong));
            }
        }
    }

    /// Runs what is pending in a file that holds nothing yet, each migration in a transaction of its own.
    /// @return how many ran
    /// @throws MigrationFailed where one did not; it is rolled back and the ones before it stay
    public int migrate() {
        try {
            return configuration().load().migrate().migrationsExecuted;
        } catch (FlywayException e) {
            throw new MigrationFailed(e);
        }
    }

    /// Runs the migration, which must be the next of those that are pending, and no other.
    /// @param steps told of each step; what it throws rolls the migration back and is thrown on
    /// @throws MigrationFailed in Flyway's words
    @Override
    public void run(Migration migration, FlywaySteps.Listener steps) {
        FlywaySteps callback = new FlywaySteps(source, migration.script(), steps);
        try {
            FluentConfiguration configuration = configuration().callbacks(callback);
            if (migration.version() != null) {
                configuration.target(MigrationVersion.fromVersion(migration.version()));
            }
            configuration.load().migrate();
        } catch (FlywayException e) {
            RuntimeException thrown = callback.thrown();
            if (thrown != null) {
                throw thrown;
            }
            if (!callback.isOver()) {
                throw new MigrationFailed(e, e instanceof FlywayMigrateException f ? f.getLineNumber() : 0);
            }
        }
    }

    /// Writes of all that is pending that it ran, and runs nothing.
    /// @throws MigrationFailed in Flyway's words
    void enter() {
        try {
            configuration().skipExecutingMigrations(true).load().migrate();
        } catch (FlywayException e) {
            throw new MigrationFailed(e);
        }
    }

    /// @throws MigrationFailed where this is no version
    static void checkVersion(String version) {
        try {
            MigrationVersion.fromVersion(version);
        } catch (FlywayException e) {
            throw new MigrationFailed(e);
        }
    }

    /// Writes a history whose first line says: all up to this version is there already.
    @Override
    public void baseline(String version, String description) {
        try {
            configuration()
                    .baselineVersion(version)
                    .baselineDescription(description)
                    .load()
                    .baseline();
        } catch (FlywayException e) {
            throw new MigrationFailed(e);
        }
    }

    /// Takes failed lines out of the history, gives others what their scripts say now, and marks as deleted those
    /// whose scripts are gone.
    /// @return what was changed
    List<Repair.Change> repair() {
        checkNaming();
        try {
            RepairResult result = configuration()
                    .ignoreMigrationPatterns(ignored("*:pending"))
                    .load()
                    .repair();
            List<Repair.Change> changes = new ArrayList<>();
            changes(changes, Repair.Kind.REMOVED, result.migrationsRemoved);
            changes(changes, Repair.Kind.DELETED, result.migrationsDeleted);
            changes(changes, Repair.Kind.ALIGNED, result.migrationsAligned);
            return changes;
        } catch (FlywayException e) {
            throw new MigrationFailed(e);
        }
    }

    private static void changes(List<Repair.Change> changes, Repair.Kind kind, List<RepairOutput> outputs) {
        for (RepairOutput output : outputs) {
            changes.add(new Repair.Change(
                    kind,
                    output.version == null ? "" : output.version,
                    output.description == null ? "" : output.description));
        }
    }

    /// The state of each migration, known to the file or to the scripts.
    @Override
    public List<Migration> info() {
        checkNaming();
        try {
            return Arrays.stream(configuration().load().info().all())
                    .map(FlywayRunner::migration)
                    .toList();
        } catch (FlywayException e) {
            throw new MigrationFailed(e);
        }
    }

    /// What speaks against running anything: scripts that changed after they ran, or that are gone.
    @Override
    public List<Mismatch> mismatches() {
        try {
            List<Mismatch> found = new ArrayList<>();
            for (ValidateOutput output : configuration()
                    .ignoreMigrationPatterns(ignored("*:pending"))
                    .load()
                    .validateWithResult()
                    .invalidMigrations) {
                found.add(new Mismatch(
                        output.version == null ? "" : output.version,
                        output.description == null ? "" : output.description,
                        Mismatch.Kind.of(output.errorDetails.errorCode.toString()),
                        output.errorDetails.errorMessage));
            }
            return found;
        } catch (FlywayException e) {
            throw new MigrationFailed(e);
        }
    }

    private static Migration migration(MigrationInfo info) {
        MigrationVersion version = info.getVersion();
        return new Migration(
                version == null ? null : version.getVersion(),
                info.getDescription() == null ? "" : info.getDescription(),
                info.getScript() == null ? "" : info.getScript(),
                info.getType().name(),
                info.getState().getDisplayName(),
                installedOn(info),
                info.getInstalledBy() == null ? "" : info.getInstalledBy(),
                info.getExecutionTime(),
                info.getChecksum(),
                kind(info));
    }

    /// SQLite writes that time in UTC, and the driver reads it as if it were the local one.
    private static @Nullable Instant installedOn(MigrationInfo info) {
        Date read = info.getInstalledOn();
        return read == null
                ? null
                : LocalDateTime.ofInstant(read.toInstant(), ZoneId.systemDefault())
                        .toInstant(ZoneOffset.UTC);
    }

    private static Migration.Kind kind(MigrationInfo info) {
        return switch (info.getState()) {
            case PENDING -> Migration.Kind.PENDING;
            case SUCCESS, BASELINE, OUT_OF_ORDER, FUTURE_SUCCESS -> Migration.Kind.APPLIED;
            case ABOVE_TARGET,
                    BELOW_BASELINE,
                    BASELINE_IGNORED,
                    IGNORED,
                    UNDONE,
                    AVAILABLE,
                    OUTDATED,
                    SUPERSEDED,
                    DELETED -> Migration.Kind.SKIPPED;
            case MISSING_SUCCESS, MISSING_FAILED, FAILED, FUTURE_FAILED -> Migration.Kind.TROUBLE;
        };
    }

    /// Serves the scripts by the prefixes and suffixes that Flyway asks for. It asks for shell scripts and callbacks
    /// too, and gets none.
    private record Provider(List<Script> scripts) implements ResourceProvider {
        @Override
        public @Nullable LoadableResource getResource(String name) {
            for (Script script : scripts) {
                if (script.path().equals(name)) {
                    return new Resource(script.path(), script.source());
                }
                if ((script.path() + ".conf").equals(name)) {
                    String settings = settings(script);
                    return settings == null ? null : new Resource(name, settings);
                }
            }
            return null;
        }

        /// A script that holds `PRAGMA foreign_keys` beside other statements runs in one transaction only if its
        /// settings say so; what a user's own settings say of that goes first (F11).
        private static @Nullable String settings(Script script) {
            String own = script.settings();
            if (script.transaction() != null || !ScriptFacts.of(script.text()).foreignKeysPragma()) {
                return own;
            }
            String inOne = "executeInTransaction=true";
            return own == null ? inOne : own + "\n" + inOne;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            List<LoadableResource> found = new ArrayList<>();
            for (Script script : scripts) {
                if (script.name().startsWith(prefix) && Arrays.stream(suffixes).anyMatch(script.name()::endsWith)) {
                    found.add(new Resource(script.path(), script.source()));
                }
            }
            return found;
        }
    }

    private static final class Resource extends LoadableResource {
        private final String path;
        private final String text;

        Resource(String path, String text) {
            this.path = path;
            this.text = text;
        }

        @Override
        public Reader read() {
            return new StringReader(text);
        }

        @Override
        public String getAbsolutePath() {
            return path;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return path;
        }

        @Override
        public String getFilename() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        @Override
        public String getRelativePath() {
            return path;
        }
    }
}
