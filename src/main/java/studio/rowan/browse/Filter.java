package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import studio.rowan.db.Sql;
import studio.rowan.schema.Table;

/// Which rows are shown: a term per column and a raw condition, all of which must hold.
public record Filter(List<Term> terms, String where) {
    public static final Filter NONE = new Filter(List.of(), "");

    /// What was typed for one column; see [Condition] for how it is read.
    public record Term(String column, String text) {
        public Term {
            Objects.requireNonNull(column);
            Objects.requireNonNull(text);
        }
    }

    public Filter {
        terms = terms.stream().filter(term -> !term.text.isEmpty()).toList();
    }

    public boolean isEmpty() {
        return terms.isEmpty() && where.isBlank();
    }

    /// The text typed for a column, empty without one.
    public String text(String column) {
        return terms.stream()
                .filter(term -> term.column.equals(column))
                .map(Term::text)
                .findFirst()
                .orElse("");
    }

    /// This filter with another term for the column; an empty one takes it away.
    public Filter with(String column, String text) {
        List<Term> changed = new ArrayList<>(terms);
        Term term = new Term(column, text);
        int at = changed.indexOf(new Term(column, text(column)));
        if (at >= 0) {
            changed.set(at, term);
        } else {
            changed.add(term);
        }
        return new Filter(changed, where);
    }

    public Filter withWhere(String condition) {
        return new Filter(terms, condition);
    }

    /// Without the terms of columns that the table no longer has.
    public Filter on(Table table) {
        return new Filter(
                terms.stream()
                        .filter(term ->
                                table.columns().stream().anyMatch(c -> c.name().equals(term.column)))
                        .toList(),
                where);
    }

    /// The conditions on rows of the table, all of which hold; empty where all rows are shown.
    public List<Sql> conditions(String table) {
        List<Sql> conditions = new ArrayList<>();
        for (Term term : terms) {
            conditions.add(Condition.of(table, term.column, term.text));
        }
        if (!where.isBlank()) {
            conditions.add(Sql.of(where));
        }
        return conditions;
    }
}
