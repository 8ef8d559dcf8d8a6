package studio.rowan.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.Needle;
import studio.rowan.grid.NeedleHit;
import studio.rowan.grid.RowFind;
import studio.rowan.grid.RowKey;
import studio.rowan.grid.RowSource;
import studio.rowan.grid.SqlRows;
import studio.rowan.kit.Text;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// Searches a table that has no full-text index: each row is looked at, until the time is over, and from there on when
/// it is asked to go on. A row is a hit that holds all words, each anywhere in its texts; case of ASCII letters does
/// not
/// matter. In files that are not in WAL mode nobody is locked out for more than a moment (F18).
///
/// One [#run] at a time.
final class LikeSearch {
    /// Hits that are shown; the search ends there.
    static final int MOST = 500;

    private static final int MOST_WORDS = 8;
    private static final Duration COUNTING = Duration.ofMillis(800);
    private static final Duration LOCKING = Duration.ofMillis(150);

    /// A row that holds the words.
    /// @param text of the first column that holds the first word, around it
    record Hit(RowKey key, String column, Marked text) {}

    /// How far it got.
    /// @param looked rows that were looked at
    /// @param of rows that there are; -1 where counting them would take too long
    /// @param isEnd all were looked at
    /// @param isFull so many were found that it ended before
    record Reached(long looked, long of, boolean isEnd, boolean isFull) {}

    private final Workspace workspace;
    private final Table table;
    private final SqlRows source;
    private final List<Needle> needles;
    private final RowFind find;
    private int found;
    private long rows = -2;

    LikeSearch(Workspace workspace, Table table, String text) {
        this.workspace = workspace;
        this.table = table;
        this.source = RowSource.of(table);
        this.needles = needles(text);
        Db db = workspace.db();
        this.find = new RowFind(source, this::condition, !db.isWal() && !db.isStatic());
    }

    /// Whether the table's rows can be looked at bit by bit.
    static boolean canSearch(Table table) {
        return RowFind.canPause(RowSource.of(table)) && !texts(table).isEmpty();
    }

    /// What is looked for: the words, or nothing.
    static List<Needle> needles(String text) {
        return Stream.of(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .map(word -> new Needle(word, false, false))
                .toList();
    }

    private static List<String> texts(Table table) {
        List<Column> columns = RowSource.visible(table);
        List<Column> texts = columns.stream()
                .filter(column -> column.affinity() == Column.Affinity.TEXT
                        || column.declaredType().isEmpty())
                .toList();
        return (texts.isEmpty() ? columns : texts).stream().map(Column::name).toList();
    }

    private Sql condition(boolean guarded) {
        Sql.Builder all = Sql.builder();
        for (int i = 0; i < needles.size(); i++) {
            all.add(i == 0 ? "" : " AND ").add(needles.get(i).in(table.name(), texts(table), guarded));
        }
        return all.build();
    }

    /// Goes on from where the last run ended, for at most so long.
    /// @param told hears of hits as they are found, on a thread of its own
    Job<Reached> run(Duration most, Consumer<List<Hit>> told) {
        Db db = workspace.db();
        return db.aside(Text.of("search.like.job", table.name()), job -> {
            if (rows == -2) {
                rows = job.follow(db.search(job.title(), this::count));
            }
            long end = System.nanoTime() + most.toNanos();
            boolean isEnd;
            // Each run gets further, however little time it is given.
            do {
                Slice slice = job.follow(db.search(job.title(), this::slice));
                isEnd = slice.isEnd;
                found += slice.hits.size();
                job.report(looked(), rows, Text.of("search.like.unit"));
                if (!slice.hits.isEmpty()) {
                    told.accept(slice.hits);
                }
            } while (!isEnd && found < MOST && System.nanoTime() < end);
            return new Reached(isEnd && rows >= 0 ? rows : looked(), rows, isEnd, found >= MOST && !isEnd);
        });
    }

    private long looked() {
        return rows < 0 ? Math.max(0, find.looked(0)) : Math.clamp(find.looked(rows), 0, rows);
    }

    private long count(Access access) {
        Duration most = workspace.db().isWal() || workspace.db().isStatic() ? COUNTING : LOCKING;
        Optional<Long> counted = access.within(
                most,
                () -> access.scalar(Sql.of("SELECT count(*) FROM " + Ident.quote(table.name())))
                        .asLong());
        return counted.orElse(-1L);
    }

    private record Slice(List<Hit> hits, boolean isEnd) {}

    private Slice slice(Access access) {
        RowFind.Found next = find.next(access, true);
        List<Hit> hits = new ArrayList<>();
        for (RowKey key : next.keys()) {
            if (found + hits.size() >= MOST) {
                break;
            }
            NeedleHit hit = NeedleHit.of(access, source, table.name(), key, needles.getFirst());
            if (hit != null) {
                hits.add(new Hit(key, hit.column(), marked(hit.around())));
            }
        }
        return new Slice(hits, next.isEnd());
    }

    /// The words in it, told apart from the rest.
    private Marked marked(Value value) {
        String text = value.isNull() ? "" : String.valueOf(value.asText());
        String low = lower(text);
        List<Marked.Run> runs = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < text.length(); ) {
            int length = length(low, at);
            if (length == 0) {
                at++;
                continue;
            }
            if (at > from) {
                runs.add(new Marked.Run(text.substring(from, at), false));
            }
            runs.add(new Marked.Run(text.substring(at, at + length), true));
            at += length;
            from = at;
        }
        if (from < text.length()) {
            runs.add(new Marked.Run(text.substring(from), false));
        }
        return new Marked(runs);
    }

    private int length(String low, int at) {
        return needles.stream()
                .map(needle -> lower(needle.text()))
                .filter(word -> low.startsWith(word, at))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    /// Of the same length as the text, whatever its letters are.
    private static String lower(String text) {
        String low = text.toLowerCase(Locale.ROOT);
        return low.length() == text.length() ? low : text;
    }
}
