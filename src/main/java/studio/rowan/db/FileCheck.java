package studio.rowan.db;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// What a closed database file turned out to be: read as it lies, without leaving anything beside it.
/// @param problems what `quick_check` found; empty for a sound file
/// @param unchecked why a table could not be checked (a function or collation that is not here); empty if all were
/// @param sha256 of the file's bytes, in hex
public record FileCheck(Contents contents, List<String> problems, String unchecked, long bytes, String sha256) {
    public FileCheck {
        problems = List.copyOf(problems);
    }

    /// No damage, and not empty. (A file of no bytes is "ok" to SQLite.)
    public boolean sound() {
        return problems.isEmpty() && bytes > 0 && contents.pages() > 0 && contents.bytes() == bytes;
    }

    /// Reads all of the file. Blocks.
    /// @throws DbError where it is no database or cannot be read
    public static FileCheck of(Path file, DbFiles files, Job<?> job) {
        files.sniff(file);
        String sha256 = files.sha256(file, job);
        long bytes = files.size(file);
        Connections connections = new Connections(file, files, Connections.Way.STATIC, 0);
        try (Conn conn = connections.copier(false)) {
            conn.running(job);
            conn.snapshot();
            Contents contents = Contents.read(conn, job);
            job.report(0, -1, "");
            List<String> problems = new ArrayList<>();
            String unchecked = quickCheck(conn, "", problems);
            if (!unchecked.isEmpty()) {
                // One table that needs what is not here stands in the way of the check as a whole.
                contents.tables().forEach(rows -> quickCheck(conn, "(" + Ident.quote(rows.table()) + ")", problems));
            }
            job.checkCancelled();
            return new FileCheck(contents, problems, unchecked, bytes, sha256);
        } catch (DbError.Corrupt e) {
            return new FileCheck(new Contents(0, 0, List.of()), List.of(e.words()), "", bytes, sha256);
        } catch (DbError e) {
            throw job.isCancelled() ? new DbError.Cancelled(e) : e;
        }
    }

    /// @return why it could not run; empty if it ran
    private static String quickCheck(Conn conn, String table, List<String> problems) {
        String sql = "PRAGMA quick_check" + table;
        try (Statement statement = conn.jdbc().createStatement();
                var result = statement.executeQuery(sql)) {
            while (result.next()) {
                String line = String.valueOf(result.getString(1));
                if (!line.equals("ok")) {
                    problems.add(line);
                }
            }
            return "";
        } catch (SQLException e) {
            DbError error = DbError.of(e, sql);
            switch (error) {
                case DbError.Corrupt damage -> problems.add(damage.words());
                case DbError.Syntax missing -> {
                    return missing.words();
                }
                case DbError other -> throw other;
            }
            return "";
        }
    }
}
