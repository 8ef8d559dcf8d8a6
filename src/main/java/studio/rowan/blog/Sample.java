package studio.rowan.blog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.db.FileDataSource;
import studio.rowan.db.Sql;
import studio.rowan.migrate.FlywayRunner;
import studio.rowan.migrate.Scripts;
import studio.rowan.schema.Schema;
import studio.rowan.schema.SchemaObject;

/// The database that the studio brings along.
public final class Sample {
    public static final String FILE_NAME = "blog.db";

    private static final long SEED = 7;
    private static final String BUILDING = "building-";

    private Sample() {}

    /// The sample's file in the data folder, made by the migrations and seeded where it is not there yet. It is built
    /// under another name, so that a start that was cut off leaves none instead of half of one. Blocks.
    /// @throws studio.rowan.db.DbError where a database cannot be made there
    public static Path ensure(Path dataFolder, DbFiles files, Clock clock) {
        Path file = dataFolder.resolve(FILE_NAME);
        if (files.exists(file)) {
            return file;
        }
        try {
            if (files.areInMemory()) {
                build(file, files, clock);
                return file;
            }
            Files.createDirectories(dataFolder);
            removeLeftovers(dataFolder, clock);
            Path building = Files.createTempDirectory(dataFolder, BUILDING);
            try {
                Path made = building.resolve(UUID.randomUUID() + ".db");
                build(made, files, clock);
                move(made, file);
            } finally {
                delete(building);
            }
            return file;
        } catch (IOException e) {
            throw DbFiles.io(file, e);
        }
    }

    /// What starts that were cut off left behind; a younger one may still be at work.
    private static void removeLeftovers(Path dataFolder, Clock clock) throws IOException {
        FileTime old = FileTime.from(clock.now().minus(Duration.ofHours(1)));
        try (var entries = Files.newDirectoryStream(dataFolder, BUILDING + "*")) {
            for (Path entry : entries) {
                if (Files.getLastModifiedTime(entry).compareTo(old) < 0) {
                    delete(entry);
                }
            }
        }
    }

    private static void build(Path file, DbFiles files, Clock clock) throws IOException {
        migrate(file, files);
        Seed seed = new Seed(SEED, clock.now());
        try (Db db = Db.open(file, Db.Options.defaults(), files, clock)) {
            db.write("seed", access -> seed.base(access).plus(seed.rows(access, Seed.SAMPLE)))
                    .await();
            // What the search index merged away while it grew is given back.
            db.exclusive("vacuum", access -> {
                        access.execute(Sql.of("VACUUM"));
                        return true;
                    })
                    .await();
        }
    }

    /// Brings a file to the newest schema of the sample; a file that is not there is made, in WAL mode.
    /// @throws studio.rowan.db.DbError where it cannot be made
    public static void migrate(Path file, DbFiles files) {
        if (!files.exists(file)) {
            Db.create(file, files);
        }
        try {
            Scripts scripts = Scripts.ofClasspath(Sample.class.getClassLoader(), "migrations");
            new FlywayRunner(new FileDataSource(file, files, FileDataSource.Mode.READ_WRITE), scripts).migrate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// No connection was ever open on the target, so nobody's locks are lost (F9); another start that was first wins.
    private static void move(Path made, Path file) throws IOException {
        try {
            Files.move(made, file);
        } catch (FileAlreadyExistsException e) {
            Files.delete(made);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                Files.delete(entry);
            }
        }
        Files.delete(folder);
    }

    private static final Map<String, List<String>> NEEDED = Map.of(
            "users", List.of("id", "name", "email", "verified", "avatar"),
            "posts", List.of("id", "title", "content", "published", "user_id", "created_at", "updated_at"),
            "tags", List.of("id", "name", "color"),
            "post_tags", List.of("post_id", "tag_id"));

    /// Whether a database has the sample's tables with their columns, under whatever name the file goes. Looks at the
    /// words of the statements that made them: that costs nothing, and nobody has those words by chance.
    public static boolean isBlog(Schema schema) {
        return NEEDED.entrySet().stream()
                .allMatch(needed -> schema.relation(needed.getKey())
                        .filter(table -> table.kind() == SchemaObject.Kind.TABLE && !table.withoutRowid())
                        .filter(table -> words(table).containsAll(needed.getValue()))
                        .isPresent());
    }

    private static Set<String> words(SchemaObject table) {
        String sql = table.sql();
        return sql == null
                ? Set.of()
                : Arrays.stream(sql.toLowerCase(Locale.ROOT).split("[^a-z0-9_]+"))
                        .collect(Collectors.toSet());
    }

    /// Whether a database has the index over the words of posts that the sample has.
    static boolean hasWords(Schema schema) {
        return schema.relation("posts_fts")
                .filter(index -> index.kind() == SchemaObject.Kind.FULL_TEXT
                        && words(index).contains("fts5"))
                .isPresent();
    }

    /// Whether a database has the sample's tables, under whatever name the file goes.
    public static boolean isSample(Schema schema) {
        return List.of("users", "posts", "tags", "post_tags").stream()
                .allMatch(name -> schema.relation(name).isPresent());
    }
}
