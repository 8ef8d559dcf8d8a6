package studio.rowan.migrate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.diff.Outline;
import studio.rowan.schema.ForeignKey;

/// What one script does to rows: how many each table holds before and after, and of tables that it can take rows from,
/// which ones.
final class RowWatch {
    private final String script;
    private final ScriptFacts facts;
    private final Outline outline;
    private final Set<String> reach;
    private final Census before;
    private final Set<String> risk;
    private final RowKeys keys;
    private final @Nullable ValueWatch values;
    private final UpdateWatch updates;
    private @Nullable Outline ended;
    private Census after = Census.NONE;
    private List<RowCount> counts = List.of();
    private List<Finding> changed = List.of();

    private RowWatch(
            String script,
            ScriptFacts facts,
            Outline outline,
            Set<String> reach,
            Census before,
            Set<String> risk,
            RowKeys keys,
            @Nullable ValueWatch values) {
        this.script = script;
        this.facts = facts;
        this.outline = outline;
        this.reach = reach;
        this.before = before;
        this.risk = risk;
        this.keys = keys;
        this.values = values;
        this.updates = new UpdateWatch(outline, before);
    }

    /// To be called inside the script's transaction, before its first statement.
    /// @param known what the tables hold, where nobody else can have written; null to count those in reach
    static RowWatch begin(Access access, String script, ScriptFacts facts, @Nullable Census known) {
        Outline outline = Outline.of(access);
        Set<String> reach = Census.reach(script, outline);
        Census before = known == null ? Census.of(access, outline, reach, Census.NONE) : known;
        Set<String> risk = Risk.of(script, facts, outline, reach);
        Set<String> exchanged = new TreeSet<>(risk);
        exchanged.retainAll(Risk.filled(script, facts, outline, reach));
        RowKeys keys = RowKeys.keep(access, outline, script, facts, exchanged, before);
        // A run has the rows bounded that it may take; what becomes of their values, its rehearsal told.
        ValueWatch values =
                known == null || !(facts.writes() || !facts.dropped().isEmpty())
                        ? null
                        : ValueWatch.keep(access, outline, script, facts, reach, before);
        return new RowWatch(script, facts, outline, reach, before, risk, keys, values);
    }

    /// To be told of each statement before it runs.
    void step(Access access, ScriptCursor cursor) {
        String statement = cursor.statement();
        if (values != null && statement != null) {
            updates.step(access, statement, cursor.line());
        }
    }

    /// To be called on the same connection, after its last statement.
    void end(Access access) {
        Outline now = Outline.of(access);
        ended = now;
        after = Census.of(access, now, changed(now), before);
        counts = after.since(before, facts.renamed()).stream()
                .map(count -> {
                    String then = count.formerly() == null ? count.table() : count.formerly();
                    return count.with(keys.compare(access, now, then, count));
                })
                .toList();
        changed = values == null
                ? List.of()
                : updates.with(access, now, values.changed(access, now, counts), values::isWhole);
    }

    /// Tables that the script can have written to: what only changes the structure changes no number of rows.
    private Set<String> changed(Outline now) {
        Set<String> changed = new TreeSet<>(Census.reach(script, now));
        changed.addAll(reach);
        if (!facts.writes() && facts.dropped().isEmpty()) {
            before.rows().keySet().forEach(table -> changed.remove(table.toLowerCase(Locale.ROOT)));
        }
        return changed;
    }

    /// References that lead nowhere now. Looked at are tables that the script could change before it ran, and those
    /// that it made: of no other can a reference break.
    Violations violations(Access access) {
        Outline now = ended == null ? outline : ended;
        Set<String> touched = new TreeSet<>(reach);
        now.tables().forEach(table -> {
            if (outline.object(table.name()).isEmpty()) {
                touched.add(table.name().toLowerCase(Locale.ROOT));
            }
        });
        return Violations.of(access, now, touched);
    }

    /// How long it asked what single statements would take: what runs without a rehearsal does not.
    Duration asking() {
        return updates.asking();
    }

    Census before() {
        return before;
    }

    Census after() {
        return after;
    }

    /// What became of each table.
    List<RowCount> counts() {
        return counts;
    }

    /// Values that were there before and are not in their place afterwards; only a rehearsal looks for them.
    List<Finding> changedValues() {
        return changed;
    }

    /// The changes of foreign keys' tables, with the rows that are gone in place of the net number where these are
    /// known.
    Map<Tally.Place, Long> exact(Map<Tally.Place, Long> change) {
        Map<Tally.Place, Long> exact = new HashMap<>(change);
        for (RowCount count : counts) {
            if (count.rows().by() == RowCount.By.KEY) {
                exact.replaceAll((place, by) ->
                        place.isSame(new Tally.Place(count.table(), null)) ? Long.valueOf(-count.lost()) : by);
            }
        }
        return exact;
    }

    /// Whether foreign keys can have taken rows, or references, there: only where the script can take rows of a table
    /// that they refer to, or did before it changed them, or can change such a row's key.
    boolean mayCascade(Tally.Place place) {
        Outline now = ended;
        if (now == null) {
            return true;
        }
        List<ForeignKey> keys = new ArrayList<>(now.keysOf(place.table()));
        keys.addAll(outline.keysOf(place.table()));
        keys.addAll(outline.keysOf(formerly(place.table())));
        return keys.stream().anyMatch(key -> {
            String parent = key.parent().toLowerCase(Locale.ROOT);
            boolean isNew = outline.object(parent).isEmpty();
            boolean deletes = place.column() == null
                    ? key.onDelete().equals("CASCADE")
                    : key.onDelete().startsWith("SET ");
            boolean updates = place.column() != null && key.onUpdate().startsWith("SET ");
            return (deletes && (isNew || risk.contains(parent))) || (updates && (isNew || reach.contains(parent)));
        });
    }

    private String formerly(String table) {
        return counts.stream()
                .filter(count -> count.table().equalsIgnoreCase(table))
                .map(count -> count.formerly() == null ? table : count.formerly())
                .findFirst()
                .orElse(table);
    }

    /// Whether it is known which rows of a table went, if any.
    boolean tells(String table) {
        return counts.stream()
                .filter(count -> count.table().equalsIgnoreCase(table) || table.equalsIgnoreCase(count.formerly()))
                .anyMatch(count ->
                        count.rows().by() == RowCount.By.KEY || count.rows().by() == RowCount.By.NUMBER);
    }
}
