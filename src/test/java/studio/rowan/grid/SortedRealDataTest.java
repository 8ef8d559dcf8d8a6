package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.SharedData;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Ident;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// Tables of every real and hostile database in other orders than their own: keys at the start, backwards from the
/// end, and at random places, against the plain driver. `-Drowan.everyPage=true` takes every column in both directions
/// and twenty pairs of each table; otherwise a seeded few of each file. `-Drowan.only=bitflip` takes all hostile files
/// of that name. A damaged file has other rows on another way to them: there, opening must end, with rows or with
/// words.
class SortedRealDataTest {
    private static final boolean ALL = Boolean.getBoolean("rowan.everyPage");
    private static final String ONLY = System.getProperty("rowan.only", "");
    private static final int MOST_COLUMNS = 30;
    private static final int PAIRS = 20;
    private static final int SOME_ORDERS = 3;
    private static final int SOME_HOSTILE = 12;
    private static final int STRETCH = 40;
    private static final WindowSort.Limits LIMITS = new WindowSort.Limits(0, Duration.ofMinutes(10));
    private static final Clock CLOCK = Clock.system();
    private static final DbFiles FILES = new DbFiles();

    @TempDir
    static Path folder;

    @AfterAll
    static void stopClock() {
        CLOCK.close();
    }

    @TestFactory
    Stream<DynamicTest> realTablesInOtherOrders() {
        return SharedData.databases(SharedData.dir().resolve("real"))
                .map(file -> dynamicTest(file.getFileName().toString(), () -> compare(file)));
    }

    @TestFactory
    Stream<DynamicTest> hostileTablesInOtherOrders() {
        List<Path> files = new ArrayList<>(SharedData.databases(SharedData.dir().resolve("hostile"))
                .sorted()
                .toList());
        if (!ONLY.isEmpty()) {
            files.removeIf(file -> !file.getFileName().toString().startsWith(ONLY));
        } else if (!ALL) {
            Collections.shuffle(files, new Random(7));
            files = files.subList(0, Math.min(files.size(), SOME_HOSTILE));
        }
        return files.stream()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    try {
                        compare(file);
                    } catch (DbError refused) {
                        assertThat(refused.words()).isNotEmpty();
                    }
                }));
    }

    private record Ordered(Table table, RowOrder order) {}

    private static void compare(Path original) throws Exception {
        Path own = Files.createTempDirectory(folder, "own");
        Path file = SharedData.copy(original, own);
        try (Workspace workspace = Workspace.open(file, Db.Options.defaults(), FILES, CLOCK);
                Connection oracle = DriverManager.getConnection("jdbc:sqlite:" + file.toUri() + "?mode=ro")) {
            boolean sound = isSound(oracle);
            List<Ordered> orders = new ArrayList<>();
            Random random = new Random(original.getFileName().toString().hashCode());
            for (SchemaObject object : workspace.schema().objects()) {
                if (object.kind() == SchemaObject.Kind.TABLE) {
                    Table table = table(workspace, object);
                    if (table != null && !(table.key() instanceof Table.Key.None)) {
                        orders(table, random).forEach(order -> orders.add(new Ordered(table, order)));
                    }
                }
            }
            if (!ALL) {
                Collections.shuffle(orders, random);
            }
            for (Ordered one : orders.subList(0, ALL ? orders.size() : Math.min(SOME_ORDERS, orders.size()))) {
                compare(oracle, workspace.db(), one, sound ? random : null);
            }
        }
    }

    private static boolean isSound(Connection oracle) {
        try (Statement statement = oracle.createStatement();
                ResultSet found = statement.executeQuery("PRAGMA integrity_check(1)")) {
            return found.next() && "ok".equals(found.getString(1));
        } catch (SQLException e) {
            return false;
        }
    }

    private static @Nullable Table table(Workspace workspace, SchemaObject object) {
        try {
            return workspace.table(object).await();
        } catch (DbError unreadable) {
            return null;
        }
    }

    private static List<RowOrder> orders(Table table, Random random) {
        List<Integer> columns = new ArrayList<>(
                IntStream.range(0, RowSource.visible(table).size()).boxed().toList());
        Collections.shuffle(columns, random);
        columns = columns.subList(0, Math.min(columns.size(), MOST_COLUMNS));
        List<RowOrder> orders = new ArrayList<>();
        for (int column : columns) {
            orders.add(new RowOrder(column, false));
            orders.add(new RowOrder(column, true));
        }
        for (int i = 0; i < PAIRS && columns.size() > 1; i++) {
            RowOrder one = new RowOrder(columns.get(random.nextInt(columns.size())), random.nextBoolean());
            orders.add(one.with(columns.get(random.nextInt(columns.size())), random.nextBoolean()));
        }
        return orders;
    }

    /// @param random `null` for a damaged file: how many rows it has depends on the way to them, so it is only opened
    private static void compare(Connection oracle, Db db, Ordered one, @Nullable Random random) throws Exception {
        KeyedRows source = (KeyedRows) RowSource.of(one.table).orderedBy(one.order);
        List<String> truth = truth(oracle, source, one.order);
        String what = one.table.name() + " " + one.order;
        try (Pages pages = new Pages(db, source)) {
            if (random == null) {
                return;
            }
            assertThat(pages.window.count().rows()).as(what).isEqualTo(truth.size());
            TreeSet<Integer> starts = new TreeSet<>(List.of(0, Math.max(0, truth.size() - STRETCH)));
            for (int i = 0; i < 4 && !truth.isEmpty(); i++) {
                starts.add(random.nextInt(truth.size()));
            }
            for (int first : starts.descendingSet()) {
                int end = Math.min(truth.size(), first + STRETCH);
                assertThat(pages.keys(first, end)).as("%s from %d", what, first).isEqualTo(truth.subList(first, end));
            }
        } catch (DbError refused) {
            if (random != null && !(refused instanceof DbError.Corrupt)) {
                assertThat(truth).as("%s: %s", what, refused).isEmpty();
            }
        }
    }

    /// All keys as SQLite orders them; none where it refuses.
    private static List<String> truth(Connection oracle, KeyedRows source, RowOrder order) {
        String asked = order.parts().stream()
                .map(part -> Ident.quote(source.name(), source.columns().get(part.column()))
                        + (part.descending() ? " DESC, " : ", "))
                .collect(Collectors.joining());
        String keys = source.keyColumns().stream()
                .map(key -> "typeof(" + key + ") || ':' || hex(" + key + ")")
                .collect(Collectors.joining(" || ',' || "));
        List<String> all = new ArrayList<>();
        try (Statement statement = oracle.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + keys + source.from() + " ORDER BY " + asked
                        + source.keyOrder().orderBy(true))) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        } catch (SQLException e) {
            return List.of();
        }
    }

    private static final class Pages implements RowWindow.Listener, AutoCloseable {
        final RowWindow window;
        private final Semaphore bell = new Semaphore(0);

        Pages(Db db, KeyedRows source) {
            window = RowWindow.of(db, source, LIMITS);
            window.addListener(this);
            window.open();
            until(this::isCounted);
        }

        /// As a user does who wants to see the end of a view that is long to count. What SQLite refuses to sort or to
        /// count is told in words, beside the rows that are there.
        private boolean isCounted() {
            if (window.sorting() instanceof RowSorting.Failed(Throwable reason)) {
                throw unreadable(reason);
            }
            switch (window.counting()) {
                case RowCounting.Ordinary _ -> {}
                case RowCounting.GivenUp _ -> window.countAnyway();
                case RowCounting.Failed(Throwable reason) -> throw unreadable(reason);
            }
            return window.count().isExact();
        }

        private static RuntimeException unreadable(Throwable reason) {
            return reason instanceof DbError error ? error : new IllegalStateException(reason);
        }

        List<String> keys(int first, int end) {
            window.want(first, Math.max(first, end - 1));
            List<String> keys = new ArrayList<>();
            for (long i = first; i < end; i++) {
                long ordinal = i;
                until(() -> window.row(ordinal) != null);
                keys.add(java.util.Objects.requireNonNull(window.row(ordinal)).key().values().stream()
                        .map(SortedRealDataTest::shown)
                        .collect(Collectors.joining(",")));
            }
            return keys;
        }

        private void until(BooleanSupplier condition) {
            try {
                while (!condition.getAsBoolean()) {
                    if (window.failure() instanceof RuntimeException failure) {
                        throw failure;
                    }
                    assertThat(bell.tryAcquire(60, TimeUnit.SECONDS))
                            .as("%s, %s, %s", window.count(), window.sorting(), window.counting())
                            .isTrue();
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void arrived() {
            bell.release();
        }

        @Override
        public void moved(long by) {
            bell.release();
        }

        @Override
        public void close() {
            window.close();
        }
    }

    /// As `typeof(k) || ':' || hex(k)` has it.
    private static String shown(studio.rowan.db.Value value) {
        byte[] bytes = switch (value) {
            case studio.rowan.db.Value.Null _ -> new byte[0];
            case studio.rowan.db.Value.Text text -> text.bytes();
            case studio.rowan.db.Value.Blob(byte[] raw) -> raw;
            case studio.rowan.db.Value.Int _, studio.rowan.db.Value.Real _, studio.rowan.db.Value.Large _ ->
                String.valueOf(value.asText()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        };
        return value.type().name().toLowerCase(java.util.Locale.ROOT) + ":"
                + java.util.HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
