package studio.rowan.db;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.sqlite.SQLiteConnection;

/// Databases in memory instead of files (`ROWAN_ENV=test`), by the path that the file would have. SQLite drops one when
/// no connection is open on it, so each has an anchor: a connection that nobody else uses, until it is removed or the
/// process ends.
final class MemoryStore {
    /// SQLite's own bound for one of them. Bytes.
    static final long MOST = 1L << 30;

    /// @param uri of a name that begins with a slash: only such a one is shared between connections
    private record Anchor(String uri, SQLiteConnection jdbc) {}

    private final ConcurrentMap<Path, Anchor> anchors = new ConcurrentHashMap<>();

    boolean has(Path file) {
        return anchors.containsKey(file);
    }

    /// @return false where it is there already
    boolean make(Path file) {
        boolean[] made = new boolean[1];
        anchors.computeIfAbsent(file, _ -> {
            made[0] = true;
            return anchor();
        });
        return made[0];
    }

    private static Anchor anchor() {
        String uri = "file:/rowan-" + UUID.randomUUID() + "?vfs=memdb";
        try {
            return new Anchor(
                    uri, (SQLiteConnection) DriverManager.getConnection("jdbc:sqlite:" + uri, Connections.settings()));
        } catch (SQLException e) {
            throw DbError.of(e, null);
        }
    }

    String uri(Path file) {
        return of(file).uri;
    }

    private Anchor of(Path file) {
        Anchor anchor = anchors.get(file);
        if (anchor == null) {
            throw new DbError.Io(DbError.Io.Reason.VANISHED, "no such database in memory: " + file, 0, null, null);
        }
        return anchor;
    }

    long size(Path file) {
        String sql = "SELECT page_count * page_size FROM temp.pragma_page_count, temp.pragma_page_size";
        try (Statement statement = of(file).jdbc.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.getLong(1);
        } catch (SQLException e) {
            throw DbError.of(e, sql);
        }
    }

    /// As its file would be.
    byte[] bytes(Path file) {
        try {
            return of(file).jdbc.serialize("main");
        } catch (SQLException e) {
            throw DbError.of(e, null);
        }
    }

    void remove(Path file) {
        Anchor anchor = anchors.remove(file);
        if (anchor != null) {
            try {
                anchor.jdbc.close();
            } catch (SQLException e) {
                throw DbError.of(e, null);
            }
        }
    }

    /// Removes all whose files would lie in a folder.
    void removeIn(Path folder) {
        List.copyOf(anchors.keySet()).stream()
                .filter(file -> file.startsWith(folder))
                .forEach(this::remove);
    }
}
