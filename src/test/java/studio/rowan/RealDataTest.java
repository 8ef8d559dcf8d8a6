package studio.rowan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Value;
import studio.rowan.grid.KeyedRow;
import studio.rowan.grid.RowCounting;
import studio.rowan.grid.RowSource;
import studio.rowan.grid.RowWindow;
import studio.rowan.grid.SqlRows;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// Every real database opens; every table and view that SQLite can read is paged from end to end and back, and each
/// cell is what `typeof(c), hex(CAST(c AS BLOB))` says of it. What SQLite cannot read says why. No byte changes.
class RealDataTest {
    private static final int PAGE = 200;
    /// Rows without a key are reached by counting, so that paging through many of them costs the square of their
    /// number: of longer views the pages at both ends and some between are read, and all cells in one stream.
    private static final long LONG_VIEW = 6000;
    /// `-Drowan.everyPage=true` pages through those too, which takes half an hour.
    private static final boolean EVERY_PAGE = Boolean.getBoolean("rowan.everyPage");

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Clock CLOCK = Clock.system();
    private static final DbFiles FILES = new DbFiles();

    @TempDir
    static Path folder;

    @AfterAll
    static void stopClock() {
        CLOCK.close();
    }

    @TestFactory
    Stream<DynamicTest> everyCellIsWhatSqliteSays() {
        return SharedData.databases(SharedData.dir().resolve("real"))
                .map(file -> dynamicTest(file.getFileName().toString(), () -> compare(file)));
    }

    private static void compare(Path original) throws Exception {
        Path own = Files.createDirectory(folder.resolve(original.getFileName() + " own"));
        Path apart = Files.createDirectory(folder.resolve(original.getFileName() + " oracle"));
        Path file = SharedData.copy(original, own);
        Map<String, String> before = SharedData.checksums(own);
        try (Connection oracle = DriverManager.getConnection(
                        "jdbc:sqlite:" + SharedData.copy(original, apart).toUri());
                Workspace workspace = Workspace.open(file, Db.Options.defaults(), FILES, CLOCK)) {
            List<SchemaObject> relations = workspace.schema().objects().stream()
                    .filter(o -> o.kind() != SchemaObject.Kind.INDEX && o.kind() != SchemaObject.Kind.TRIGGER)
                    .toList();
            assertThat(relations.stream().map(SchemaObject::name))
                    .containsExactlyInAnyOrderElementsOf(Oracle.relations(oracle));
            for (SchemaObject object : relations) {
                compare(oracle, workspace, object);
            }
        }
        assertThat(SharedData.checksums(own)).isEqualTo(before);
    }

    private static void compare(Connection oracle, Workspace workspace, SchemaObject object) throws Exception {
        String refusal = Oracle.refusal(oracle, object.name());
        try {
            Table table = workspace.table(object).await();
            SqlRows source = RowSource.of(table);
            assertThat(source.columns()).isEqualTo(Oracle.columns(oracle, object.name()));
            try (Pages pages = new Pages(workspace.db(), source)) {
                compare(oracle, table, source, pages);
            }
            assertThat(refusal).as("SQLite refuses " + object.name()).isNull();
        } catch (DbError e) {
            assertThat(refusal).as(object.name() + ": " + e).isNotNull();
            assertThat(e).isInstanceOf(DbError.Syntax.class);
            assertThat(refusal).contains(e.words());
        }
    }

    private static void compare(Connection oracle, Table table, SqlRows source, Pages pages) throws Exception {
        List<Integer> digests = new ArrayList<>();
        long count = Oracle.count(oracle, table.name());
        boolean keyed = !(table.key() instanceof Table.Key.None);
        if (keyed || count <= LONG_VIEW || EVERY_PAGE) {
            if (keyed) {
                inOrder(oracle, table, source, pages, count, digests);
            } else if (count <= LONG_VIEW) {
                inAnyOrder(oracle, table, source, pages, count, digests);
            } else {
                folded(oracle, table, source, pages, count, digests);
            }
            for (long first = (count - 1) / PAGE * PAGE; first >= 0 && count > 0; first -= PAGE) {
                List<List<String>> page = pages.cells(first, Math.min(count, first + PAGE));
                assertThat(page.hashCode())
                        .as("backwards, " + table.name() + " from " + first)
                        .isEqualTo(digests.get((int) (first / PAGE)));
            }
        } else {
            sampled(oracle, table, source, pages, count);
        }
        assertThat(pages.count()).isEqualTo(count);
    }

    private static void inOrder(
            Connection oracle, Table table, SqlRows source, Pages pages, long count, List<Integer> digests)
            throws Exception {
        try (Oracle truth = new Oracle(oracle, table, source.columns())) {
            for (long first = 0; first < count; first += PAGE) {
                List<List<String>> page = pages.cells(first, Math.min(count, first + PAGE));
                assertThat(page).as(table.name() + " from " + first).isEqualTo(truth.next(PAGE));
                digests.add(page.hashCode());
            }
            assertThat(truth.next(1)).isEmpty();
        }
    }

    /// Without a key SQLite is free in the order, but not in the rows.
    private static void inAnyOrder(
            Connection oracle, Table table, SqlRows source, Pages pages, long count, List<Integer> digests)
            throws Exception {
        List<List<String>> all = new ArrayList<>();
        for (long first = 0; first < count; first += PAGE) {
            List<List<String>> page = pages.cells(first, Math.min(count, first + PAGE));
            digests.add(page.hashCode());
            all.addAll(page);
        }
        try (Oracle truth = new Oracle(oracle, table, source.columns())) {
            assertSameRows(table.name(), all, truth.next(Integer.MAX_VALUE));
        }
    }

    private static void assertSameRows(String what, List<List<String>> ours, List<List<String>> theirs) {
        if (!ours.equals(theirs)) {
            assertThat(ours.stream().map(Object::toString).sorted().toList())
                    .as(what)
                    .isEqualTo(theirs.stream().map(Object::toString).sorted().toList());
        }
    }

    /// Too many rows to hold at once.
    private static void folded(
            Connection oracle, Table table, SqlRows source, Pages pages, long count, List<Integer> digests)
            throws Exception {
        Fold ours = new Fold();
        for (long first = 0; first < count; first += PAGE) {
            List<List<String>> page = pages.cells(first, Math.min(count, first + PAGE));
            digests.add(page.hashCode());
            page.forEach(ours::add);
        }
        assertThat(ours).as(table.name()).isEqualTo(Fold.of(oracle, table, source));
    }

    private static void sampled(Connection oracle, Table table, SqlRows source, Pages pages, long count)
            throws Exception {
        List<Long> starts = List.of(0L, (long) PAGE, count / 2, count - 2 * PAGE, count - PAGE);
        Map<Long, List<List<String>>> kept = new HashMap<>();
        starts.forEach(first -> kept.put(first, new ArrayList<>()));
        Fold ours = new Fold();
        pages.stream(count, row -> {
            kept.forEach((first, rows) -> {
                if (ours.rows >= first && ours.rows < first + PAGE) {
                    rows.add(row);
                }
            });
            ours.add(row);
        });
        assertThat(ours).as(table.name()).isEqualTo(Fold.of(oracle, table, source));
        for (long first : starts.reversed()) {
            assertThat(pages.cells(first, first + PAGE))
                    .as(table.name() + " from " + first)
                    .isEqualTo(kept.get(first));
        }
    }

    /// A digest of many rows in any order.
    private static final class Fold {
        private long rows;
        private long sum;

        static Fold of(Connection oracle, Table table, SqlRows source) throws SQLException {
            Fold all = new Fold();
            try (Oracle truth = new Oracle(oracle, table, source.columns())) {
                for (List<List<String>> rows = truth.next(PAGE); !rows.isEmpty(); rows = truth.next(PAGE)) {
                    rows.forEach(all::add);
                }
            }
            return all;
        }

        void add(List<String> row) {
            rows++;
            long hash = 0xcbf29ce484222325L;
            for (String cell : row) {
                for (int i = 0; i < cell.length(); i++) {
                    hash = (hash ^ cell.charAt(i)) * 0x100000001b3L;
                }
                hash = (hash ^ 0xffff) * 0x100000001b3L;
            }
            sum += hash ^ (hash >>> 32);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Fold that && rows == that.rows && sum == that.sum;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(sum);
        }

        @Override
        public String toString() {
            return rows + " rows, " + Long.toHexString(sum);
        }
    }

    /// The storage class and the bytes of a value, as SQLite would put them; reals by their bits.
    private static String cell(Value value) {
        return switch (value) {
            case Value.Null _ -> "null:";
            case Value.Int(long number) -> "integer:" + number;
            case Value.Real(double number) -> "real:" + Long.toHexString(Double.doubleToLongBits(number));
            case Value.Text text -> "text:" + HEX.formatHex(text.bytes());
            case Value.Blob(byte[] bytes) -> "blob:" + HEX.formatHex(bytes);
            case Value.Large large -> fail("not loaded: " + large);
        };
    }

    /// The window as the grid uses it.
    private static final class Pages implements RowWindow.Listener, AutoCloseable {
        private final RowWindow window;
        private final int columns;
        private final Semaphore bell = new Semaphore(0);

        Pages(Db db, SqlRows source) {
            window = RowWindow.of(db, source);
            columns = source.columns().size();
            window.addListener(this);
            window.open();
            until(this::isCounted);
        }

        /// As a user does who wants to see the end of a view that is long to count.
        private boolean isCounted() {
            switch (window.counting()) {
                case RowCounting.Ordinary _ -> {}
                case RowCounting.GivenUp _ -> window.countAnyway();
                case RowCounting.Failed(Throwable reason) -> throw new AssertionError(reason);
            }
            return window.count().isExact();
        }

        private void until(java.util.function.BooleanSupplier condition) {
            try {
                while (!condition.getAsBoolean()) {
                    if (window.failure() instanceof RuntimeException failure) {
                        throw failure;
                    }
                    assertThat(bell.tryAcquire(60, TimeUnit.SECONDS)).as("hang").isTrue();
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        long count() {
            return window.count().rows();
        }

        List<List<String>> cells(long first, long end) {
            window.want(first, end - 1);
            List<List<String>> rows = new ArrayList<>();
            for (long i = first; i < end; i++) {
                long ordinal = i;
                until(() -> window.row(ordinal) != null);
                KeyedRow row = window.row(ordinal);
                rows.add(
                        IntStream.range(0, columns).mapToObj(c -> whole(row, c)).toList());
            }
            return rows;
        }

        private String whole(KeyedRow row, int column) {
            Value value = row.get(column);
            return cell(value instanceof Value.Large ? window.cell(row, column).await() : value);
        }

        void stream(long count, Consumer<List<String>> to) {
            List<Integer> all = IntStream.range(0, columns).boxed().toList();
            window.stream("all", 0, count, all, row -> to.accept(strings(row))).await();
        }

        private static List<String> strings(Row row) {
            return row.toList().stream().map(RealDataTest::cell).toList();
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

    /// The plain driver on a copy of its own.
    private static final class Oracle implements AutoCloseable {
        private final Statement statement;
        private final ResultSet rows;
        private final int columns;

        Oracle(Connection connection, Table table, List<String> columns) throws SQLException {
            this.columns = columns.size();
            String name = Ident.quote(table.name());
            String cells = columns.stream()
                    .map(c -> Ident.quote(table.name(), c))
                    .map(c -> "typeof(" + c + "), CASE typeof(" + c + ") WHEN 'real' THEN " + c
                            + " WHEN 'integer' THEN " + c + " ELSE hex(CAST(" + c + " AS BLOB)) END")
                    .collect(Collectors.joining(", "));
            String order = switch (table.key()) {
                case Table.Key.Rowid(String alias) -> " ORDER BY " + alias;
                case Table.Key.Primary(List<Table.Key.Part> parts) ->
                    " ORDER BY "
                            + parts.stream()
                                    .map(p -> Ident.quote(p.column()) + " COLLATE " + p.collation()
                                            + (p.descending() ? " DESC" : ""))
                                    .collect(Collectors.joining(", "));
                case Table.Key.None _ -> "";
            };
            statement = connection.createStatement();
            rows = statement.executeQuery("SELECT " + cells + " FROM " + name + order);
        }

        List<List<String>> next(int limit) throws SQLException {
            List<List<String>> page = new ArrayList<>();
            while (page.size() < limit && rows.next()) {
                List<String> row = new ArrayList<>(columns);
                for (int i = 1; i < 2 * columns; i += 2) {
                    String type = rows.getString(i);
                    row.add(type
                            + ":"
                            + switch (type) {
                                case "null" -> "";
                                case "integer" -> Long.toString(rows.getLong(i + 1));
                                case "real" -> Long.toHexString(Double.doubleToLongBits(rows.getDouble(i + 1)));
                                default -> rows.getString(i + 1);
                            });
                }
                page.add(row);
            }
            return page;
        }

        @Override
        public void close() throws SQLException {
            rows.close();
            statement.close();
        }

        /// SQLite's words where it cannot read a table or view; `null` where it can.
        static @org.jspecify.annotations.Nullable String refusal(Connection connection, String name) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT * FROM " + Ident.quote(name))) {
                while (rows.next()) {}
                return null;
            } catch (SQLException e) {
                return e.getMessage();
            }
        }

        static List<String> columns(Connection connection, String name) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT * FROM " + Ident.quote(name) + " LIMIT 0")) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(rows.getMetaData().getColumnName(i));
                }
                return columns;
            }
        }

        static long count(Connection connection, String name) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + Ident.quote(name))) {
                return rows.getLong(1);
            }
        }

        static List<String> relations(Connection connection) throws SQLException {
            List<String> names = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT name FROM pragma_table_list WHERE schema = 'main'")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }
}
