package studio.rowan.relate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All relations of a file at one version of its schema. Names of tables and columns are looked up as SQLite does,
/// whatever the case of their letters.
public final class Relations {
    /// A join table may say a little of its own (a place, a time), or it is a thing of its own.
    private static final int FEW = 3;

    public static final Relations NONE = new Relations(-1, List.of(), List.of());

    private final long version;
    private final List<Relation> all;
    private final Map<String, List<Relation>> byChild = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, List<Relation>> byParent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, RelatedTable> tables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /// @param version `PRAGMA schema_version`
    /// @param tables that take part
    Relations(long version, Collection<Relation> relations, Collection<RelatedTable> tables) {
        this.version = version;
        this.all = List.copyOf(relations);
        for (Relation relation : all) {
            byChild.computeIfAbsent(relation.child(), _ -> new ArrayList<>()).add(relation);
            byParent.computeIfAbsent(relation.parent(), _ -> new ArrayList<>()).add(relation);
        }
        tables.forEach(table -> this.tables.put(table.name(), table));
    }

    public long version() {
        return version;
    }

    public List<Relation> all() {
        return all;
    }

    /// What rows of the table refer to; declared ones first, in the order of their declaration.
    public List<Relation> parentsOf(String table) {
        return List.copyOf(byChild.getOrDefault(table, List.of()));
    }

    /// What refers to rows of the table. A reference to itself is here too.
    public List<Relation> childrenOf(String table) {
        return List.copyOf(byParent.getOrDefault(table, List.of()));
    }

    /// The relations that a column of the child takes part in.
    public List<Relation> of(String table, String column) {
        return byChild.getOrDefault(table, List.of()).stream()
                .filter(relation -> relation.uses(column))
                .toList();
    }

    /// The relation that a click on a cell of the column follows: one of this column alone before one of several.
    public Optional<Relation> leading(String table, String column) {
        List<Relation> sound =
                of(table, column).stream().filter(Relation::isSound).toList();
        return sound.stream()
                .filter(relation -> !relation.isComposite())
                .findFirst()
                .or(() -> sound.stream().findFirst());
    }

    /// A table that takes part in a relation.
    public Optional<RelatedTable> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    /// What the table is tied to by join tables.
    public List<ManyToMany> through(String table) {
        List<ManyToMany> ties = new ArrayList<>();
        for (Relation near : childrenOf(table)) {
            for (Relation far : parentsOf(near.child())) {
                if (!far.equals(near) && !near.isSelf() && joins(near, far)) {
                    ties.add(new ManyToMany(near, far));
                }
            }
        }
        return ties;
    }

    /// Whether rows of the table do nothing but tie rows of two others.
    public boolean isJoin(String table) {
        List<Relation> parents = parentsOf(table);
        return parents.stream()
                .anyMatch(near ->
                        !near.isSelf() && parents.stream().anyMatch(far -> !far.equals(near) && joins(near, far)));
    }

    private boolean joins(Relation near, Relation far) {
        RelatedTable join = tables.get(near.child());
        if (join == null || !near.isSound() || !far.isSound() || far.isSelf() || overlap(near, far)) {
            return false;
        }
        List<String> both =
                Stream.concat(near.columns().stream(), far.columns().stream()).toList();
        List<String> primary = join.primary();
        long others = join.columns().stream()
                .filter(c -> !contains(both, c.name()) && !contains(primary, c.name()))
                .count();
        if (join.keys().isEmpty()) {
            return others == 0;
        }
        return others <= FEW
                && join.keys().stream()
                        .anyMatch(key -> key.stream().allMatch(column -> contains(both, column))
                                && key.stream().anyMatch(near::uses)
                                && key.stream().anyMatch(far::uses));
    }

    private static boolean overlap(Relation near, Relation far) {
        return near.columns().stream().anyMatch(far::uses);
    }

    private static boolean contains(List<String> names, String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }
}
