package studio.rowan.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.rowan.db.Ident;
import studio.rowan.schema.SchemaObject;

/// Tables and columns that are made alike under another name are taken as renamed, so that what they hold stays. That
/// is a guess, and told as one.
final class Renames {
    private final Outline from;
    private final Outline to;
    private final List<SchemaScript.Step> steps = new ArrayList<>();
    private final List<ScriptNote> notes = new ArrayList<>();

    private Renames(Outline from, Outline to) {
        this.from = from;
        this.to = to;
    }

    static Renames between(Outline from, Outline to) {
        Renames renames = new Renames(from, to);
        renames.tables();
        for (SchemaObject table : from.tables()) {
            renames.columns(table);
        }
        return renames;
    }

    List<SchemaScript.Step> steps() {
        return steps;
    }

    List<ScriptNote> notes() {
        return notes;
    }

    private void tables() {
        List<TableText> gone = only(from, to);
        List<TableText> come = only(to, from);
        for (TableText was : gone) {
            List<TableText> alike = alike(was, come);
            if (alike.size() == 1 && alike(alike.getFirst(), gone).size() == 1) {
                String name = alike.getFirst().name();
                steps.add(new SchemaScript.Step(
                        SchemaScript.Kind.RENAME_TABLE,
                        name,
                        was.name(),
                        List.of("ALTER TABLE " + Ident.quote(was.name()) + " RENAME TO " + Ident.quote(name))));
                notes.add(new ScriptNote(ScriptNote.Kind.TAKEN_AS_RENAMED_TABLE, was.name(), name));
            }
        }
    }

    private static List<TableText> only(Outline in, Outline notIn) {
        return in.tables().stream()
                .filter(table -> notIn.schema().relation(table.name()).isEmpty())
                .flatMap(table -> TableText.of(table.sql()).stream())
                .toList();
    }

    private static List<TableText> alike(TableText table, List<TableText> among) {
        return among.stream().filter(other -> other.body().equals(table.body())).toList();
    }

    private void columns(SchemaObject table) {
        Optional<TableText> then = TableText.of(table.sql());
        Optional<TableText> now = to.schema().relation(table.name()).flatMap(other -> TableText.of(other.sql()));
        if (then.isEmpty() || now.isEmpty()) {
            return;
        }
        List<TableText.Part> before = then.get().columns();
        List<TableText.Part> after = now.get().columns();
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            TableText.Part was = before.get(i);
            TableText.Part is = after.get(i);
            boolean moved = now.get().column(was.name()).isEmpty()
                    && then.get().column(is.name()).isEmpty();
            if (moved && was.rules().equals(is.rules())) {
                steps.add(new SchemaScript.Step(
                        SchemaScript.Kind.RENAME_COLUMN,
                        table.name(),
                        was.name(),
                        List.of("ALTER TABLE " + Ident.quote(table.name()) + " RENAME COLUMN " + Ident.quote(was.name())
                                + " TO " + Ident.quote(is.name()))));
                notes.add(new ScriptNote(ScriptNote.Kind.TAKEN_AS_RENAMED_COLUMN, table.name(), was.name(), is.name()));
            }
        }
    }
}
