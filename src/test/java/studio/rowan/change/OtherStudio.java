package studio.rowan.change;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import studio.rowan.TestDb;
import studio.rowan.db.DbError;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// A studio without a window, in a process of its own, that stages edits and commits them.
final class OtherStudio {
    private OtherStudio() {}

    /// `race FILE NAME SEED TURNS`, or `shift FILE DRAFTS` without end.
    static void main(String[] args) throws IOException {
        try (TestDb db = TestDb.open(Path.of(args[1]))) {
            if (args[0].equals("race")) {
                System.out.println("ready");
                int unused = System.in.read();
                new Racer(db, args[2], Long.parseLong(args[3])).run(Integer.parseInt(args[4]));
            } else {
                shift(new Staged(db), new Drafts(Path.of(args[2]), Path.of(args[1])));
            }
        }
    }

    /// Each commit raises the generation of all rows, has neighbours swap places, and lets one row go for a new one.
    /// The
    /// drafts are kept until the commit is done.
    private static void shift(Staged staged, Drafts drafts) throws IOException {
        for (long gen = Shift.generation(staged); ; gen++) {
            Shift.stage(staged, gen);
            Changes changes = staged.set.changes();
            drafts.save(changes);
            System.out.println("gen " + gen);
            staged.done();
            drafts.save(Changes.NONE);
        }
    }

    /// Edits random rows as it read them some turns ago, and writes down what it did.
    private static final class Racer {
        private final Staged staged;
        private final String name;
        private final Random random;
        private final Map<Long, Map<String, Value>> page = new TreeMap<>();

        Racer(TestDb db, String name, long seed) {
            this.staged = new Staged(db);
            this.name = name;
            this.random = new Random(seed);
        }

        void run(int turns) {
            for (int turn = 0; turn < turns; turn++) {
                if (turn % 3 == 0) {
                    read();
                }
                List<Long> used = stage(turn);
                Changes changes = staged.set.changes();
                switch (staged.commit.run(changes).await()) {
                    case Outcome.Done done -> {
                        System.out.println("done " + turn + words(changes, done));
                        staged.set.committed(changes, done.written());
                        used.forEach(page::remove);
                    }
                    case Outcome.Conflict _ -> {
                        System.out.println("clash");
                        staged.set.discard();
                    }
                    case Outcome.Failed(DbError.Busy _, Edit _) -> {
                        System.out.println("busy");
                        staged.set.discard();
                    }
                    case Outcome.Failed failed -> System.out.println("odd " + failed);
                    case Outcome.Replanned _ -> System.out.println("odd: planned anew");
                }
            }
        }

        private void read() {
            page.clear();
            List<Row> rows = staged.db
                    .db()
                    .read("page", access -> access.query(Sql.of("SELECT id, a, b FROM t")))
                    .await();
            rows.forEach(
                    row -> page.put(row.asLong(0), Staged.cells("id", row.get(0), "a", row.get(1), "b", row.get(2))));
        }

        private List<Long> stage(int turn) {
            List<Long> used = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0 && !page.isEmpty(); i--) {
                List<Long> ids = List.copyOf(page.keySet());
                long id = ids.get(random.nextInt(ids.size()));
                Map<String, Value> row = page.get(id);
                used.add(id);
                switch (random.nextInt(8)) {
                    case 0 -> staged.set.delete(staged.db.table("t"), Staged.id(id), row);
                    case 1 -> staged.insert("t", "a", name + turn, "b", "new");
                    default ->
                        staged.set.set(
                                staged.db.table("t"),
                                Staged.id(id),
                                row,
                                random.nextBoolean() ? "a" : "b",
                                Value.of(name + turn + "." + i));
                }
            }
            staged.insert("journal", "who", name, "turn", turn);
            return used;
        }

        private static String words(Changes changes, Outcome.Done done) {
            StringBuilder words = new StringBuilder();
            for (Edit edit : changes.edits()) {
                if (edit.table().equals("t")) {
                    words.append('|').append(words(edit, done));
                }
            }
            return words.toString();
        }

        private static String words(Edit edit, Outcome.Done done) {
            return switch (edit) {
                case Edit.Insert insert ->
                    done.written().stream()
                            .filter(w -> w.target().equals(insert.target()))
                            .map(w -> "insert " + w.key().values().getFirst().asLong() + " a - " + text(w.row(), "a")
                                    + " b - " + text(w.row(), "b"))
                            .findFirst()
                            .orElseThrow();
                case Edit.Update update -> {
                    StringBuilder words = new StringBuilder("update " + id(update.target()));
                    update.changed()
                            .forEach((column, value) -> words.append(' ')
                                    .append(column)
                                    .append(' ')
                                    .append(text(update.old(), column))
                                    .append(' ')
                                    .append(value.asText()));
                    yield words.toString();
                }
                case Edit.Delete delete ->
                    "delete " + id(delete.target()) + " a " + text(delete.old(), "a") + " - b "
                            + text(delete.old(), "b") + " -";
            };
        }

        private static long id(Target.Stored target) {
            return target.key().values().getFirst().asLong();
        }

        private static String text(Map<String, Value> row, String column) {
            return String.valueOf(row.get(column).asText());
        }
    }
}
