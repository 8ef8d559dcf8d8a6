package studio.rowan.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.relate.FileRelations;
import studio.rowan.relate.ManyToMany;
import studio.rowan.relate.Relation;
import studio.rowan.relate.Relations;
import studio.rowan.schema.Column;
import studio.rowan.schema.FullTextDdl;
import studio.rowan.schema.Schema;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.SchemaReader;
import studio.rowan.schema.Table;

/// Finds what the rows of an index can be told apart by, and counts it among the rows that were found.
public final class Facets {
    /// Rows that are counted; of more, the counts are those of the first.
    static final int COUNTED = 20_000;

    private static final int MOST_FACETS = 5;
    private static final int MOST_VALUES = 6;

    /// A column with more different values among its first rows does not tell rows apart.
    private static final int FEW_VALUES = 12;

    private static final int SAMPLED = 2_000;
    private static final Duration LONGEST = Duration.ofMillis(1_500);
    private static final Duration LONGEST_LOCK = Duration.ofMillis(150);

    private Facets() {}

    /// The facets of an index whose text is in a table: references first, then ties, then columns of few values.
    static List<Facet> of(Access access, Schema schema, SearchIndex index, FileRelations file) {
        if (!(index.content() instanceof FullTextDdl.Content.External(String name, String rowid))) {
            return List.of();
        }
        Optional<SchemaObject> object = schema.relation(name).filter(found -> found.kind() == SchemaObject.Kind.TABLE);
        if (object.isEmpty()) {
            return List.of();
        }
        Table table = SchemaReader.table(access, object.get());
        Relations relations = file.in(access);
        List<Facet> facets = new ArrayList<>();
        for (Relation relation : relations.parentsOf(table.name())) {
            if (relation.isSound() && !relation.isComposite()) {
                facets.add(Facet.reference(
                        rowid,
                        relation,
                        file.label(relations, relation.parent()).orElse(null)));
            }
        }
        for (ManyToMany tie : relations.through(table.name())) {
            boolean simple = !tie.near().isComposite()
                    && !tie.far().isComposite()
                    && isRow(table, rowid, tie.near().to().getFirst());
            if (simple) {
                facets.add(Facet.tie(tie, file.label(relations, tie.other()).orElse(null)));
            }
        }
        for (Column column : table.columns()) {
            if (facets.size() < MOST_FACETS && isCandidate(table, index, column) && hasFew(access, table, column)) {
                facets.add(Facet.column(table.name(), rowid, column.name()));
            }
        }
        return facets.subList(0, Math.min(MOST_FACETS, facets.size()));
    }

    /// Whether the column is the one that the index knows rows by, or another name of it.
    private static boolean isRow(Table table, String rowid, String column) {
        boolean alias = table.column(column)
                .filter(found -> found.isKey() && found.declaredType().equalsIgnoreCase("INTEGER"))
                .isPresent();
        return column.equalsIgnoreCase(rowid) || alias && rowid.equalsIgnoreCase("rowid");
    }

    private static boolean isCandidate(Table table, SearchIndex index, Column column) {
        return !column.isKey()
                && !column.unique()
                && index.field(column.name()).isEmpty()
                && table.foreignKeyOf(column.name()).isEmpty();
    }

    private static boolean hasFew(Access access, Table table, Column column) {
        String name = Ident.quote(column.name());
        Row row = access.first(Sql.of("SELECT count(DISTINCT v), count(*), max(octet_length(v)) FROM (SELECT CASE WHEN"
                + " octet_length(" + name + ") < 200 THEN " + name + " END v FROM " + Ident.quote(table.name())
                + " LIMIT " + SAMPLED + ")"));
        return row != null && row.asLong(0) > 1 && row.asLong(0) <= FEW_VALUES && row.asLong(1) > row.asLong(0) * 2;
    }

    /// What the first matches have of each facet; a facet that takes too long is left out.
    /// @param locks whether others cannot write meanwhile
    static List<Facet.Count> count(Access access, List<Facet> facets, Search search, boolean locks) {
        Optional<Sql> rowids = search.rowids(access);
        if (rowids.isEmpty()) {
            return List.of();
        }
        Sql found = Sql.builder().add(rowids.get()).add(" LIMIT " + COUNTED).build();
        List<Facet.Count> counts = new ArrayList<>();
        for (Facet facet : facets) {
            try {
                access.within(locks ? LONGEST_LOCK : LONGEST, () -> access.query(facet.counts(found, MOST_VALUES)))
                        .ifPresent(rows -> rows.forEach(row -> counts.add(count(facet, row))));
            } catch (DbError.Syntax | DbError.Corrupt e) {
                // One facet less: what it counts is damaged or gone, which the hits themselves tell.
                continue;
            }
        }
        return counts;
    }

    private static Facet.Count count(Facet facet, Row row) {
        Value value = row.get(0);
        String label = row.asText(2);
        String shown =
                label != null && !label.isBlank() ? label : value.isNull() ? "NULL" : String.valueOf(value.asText());
        return new Facet.Count(facet, value, shown, row.asLong(1));
    }
}
