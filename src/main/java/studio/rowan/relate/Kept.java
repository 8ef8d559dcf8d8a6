package studio.rowan.relate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a user says of the relations of one file, beside what the file says itself.
/// @param references that the schema does not declare
/// @param labels which column speaks for the rows of a table
/// @param plain columns that show their value alone
public record Kept(List<Reference> references, List<Label> labels, List<Plain> plain) {
    public static final Kept NOTHING = new Kept(List.of(), List.of(), List.of());

    /// A reference that the schema does not declare.
    public record Reference(String child, List<String> columns, String parent, List<String> to) {
        public Reference {
            columns = columns == null ? List.of() : List.copyOf(columns);
            to = to == null ? List.of() : List.copyOf(to);
        }

        boolean isSame(Reference other) {
            return child.equalsIgnoreCase(other.child)
                    && parent.equalsIgnoreCase(other.parent)
                    && String.join("\0", columns).equalsIgnoreCase(String.join("\0", other.columns))
                    && String.join("\0", to).equalsIgnoreCase(String.join("\0", other.to));
        }

        boolean isWhole() {
            return isThere(child) && isThere(parent) && !columns.isEmpty() && columns.size() == to.size();
        }
    }

    /// @param column empty for the key: no label at all
    public record Label(String table, String column) {}

    /// A column that shows no labels.
    public record Plain(String table, String column) {}

    /// A file of the program's own may have been written by another version of it.
    public Kept {
        references = whole(references, Reference::isWhole);
        labels = whole(labels, label -> isThere(label.table()) && isThere(label.column()));
        plain = whole(plain, column -> isThere(column.table()) && isThere(column.column()));
    }

    private static boolean isThere(@Nullable String name) {
        return name != null;
    }

    private static <T> List<T> whole(@Nullable List<T> some, Predicate<T> test) {
        return some == null ? List.of() : some.stream().filter(test).toList();
    }

    public Kept with(Reference reference) {
        List<Reference> all = new ArrayList<>(without(reference).references);
        all.add(reference);
        return new Kept(all, labels, plain);
    }

    public Kept without(Reference reference) {
        return new Kept(
                references.stream().filter(each -> !each.isSame(reference)).toList(), labels, plain);
    }

    /// @param column empty for the key; null for what [Labels] suggests
    public Kept withLabel(String table, @Nullable String column) {
        List<Label> all = new ArrayList<>(labels.stream()
                .filter(each -> !each.table().equalsIgnoreCase(table))
                .toList());
        if (column != null) {
            all.add(new Label(table, column));
        }
        return new Kept(references, all, plain);
    }

    /// The column that the user chose for a table; empty text for the key.
    public Optional<String> label(String table) {
        return labels.stream()
                .filter(each -> each.table().equalsIgnoreCase(table))
                .map(Label::column)
                .findFirst();
    }

    /// @param shown whether cells of the column show the label of what they refer to
    public Kept withShown(String table, String column, boolean shown) {
        List<Plain> all = new ArrayList<>(
                plain.stream().filter(each -> !is(each, table, column)).toList());
        if (!shown) {
            all.add(new Plain(table, column));
        }
        return new Kept(references, labels, all);
    }

    public boolean isShown(String table, String column) {
        return plain.stream().noneMatch(each -> is(each, table, column));
    }

    private static boolean is(Plain plain, String table, String column) {
        return plain.table().equalsIgnoreCase(table) && plain.column().equalsIgnoreCase(column);
    }
}
