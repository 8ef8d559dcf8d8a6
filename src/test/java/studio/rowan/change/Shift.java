package studio.rowan.change;

import static studio.rowan.change.Staged.id;

/// Edits that touch every row, so that half of them would be seen.
final class Shift {
    static final int ROWS = 200;

    static final String[] TABLES = {
        "CREATE TABLE p(id INTEGER PRIMARY KEY, gen INTEGER NOT NULL, slot INTEGER NOT NULL UNIQUE)",
        "CREATE TABLE c(id INTEGER PRIMARY KEY, p INTEGER NOT NULL REFERENCES p ON DELETE CASCADE, text TEXT)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS
                + ") INSERT INTO p SELECT i, 0, i FROM n",
        "INSERT INTO c SELECT id, id, hex(zeroblob(500)) FROM p"
    };

    private Shift() {}

    /// The one generation of all rows.
    static long generation(Staged staged) {
        return Long.parseLong(staged.query("SELECT DISTINCT gen FROM p"));
    }

    static void stage(Staged staged, long gen) {
        long[] ids = staged.query("SELECT id FROM p ORDER BY id")
                .lines()
                .mapToLong(Long::parseLong)
                .toArray();
        for (int i = 1; i < ids.length; i++) {
            long other = ids[i % 10 == 1 && i + 1 < ids.length ? i + 1 : i % 10 == 2 ? i - 1 : i];
            staged.update(
                    "p",
                    id(ids[i]),
                    "gen",
                    gen + 1,
                    "slot",
                    staged.row("p", id(other)).get("slot"));
        }
        long next = ids[ids.length - 1] + 1;
        staged.delete("p", id(ids[0]))
                .insert(
                        "p",
                        "id",
                        next,
                        "gen",
                        gen + 1,
                        "slot",
                        staged.row("p", id(ids[0])).get("slot"))
                .insert("c", "p", next, "text", "x".repeat(1000));
    }

    /// What is so before each commit and after it.
    static String state(Staged staged) {
        return staged.query(
                        "SELECT (SELECT count(*) FROM p), (SELECT count(DISTINCT gen) FROM p), (SELECT count(*) FROM c),"
                                + " (SELECT count(*) FROM pragma_foreign_key_check)")
                + " " + staged.query("PRAGMA integrity_check");
    }

    static final String WHOLE = ROWS + " 1 " + ROWS + " 0 ok";
}
