package studio.rowan.db;

import java.nio.file.Path;
import org.apache.ibatis.session.SqlSession;

/// A private database in memory, to ask SQLite what it would do, without a file. It is gone when the function ends.
public final class Memory {
    private Memory() {}

    /// Runs the function on the caller's thread; the job's cancel ends its statements.
    public static <T> T with(Job<?> job, Work<T> body) {
        Connections connections = new Connections(Path.of(""), new DbFiles(), Connections.Way.READ_ONLY, 0);
        try (Conn conn = connections.memory(":memory:")) {
            conn.running(job);
            try (SqlSession session = conn.session()) {
                return body.apply(new Access(conn, session, job, false));
            }
        }
    }
}
