package studio.rowan.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/// Takes one cell of any weight out of SQLite in pieces. Each `substr` of its own would read the whole cell again
/// (F14), so one statement cuts a value that it computes once, and hands the pieces to a function of ours: the time
/// grows with the length, and Java's heap holds one piece.
final class CellPieces {
    static final int PIECE = 4 << 20;

    private static final String FUNCTION = "rowan_piece";

    private CellPieces() {}

    /// @param forbiddenThread true on a thread that must not read the file
    static Optional<Spool> read(Access access, Sql cell, Path folder, BooleanSupplier forbiddenThread) {
        Row found = access.first(Sql.builder()
                .add("WITH cell(c) AS (")
                .add(cell)
                .add(") SELECT typeof(c), octet_length(c) FROM cell")
                .build());
        if (found == null) {
            return Optional.empty();
        }
        Value.StorageClass type =
                Value.StorageClass.of(String.valueOf(found.get(0).asText()));
        long length = found.get(1).isNull() ? 0 : found.get(1).asLong();
        checkRoom(folder, length);
        Spool spool = null;
        try {
            spool = new Spool(type, folder, forbiddenThread);
            fill(access, cell, length, spool);
            Charset stored = type == Value.StorageClass.TEXT ? encoding(access) : StandardCharsets.UTF_8;
            Spool done = stored.equals(StandardCharsets.UTF_8) ? spool : utf8(spool, stored, folder, forbiddenThread);
            spool = null;
            return Optional.of(done);
        } catch (IOException e) {
            throw DbFiles.io(folder, e);
        } finally {
            if (spool != null) {
                spool.close();
            }
        }
    }

    /// The SHA-256 of a cell's stored bytes, in hexadecimal; empty where there is no such row.
    static Optional<String> digest(Access access, Sql cell) {
        Row found = access.first(Sql.builder()
                .add("WITH cell(c) AS (")
                .add(cell)
                .add(") SELECT octet_length(c) FROM cell")
                .build());
        if (found == null) {
            return Optional.empty();
        }
        MessageDigest digest = sha256();
        try {
            feed(access, cell, found.get(0).isNull() ? 0 : found.get(0).asLong(), (_, piece) -> digest.update(piece));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void checkRoom(Path folder, long length) {
        try {
            Files.createDirectories(folder);
            if (Files.getFileStore(folder).getUsableSpace() < length) {
                throw new DbError.Full("no room for " + length + " bytes in " + folder, 13, null, null);
            }
        } catch (IOException e) {
            throw DbFiles.io(folder, e);
        }
    }

    private static void fill(Access access, Sql cell, long length, Spool spool) throws IOException {
        Job<?> job = access.job();
        feed(access, cell, length, (at, piece) -> {
            spool.write(at, piece);
            job.report(Math.min(length, at + piece.length), length, "bytes");
        });
    }

    /// What is done with each piece, the first one first.
    @FunctionalInterface
    private interface Sink {
        void take(long at, byte[] piece) throws IOException;
    }

    private static void feed(Access access, Sql cell, long length, Sink sink) throws IOException {
        long pieces = Math.max(1, (length + PIECE - 1) / PIECE);
        Taker taker = new Taker(access.job(), sink);
        Sql sql = Sql.builder()
                .add("WITH RECURSIVE cell(c) AS (")
                .add(cell)
                .add("), piece(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM piece WHERE i + 1 < ")
                .bind(Value.of(pieces))
                .add(") SELECT count(" + FUNCTION + "(i, substr((SELECT CAST(c AS BLOB) FROM cell), 1 + i * " + PIECE
                        + ", " + PIECE + "))) FROM piece")
                .build();
        try {
            access.with(FUNCTION, 2, taker, () -> access.scalar(sql));
        } catch (DbError e) {
            IOException cause = taker.failure;
            if (cause != null) {
                throw cause;
            }
            throw e;
        }
    }

    private static Charset encoding(Access access) {
        return switch (String.valueOf(access.scalar(Sql.of("PRAGMA encoding")).asText())) {
            case "UTF-16le" -> StandardCharsets.UTF_16LE;
            case "UTF-16be" -> StandardCharsets.UTF_16BE;
            default -> StandardCharsets.UTF_8;
        };
    }

    /// Text is UTF-8 wherever the program looks at it; some databases store it in UTF-16.
    private static Spool utf8(Spool raw, Charset stored, Path folder, BooleanSupplier forbiddenThread)
            throws IOException {
        try (raw;
                Reader in = new InputStreamReader(new Bytes(raw), stored)) {
            Spool spool = new Spool(raw.type(), folder, forbiddenThread);
            char[] chars = new char[1 << 20];
            int kept = 0;
            long at = 0;
            for (int n = in.read(chars, 0, chars.length); n >= 0; n = in.read(chars, kept, chars.length - kept)) {
                int end = kept + n;
                // The halves of a surrogate pair stay together.
                int whole = end > 1 && Character.isHighSurrogate(chars[end - 1]) ? end - 1 : end;
                byte[] bytes = new String(chars, 0, whole).getBytes(StandardCharsets.UTF_8);
                spool.write(at, bytes);
                at += bytes.length;
                kept = end - whole;
                System.arraycopy(chars, whole, chars, 0, kept);
            }
            return spool;
        }
    }

    private static final class Bytes extends InputStream {
        private final Spool spool;
        private long at;

        Bytes(Spool spool) {
            this.spool = spool;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int from, int most) {
            byte[] bytes = spool.read(at, most);
            System.arraycopy(bytes, 0, to, from, bytes.length);
            at += bytes.length;
            return bytes.length == 0 && most > 0 ? -1 : bytes.length;
        }
    }

    /// What SQL calls with each piece and its number.
    private static final class Taker extends Function {
        private final Job<?> job;
        private final Sink sink;
        private long next;
        private @Nullable IOException failure;

        Taker(Job<?> job, Sink sink) {
            this.job = job;
            this.sink = sink;
        }

        @Override
        protected void xFunc() throws SQLException {
            job.checkCancelled();
            long at = value_long(0) * PIECE;
            byte[] piece = value_blob(1);
            if (at != next) {
                throw new SQLException("a piece at " + at + " came where that at " + next + " was awaited");
            }
            next = at + PIECE;
            try {
                if (piece != null) {
                    sink.take(at, piece);
                }
            } catch (IOException e) {
                failure = e;
                throw new SQLException(e);
            }
            result(1);
        }
    }
}
