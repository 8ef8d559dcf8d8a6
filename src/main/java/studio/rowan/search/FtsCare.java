package studio.rowan.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Migrator;
import studio.rowan.schema.FullTextDdl;
import studio.rowan.schema.Schema;
import studio.rowan.schema.SchemaObject;
import studio.rowan.vault.Backups;

/// The upkeep of one full-text index: what is in it, whether it agrees with its text, and how it is made good and
/// quick again ([FTS5, 6](https://www.sqlite.org/fts5.html#special_insert_commands)).
public final class FtsCare {
    /// Pages that one step of merging writes, about.
    public static final int STEP = 500;

    private static final int TERMS = 100;

    /// What is in the index.
    /// @param documents rows that it knows; -1 where it does not keep count
    /// @param rows of the table that holds the text; -1 where there is none, or it cannot be read
    /// @param missing rows of the table that the index does not know; -1 where that was not compared
    /// @param surplus rows that the index knows and the table does not have; -1 likewise
    /// @param bytes on the disk, all its tables together
    /// @param segments parts that a query has to look into; -1 where it does not tell
    public record Figures(long documents, long rows, long missing, long surplus, long bytes, long segments) {
        /// Whether rows are missing or left over, whatever is in the others.
        public boolean isApart() {
            return missing > 0 || surplus > 0;
        }
    }

    /// A word of the index.
    public record Term(String term, long rows, long times) {}

    /// Ends a look of the writer, so that nothing of it is committed.
    private static final class Looked extends RuntimeException {
        private final transient Optional<String> trouble;

        Looked(Optional<String> trouble) {
            super("looked");
            this.trouble = trouble;
        }
    }

    private final Db db;
    private final SearchIndex index;
    private final String name;

    public FtsCare(Db db, SearchIndex index) {
        this.db = db;
        this.index = index;
        this.name = Ident.quote(index.name());
    }

    /// Whether the text is there to fill it again.
    public boolean canRebuild() {
        return !index.isOld() && index.hasText() && index.trouble() == null;
    }

    // ---- looking ----

    /// Counts what is in it, on a reader.
    Figures figures(Access access, Schema schema) {
        List<String> shadows =
                schema.shadowsOf(index.name()).stream().map(SchemaObject::name).toList();
        long bytes = 0;
        for (String shadow : shadows) {
            bytes += number(
                    access,
                    Sql.of("SELECT sum(pgsize) FROM temp.dbstat WHERE name = ? AND aggregate = 1", Value.of(shadow)));
        }
        String sizes = index.name() + "_docsize";
        boolean counted = shadows.stream().anyMatch(sizes::equalsIgnoreCase);
        long documents = counted
                ? number(access, Sql.of("SELECT count(*) FROM " + Ident.quote(sizes)))
                : index.content() instanceof FullTextDdl.Content.Own
                        ? number(access, Sql.of("SELECT count(*) FROM " + Ident.quote(index.name() + "_content")))
                        : -1;
        long segments = index.isOld()
                ? -1
                : number(access, Sql.of("SELECT count(DISTINCT segid) FROM " + Ident.quote(index.name() + "_idx")));
        Figures plain = new Figures(documents, -1, -1, -1, bytes, segments);
        return index.content() instanceof FullTextDdl.Content.External external && !index.isOld()
                ? compared(access, external, counted ? sizes : null, plain)
                : plain;
    }

    private static Figures compared(
            Access access, FullTextDdl.Content.External external, @Nullable String sizes, Figures plain) {
        String table = Ident.quote(external.table());
        String key = Ident.quote(external.rowid());
        try {
            long rows = number(access, Sql.of("SELECT count(*) FROM " + table));
            if (sizes == null) {
                return new Figures(plain.documents, rows, -1, -1, plain.bytes, plain.segments);
            }
            String known = Ident.quote(sizes);
            return new Figures(
                    plain.documents,
                    rows,
                    number(
                            access,
                            Sql.of("SELECT count(*) FROM " + table + " AS t WHERE NOT EXISTS (SELECT 1 FROM " + known
                                    + " AS k WHERE k.id = t." + key + ")")),
                    number(
                            access,
                            Sql.of("SELECT count(*) FROM " + known + " AS k WHERE NOT EXISTS (SELECT 1 FROM " + table
                                    + " AS t WHERE t." + key + " = k.id)")),
                    plain.bytes,
                    plain.segments);
        } catch (DbError.Syntax e) {
            return plain; // the table of the text is not there any more
        }
    }

    private static long number(Access access, Sql sql) {
        Value value = access.scalar(sql);
        return value.isNull() ? 0 : value.asLong();
    }

    /// The words that most rows have. Reads all of the index.
    List<Term> terms(Access access) {
        // A vocabulary of another schema than its own must live in temp, which a reader may write to.
        String words = Ident.quote("rowan words " + UUID.randomUUID());
        String module = index.isOld()
                ? "fts4aux(main, " + name + ")"
                : "fts5vocab('main', " + Ident.literal(index.name()) + ", 'row')";
        access.execute(Sql.of("CREATE VIRTUAL TABLE temp." + words + " USING " + module));
        try {
            String select = index.isOld()
                    ? "SELECT term, documents, occurrences FROM temp." + words
                            + " WHERE col = '*' ORDER BY documents DESC, term LIMIT " + TERMS
                    : "SELECT term, doc, cnt FROM temp." + words + " ORDER BY doc DESC, term LIMIT " + TERMS;
            List<Term> terms = new ArrayList<>();
            for (Row row : access.query(Sql.of(select))) {
                terms.add(new Term(row.text(0), row.asLong(1), row.get(2).isNull() ? 0 : row.asLong(2)));
            }
            return terms;
        } finally {
            access.execute(Sql.of("DROP TABLE temp." + words));
        }
    }

    /// Compares every word of the index with the text. Takes the write lock while it lasts, and writes nothing.
    /// @return what SQLite found; empty for nothing
    public Job<Optional<String>> check(String title) {
        return db.write(
                title,
                access -> {
                    throw new Looked(Optional.ofNullable(FtsCheck.trouble(access, index.name())));
                },
                ended -> {
                    if (ended instanceof Looked looked) {
                        return looked.trouble;
                    }
                    throw ended;
                });
    }

    // ---- doing ----

    /// Fills it again from its text, behind a backup, in one transaction; what is in it then is compared before the
    /// commit.
    /// @param keeping where the backup goes; null for none
    public Job<Optional<Backups.Made>> rebuild(String title, Migrator.@Nullable Keeping keeping) {
        return db.aside(title, job -> {
            Backups.Made backup =
                    keeping == null ? null : keeping.backup(job, db, Text.of("search.care.backup", index.name()));
            job.checkCancelled();
            job.follow(db.write(title, access -> {
                command(access, "rebuild", null);
                String trouble = FtsCheck.trouble(access, index.name());
                if (trouble != null) {
                    throw new DbError.Corrupt(trouble, 11, null, null);
                }
                return true;
            }));
            return Optional.ofNullable(backup);
        });
    }

    /// Merges the parts of the index into one, in steps of their own between which others can write. What was merged
    /// stays when it is cancelled.
    /// @return how many steps it took
    public Job<Integer> optimize(String title) {
        return db.aside(title, job -> {
            long pages = job.follow(db.read(
                    title,
                    access -> number(access, Sql.of("SELECT count(*) FROM " + Ident.quote(index.name() + "_data")))));
            int steps = 0;
            boolean more = job.follow(merge(title, -STEP));
            while (more) {
                job.checkCancelled();
                steps++;
                job.report(Math.min((long) steps * STEP, pages), pages, Text.of("search.care.pages"));
                more = job.follow(merge(title, STEP));
            }
            return steps;
        });
    }

    /// One step of merging.
    /// @param pages about how many are written; below zero, parts of any size are merged
    /// @return whether there was something to merge
    public Job<Boolean> merge(String title, int pages) {
        return db.write(title, access -> {
            long before = changes(access);
            command(access, "merge", Value.of((long) pages));
            // SQLite's own sign that nothing was left to do.
            return changes(access) - before >= 2;
        });
    }

    private static long changes(Access access) {
        return access.scalar(Sql.of("SELECT total_changes()")).asLong();
    }

    private void command(Access access, String command, @Nullable Value rank) {
        Sql.Builder sql = Sql.builder()
                .add("INSERT INTO " + name + "(" + name + (rank == null ? "" : ", rank") + ") VALUES ('" + command
                        + "'");
        if (rank != null) {
            sql.add(", ").bind(rank);
        }
        access.execute(sql.add(")").build());
    }
}
