package studio.rowan.migrate;

import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.FileDataSource;

/// Flyway over one database file. It finds scripts only through the provider below, and runs no callbacks and no Java
/// migrations (F8); history, checksums and types are exactly its own.
public final class FlywayRunner {
    private final Flyway flyway;

    public FlywayRunner(FileDataSource source, Scripts scripts) {
        this.flyway = Flyway.configure(FlywayRunner.class.getClassLoader())
                .dataSource(source)
                .loggers("slf4j")
                .locations(new Location[0])
                .callbackLocations(new Location[0])
                .resourceProvider(new Provider(scripts.migrations()))
                .javaMigrationClassProvider(List::of)
                .skipDefaultCallbacks(true)
                .load();
    }

    /// Runs what is pending, each migration in a transaction of its own.
    /// @return how many ran
    /// @throws MigrationFailed where one did not; it is rolled back and the ones before it stay
    public int migrate() {
        try {
            return flyway.migrate().migrationsExecuted;
        } catch (FlywayException e) {
            throw new MigrationFailed(e);
        }
    }

    /// The state of each migration, known to the file or to the scripts.
    public List<Migration> info() {
        try {
            return Arrays.stream(flyway.info().all())
                    .map(FlywayRunner::migration)
                    .toList();
        } catch (FlywayException e) {
            throw new MigrationFailed(e);
        }
    }

    private static Migration migration(MigrationInfo info) {
        MigrationVersion version = info.getVersion();
        return new Migration(
                version == null ? null : version.getVersion(),
                info.getDescription(),
                info.getScript(),
                info.getType().name(),
                info.getState().getDisplayName(),
                info.getInstalledOn() == null ? null : info.getInstalledOn().toInstant(),
                info.getExecutionTime(),
                info.getChecksum());
    }

    /// Serves the scripts by the prefixes and suffixes that Flyway asks for. It asks for shell scripts, callbacks and
    /// settings too, and gets none.
    private record Provider(List<Script> scripts) implements ResourceProvider {
        @Override
        public @Nullable LoadableResource getResource(String name) {
            return scripts.stream()
                    .filter(script -> script.path().equals(name))
                    .findFirst()
                    .map(Resource::new)
                    .orElse(null);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            List<LoadableResource> found = new ArrayList<>();
            for (Script script : scripts) {
                if (script.name().startsWith(prefix) && Arrays.stream(suffixes).anyMatch(script.name()::endsWith)) {
                    found.add(new Resource(script));
                }
            }
            return found;
        }
    }

    private static final class Resource extends LoadableResource {
        private final Script script;

        Resource(Script script) {
            this.script = script;
        }

        @Override
        public Reader read() {
            return new StringReader(script.text());
        }

        @Override
        public String getAbsolutePath() {
            return script.path();
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return script.path();
        }

        @Override
        public String getFilename() {
            return script.name();
        }

        @Override
        public String getRelativePath() {
            return script.path();
        }
    }
}
