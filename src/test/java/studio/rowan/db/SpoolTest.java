package studio.rowan.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
    @TempDir
    Path folder;

    private Db open(String... statements) {
        Path file = folder.resolve("test.db");
        DbFiles files = new DbFiles();
        Db.create(file, files);
        Db db = Db.open(
                file,
                new Db.Options(false, folder.resolve("scratch"), () -> false, Duration.ofSeconds(5)),
                files,
                Clock.system());
        db.exclusive("fill", access -> {
                    for (String statement : statements) {
                        access.execute(Sql.of(statement));
                    }
                    return true;
                })
                .await();
        return db;
    }

    private static String sha(Spool spool) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (long at = 0; at < spool.length(); at += 1 << 20) {
            digest.update(spool.read(at, 1 << 20));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private long spools() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("scratch"))) {
            return files.count();
        }
    }

    @Test
    void aCellAboveTheReadersLimitComesWholeFromEachKindOfSource() throws Exception {
        int length = Connections.READER_LENGTH_LIMIT + 3 * CellPieces.PIECE + 17;
        try (Db db = open(
                "CREATE TABLE t(id INTEGER PRIMARY KEY, b)",
                "INSERT INTO t VALUES (1, zeroblob(" + length + "))",
                "CREATE VIEW v AS SELECT b FROM t",
                "CREATE TABLE w(k TEXT PRIMARY KEY, b) WITHOUT ROWID",
                "INSERT INTO w SELECT 'x', b FROM t")) {
            for (String select : new String[] {
                "SELECT b FROM t WHERE id = 1", "SELECT b FROM w WHERE k = 'x'", "SELECT b FROM v LIMIT 1 OFFSET 0"
            }) {
                try (Spool spool = db.spool("cell", Sql.of(select)).await().orElseThrow()) {
                    assertThat(spool.length()).isEqualTo(length);
                    assertThat(spool.type()).isEqualTo(Value.StorageClass.BLOB);
                    assertThat(spool.read(length - 5L, 100)).isEqualTo(new byte[5]);
                }
            }
            assertThat(db.spool("cell", Sql.of("SELECT b FROM t WHERE id = 7")).await())
                    .isEmpty();
        }
    }

    @Test
    void theBytesAreThoseOfTheFile() throws Exception {
        try (Db db =
                open("CREATE TABLE t(b)", "INSERT INTO t VALUES (randomblob(" + (2 * CellPieces.PIECE + 5) + "))")) {
            byte[] stored = ((Value.Blob) db.read("all", a -> a.scalar(Sql.of("SELECT b FROM t")))
                            .await())
                    .bytes();
            try (Spool spool =
                    db.spool("cell", Sql.of("SELECT b FROM t")).await().orElseThrow()) {
                assertThat(sha(spool))
                        .isEqualTo(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(stored)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16le", "UTF-16be"})
    void textIsUtf8WhateverTheFileStores(String encoding) throws Exception {
        try (Db db = open(
                "PRAGMA encoding = '" + encoding + "'",
                "VACUUM",
                "CREATE TABLE t(b TEXT)",
                "INSERT INTO t VALUES (replace(printf('%.*c', 900000, 'x'), 'x', 'ä😀'))")) {
            try (Spool spool =
                    db.spool("cell", Sql.of("SELECT b FROM t")).await().orElseThrow()) {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                for (long at = 0; at < spool.length(); at += 1 << 20) {
                    all.writeBytes(spool.read(at, 1 << 20));
                }
                assertThat(all.toString(StandardCharsets.UTF_8)).isEqualTo("ä😀".repeat(900_000));
            }
        }
    }

    @Test
    void theFileGoesWithItsLastUser() throws Exception {
        try (Db db = open("CREATE TABLE t(b)", "INSERT INTO t VALUES (zeroblob(100000))")) {
            Spool spool = db.spool("cell", Sql.of("SELECT b FROM t")).await().orElseThrow();
            assertThat(spool.hold()).isTrue();
            spool.close();
            assertThat(spool.read(99_999, 10)).hasSize(1);
            spool.close();
            assertThat(spools()).isZero();
            assertThat(spool.hold()).isFalse();
            assertThatThrownBy(() -> spool.read(0, 1)).isInstanceOf(DbError.Cancelled.class);
        }
    }

    @Test
    void aCancelledReadLeavesNothing() throws Exception {
        try (Db db = open("CREATE TABLE t(b)", "INSERT INTO t VALUES (zeroblob(200000000))")) {
            Job<Optional<Spool>> job = db.spool("cell", Sql.of("SELECT b FROM t"));
            job.cancel();
            assertThatThrownBy(job::await).isInstanceOf(DbError.Cancelled.class);
            assertThat(db.spool("cell", Sql.of("SELECT zeroblob(10)")).await().orElseThrow())
                    .satisfies(spool -> {
                        try (spool) {
                            assertThat(spool.length()).isEqualTo(10);
                        }
                    });
            assertThat(spools()).isZero();
        }
    }

    @Test
    void theThreadThatMustNotWaitReadsNoFile() throws Exception {
        Path file = folder.resolve("window.db");
        DbFiles files = new DbFiles();
        Db.create(file, files);
        Thread window = Thread.currentThread();
        Db.Options options = new Db.Options(
                false, folder.resolve("scratch"), () -> Thread.currentThread() == window, Duration.ofSeconds(5));
        try (Clock clock = Clock.system();
                Db db = elsewhere(() -> Db.open(file, options, files, clock));
                Spool spool = elsewhere(() ->
                        db.spool("cell", Sql.of("SELECT zeroblob(10)")).await().orElseThrow())) {
            assertThat(spool.length()).isEqualTo(10);
            assertThatThrownBy(() -> spool.read(0, 1)).isInstanceOf(IllegalStateException.class);
            assertThat(elsewhere(() -> spool.read(0, 1))).hasSize(1);
        }
    }

    private static <T> T elsewhere(Supplier<T> body) {
        return CompletableFuture.supplyAsync(body).join();
    }
}
