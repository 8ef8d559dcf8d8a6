package studio.rowan.change;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import studio.rowan.db.Access;
import studio.rowan.kit.Text;
import studio.rowan.schema.Schema;
import studio.rowan.schema.Trigger;

/// What staged deletions and changes of keys will do to rows that nobody staged, and which triggers will fire. What the
/// triggers do is theirs to know.
public record Cascade(List<Effect> effects, List<Trigger> triggers) {
    /// What happens to the rows that refer to a row that goes or changes its key.
    public enum Kind {
        DELETED,
        SET_NULL,
        SET_DEFAULT,
        /// They refer to the new key.
        FOLLOWS,
        /// SQLite will refuse the commit.
        REFUSED
    }

    /// @param columns of the table, by which its rows refer to those above
    /// @param rows how many; more of them where `atLeast`
    public record Effect(Kind kind, String table, List<String> columns, long rows, boolean atLeast) {
        public Effect {
            columns = List.copyOf(columns);
        }

        private boolean isWithin(Effect seen) {
            return kind == seen.kind && table.equals(seen.table) && (seen.atLeast || (rows <= seen.rows && !atLeast));
        }

        /// "12 rows in posts will be deleted with them".
        public String text() {
            String count =
                    atLeast ? Text.of("change.cascade.rowsAtLeast", rows) : Text.count("change.cascade.rows", rows);
            return Text.of("change.cascade." + kind.name().toLowerCase(Locale.ROOT), table, count);
        }
    }

    public Cascade {
        effects = List.copyOf(effects);
        triggers = List.copyOf(triggers);
    }

    /// Walks the foreign keys as far as staged edits reach; for a reader lane.
    /// @throws studio.rowan.db.DbError where an edit's table, column or key is no longer there
    public static Cascade of(Access access, Schema schema, Changes changes) {
        try {
            return of(access, new Planner(access, schema, changes));
        } catch (EditError e) {
            throw e.error();
        }
    }

    static Cascade of(Access access, Planner planner) {
        Changes changes = planner.plan().changes();
        // Most commits reach nobody else: then nothing is counted again.
        List<Spread.Found> found = planner.spread().isEmpty()
                ? List.of()
                : new Spread(access, planner.structure(), changes, planner.nodes(), Spread.SHOWN).found();
        List<Effect> effects = found.stream()
                .map(f -> new Effect(f.kind(), f.table().name(), f.columns(), f.count(), f.more()))
                .sorted(Comparator.comparing(Effect::kind))
                .toList();
        return new Cascade(effects, triggers(planner, found));
    }

    /// Whether no more rows are deleted than the other says.
    boolean isWithin(Cascade seen) {
        return effects.stream()
                .filter(effect -> effect.kind() == Kind.DELETED)
                .allMatch(effect -> seen.effects.stream().anyMatch(effect::isWithin));
    }

    private static List<Trigger> triggers(Planner planner, List<Spread.Found> found) {
        Set<Trigger> fired = new LinkedHashSet<>();
        Schema schema = planner.structure().schema();
        for (Node node : planner.nodes()) {
            Trigger.Event event = switch (node.edit()) {
                case Edit.Insert _ -> Trigger.Event.INSERT;
                case Edit.Update _ -> Trigger.Event.UPDATE;
                case Edit.Delete _ -> Trigger.Event.DELETE;
            };
            fired.addAll(on(
                    schema,
                    node.table().name(),
                    event,
                    List.copyOf(node.changed().keySet())));
        }
        for (Spread.Found f : found) {
            switch (f.kind()) {
                case DELETED -> fired.addAll(on(schema, f.table().name(), Trigger.Event.DELETE, List.of()));
                case SET_NULL, SET_DEFAULT, FOLLOWS ->
                    fired.addAll(on(schema, f.table().name(), Trigger.Event.UPDATE, f.columns()));
                case REFUSED -> {}
            }
        }
        return List.copyOf(fired);
    }

    private static List<Trigger> on(Schema schema, String table, Trigger.Event event, List<String> changed) {
        List<Trigger> fired = new ArrayList<>();
        for (Trigger trigger : Trigger.on(schema, table)) {
            if (trigger.event() == event && (event != Trigger.Event.UPDATE || trigger.firesOn(changed))) {
                fired.add(trigger);
            }
        }
        return fired;
    }

    public boolean isEmpty() {
        return effects.isEmpty() && triggers.isEmpty();
    }
}
