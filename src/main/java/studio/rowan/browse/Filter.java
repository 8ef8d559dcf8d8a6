package studio.rowan.browse;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Sql;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// Which rows are shown: what the boxes over the columns say, groups of conditions, and a raw condition. All of them
/// must hold.
/// @param whereOff the raw condition is kept, but not in force
public record Filter(List<Term> terms, List<Group> groups, String where, boolean whereOff) {
    public static final Filter NONE = new Filter(List.of(), List.of(), "", false);

    /// What was typed into the box of one column; see [FilterText] for how it is read.
    /// @param off kept, but not in force
    public record Term(String column, String text, boolean off) {
        public Term {
            Objects.requireNonNull(column);
            Objects.requireNonNull(text);
        }

        public Term(String column, String text) {
            this(column, text, false);
        }

        @Nullable
        Condition condition() {
            return FilterText.read(text) instanceof FilterText.Read.Understood(Condition condition) ? condition : null;
        }
    }

    /// Conditions of which all or any must hold.
    public record Group(boolean any, List<Rule> rules) {
        public Group {
            rules = List.copyOf(rules);
        }

        Group with(List<Rule> others) {
            return new Group(any, others);
        }
    }

    public Filter {
        terms = terms.stream().filter(term -> !term.text.isEmpty()).toList();
        groups = groups.stream().filter(group -> !group.rules.isEmpty()).toList();
    }

    /// True where no row is kept away, whatever is written down but not in force.
    public boolean isEmpty() {
        boolean asked = terms.stream().anyMatch(term -> !term.off && term.condition() != null)
                || groups.stream()
                        .flatMap(group -> group.rules.stream())
                        .anyMatch(rule -> !rule.off() && rule.condition() != null);
        return !asked && (where.isBlank() || whereOff);
    }

    /// The text typed for a column, empty without one.
    public String text(String column) {
        return terms.stream()
                .filter(term -> term.column.equals(column))
                .map(Term::text)
                .findFirst()
                .orElse("");
    }

    // ---- changes ----

    /// This filter with another term for the column, in force; an empty one takes it away.
    public Filter with(String column, String text) {
        return with(new Term(column, text));
    }

    public Filter with(Term term) {
        List<Term> changed = new ArrayList<>(terms);
        for (int i = 0; i < changed.size(); i++) {
            if (changed.get(i).column.equals(term.column)) {
                changed.set(i, term);
                return new Filter(changed, groups, where, whereOff);
            }
        }
        changed.add(term);
        return new Filter(changed, groups, where, whereOff);
    }

    public Filter withWhere(String condition) {
        return new Filter(terms, groups, condition, false);
    }

    Filter withWhereOff(boolean off) {
        return new Filter(terms, groups, where, off);
    }

    Filter withGroups(List<Group> changed) {
        return new Filter(terms, changed, where, whereOff);
    }

    /// With one more condition that must hold; an equal one is put in force instead.
    Filter plus(Rule rule) {
        List<Group> changed = new ArrayList<>(groups);
        for (int i = 0; i < changed.size(); i++) {
            Group group = changed.get(i);
            if (!group.any) {
                List<Rule> rules = new ArrayList<>(group.rules);
                rules.removeIf(r -> r.withOff(false).equals(rule));
                rules.add(rule);
                changed.set(i, group.with(rules));
                return withGroups(changed);
            }
        }
        changed.addFirst(new Group(false, List.of(rule)));
        return withGroups(changed);
    }

    /// Without the rules of the "all of" groups that are such a list of values of the column.
    Filter withoutList(String column) {
        return withGroups(groups.stream()
                .map(group -> group.any
                        ? group
                        : group.with(group.rules.stream()
                                .filter(rule -> !isList(rule, column))
                                .toList()))
                .toList());
    }

    static boolean isList(Rule rule, String column) {
        return rule.column().equals(column)
                && rule.operator() == Operator.IN
                && !rule.not()
                && !rule.exact().isEmpty();
    }

    /// Every rule changed by `change`.
    Filter each(UnaryOperator<Rule> change) {
        return withGroups(groups.stream()
                .map(group -> group.with(group.rules.stream().map(change).toList()))
                .toList());
    }

    /// Without what is said of columns that the table no longer has.
    public Filter on(Table table) {
        return new Filter(
                terms.stream()
                        .filter(term -> column(table, term.column) != null)
                        .toList(),
                groups.stream()
                        .map(group -> group.with(group.rules.stream()
                                .filter(rule -> column(table, rule.column()) != null)
                                .toList()))
                        .toList(),
                where,
                whereOff);
    }

    private static @Nullable Column column(Table table, String name) {
        return table.columns().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    // ---- what it asks ----

    /// The columns that something in force is said about.
    public Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        terms.stream().filter(term -> !term.off && term.condition() != null).forEach(term -> columns.add(term.column));
        groups.stream()
                .flatMap(group -> group.rules.stream())
                .filter(rule -> !rule.off() && rule.condition() != null)
                .forEach(rule -> columns.add(rule.column()));
        return columns;
    }

    /// The conditions on rows of the table, all of which hold; empty where all rows are shown.
    public List<Sql> conditions(Table table) {
        List<Sql> conditions = new ArrayList<>();
        for (Term term : terms) {
            if (!term.off) {
                add(conditions, table, term.column, term.condition());
            }
        }
        for (Group group : groups) {
            List<Sql> rules = new ArrayList<>();
            for (Rule rule : group.rules) {
                if (!rule.off()) {
                    add(rules, table, rule.column(), rule.condition());
                }
            }
            if (group.any && rules.size() > 1) {
                conditions.add(any(rules));
            } else {
                conditions.addAll(rules);
            }
        }
        if (!where.isBlank() && !whereOff) {
            conditions.add(Sql.of(where));
        }
        return conditions;
    }

    private static void add(List<Sql> to, Table table, String name, @Nullable Condition condition) {
        Column column = column(table, name);
        if (column != null && condition != null) {
            to.add(condition.sql(table.name(), column));
        }
    }

    private static Sql any(List<Sql> rules) {
        Sql.Builder sql = Sql.builder();
        String word = "(";
        for (Sql rule : rules) {
            sql.add(word).add(rule);
            word = " OR ";
        }
        return sql.add(")").build();
    }
}
