package studio.rowan.grid;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.kit.Text;

/// In which format each column is shown: the one a user chose, else, where that is wanted, the one that name, type and
/// values agree on. A column is looked at when it first comes into sight.
public final class GridFormatsModel {
    private final GridView grid;
    private final Map<String, DisplayFormat> chosen = new HashMap<>();
    private final Map<Integer, FormatGuess> guesses = new HashMap<>();
    private final BitSet waiting = new BitSet();
    private ZoneId zone = ZoneId.systemDefault();
    private boolean guessing;
    private int version;

    GridFormatsModel(GridView grid) {
        this.grid = grid;
    }

    /// Other columns came.
    void forget() {
        guesses.clear();
        waiting.clear();
        version++;
    }

    /// The zone in which dates are shown and typed.
    public void setZone(ZoneId newZone) {
        zone = newZone;
        version++;
        grid.sync();
    }

    ZoneId zone() {
        return zone;
    }

    /// Moves with all that is shown otherwise.
    int version() {
        return version;
    }

    // ---- which ----

    /// From now on columns that nobody chose a format for have the one that name, type and values agree on. Without
    /// this call their values are shown as they are stored.
    public void suggest() {
        guessing = true;
        version++;
        grid.sync();
    }

    /// Takes the formats that a user chose; unknown ones are left out.
    void restore(GridState state) {
        chosen.clear();
        for (GridState.Item item : state.columns()) {
            DisplayFormat format = item.format() == null ? null : DisplayFormat.of(item.format());
            if (format != null) {
                chosen.put(item.name(), format);
            }
        }
        version++;
    }

    /// The arrangement together with the formats.
    GridState state(GridState arranged) {
        if (chosen.isEmpty()) {
            return arranged;
        }
        return new GridState(arranged.columns().stream()
                .map(item -> {
                    DisplayFormat format = chosen.get(item.name());
                    return format == null ? item : item.withFormat(format.id());
                })
                .toList());
    }

    void choose(int index, DisplayFormat format) {
        chosen.put(grid.columns().all().get(index).name(), format);
        version++;
    }

    DisplayFormat of(int index) {
        List<GridColumn> columns = grid.columns().all();
        if (index < 0 || index >= columns.size()) {
            return DisplayFormat.RAW;
        }
        DisplayFormat format = chosen.get(columns.get(index).name());
        if (format != null) {
            return format;
        }
        return guessing ? guess(index).byDefault() : DisplayFormat.RAW;
    }

    /// Those that read what is there, the likeliest first.
    List<DisplayFormat> fitting(int index) {
        return guess(index).fitting();
    }

    private FormatGuess guess(int index) {
        FormatGuess known = guesses.get(index);
        if (known != null) {
            return known;
        }
        GridColumn column = grid.columns().all().get(index);
        FormatGuess guess = FormatGuess.of(column.name(), column.declaredType(), sample(index));
        guesses.put(index, guess);
        if (guess == FormatGuess.NONE) {
            waiting.set(index);
        } else if (waiting.get(index)) {
            // It was painted already, without a format.
            waiting.clear(index);
            version++;
        }
        return guess;
    }

    /// Rows came: columns that showed no value yet may have one.
    void arrived() {
        if (!waiting.isEmpty()) {
            guesses.values().removeIf(guess -> guess == FormatGuess.NONE);
        }
    }

    private List<Value> sample(int index) {
        List<Value> values = new ArrayList<>();
        long first = grid.firstVisible();
        long end = Math.min(first + FormatGuess.SAMPLE, grid.edits().fileRows());
        for (long ordinal = first; ordinal < end; ordinal++) {
            KeyedRow row = grid.edits().row(ordinal);
            if (row != null && index < row.row().size()) {
                values.add(row.get(index));
            }
        }
        return values;
    }

    // ---- what is shown ----

    /// What a cell shows.
    CellText text(Value value, int index) {
        CellText raw = CellText.of(value).in(grid.columns().all().get(index), value);
        DisplayFormat format = value.isNull() ? DisplayFormat.RAW : of(index);
        if (format == DisplayFormat.RAW) {
            return raw;
        }
        String shown = format.show(value, zone);
        return shown == null ? raw.unread(format) : raw.shownAs(format, shown, format.rgb(value));
    }

    /// The value in the format of its column; empty where that shows it as it is stored.
    public String formatted(Value value, int index) {
        DisplayFormat format = value.isNull() ? DisplayFormat.RAW : of(index);
        String shown = format == DisplayFormat.RAW ? null : format.show(value, zone);
        return shown == null || shown.equals(CellText.of(value).text()) ? "" : shown;
    }

    /// The value alone as it is shown, for copies.
    String copied(Value value, int index) {
        String shown = value.isNull() ? null : of(index).show(value, zone);
        return shown == null ? GridCopyModel.plain(value) : shown;
    }

    /// `INTEGER · unix ms`.
    String typeLine(int index, GridColumn column) {
        DisplayFormat format = of(index);
        if (format == DisplayFormat.RAW) {
            return column.typeLine();
        }
        return column.typeLine().isEmpty() ? format.mark() : column.typeLine() + " · " + format.mark();
    }

    /// The format in a sentence; empty for none.
    String words(int index) {
        DisplayFormat format = of(index);
        return format == DisplayFormat.RAW
                ? ""
                : Text.of(
                        "grid.shownAs",
                        format.title(),
                        format.isDate() && format != DisplayFormat.EXCEL ? ", " + zone.getId() : "");
    }

    /// What the file holds in the current cell, where its column shows it otherwise; else empty.
    public String storedAtCurrent() {
        GridCurrent at = grid.current().get();
        return at == null ? "" : stored(at.shown(), at.column());
    }

    /// What stands in the cell, for one who sees it in a format; empty where they are the same.
    String stored(Value value, int index) {
        DisplayFormat format = value.isNull() ? DisplayFormat.RAW : of(index);
        String shown = format.show(value, zone);
        String raw = CellText.of(value).text();
        boolean same = shown == null || shown.equals(raw);
        return same ? "" : Text.of("grid.stored", raw, value.type().name());
    }

    // ---- editing ----

    /// What was pasted as the column keeps it; `null` where it is to be stored as any other text. Texts of dates are
    /// copied as they are stored, and so they are pasted.
    public @Nullable Value pasted(String text, Value before, int index) {
        DisplayFormat format = of(index);
        return format.converts() && format != DisplayFormat.ISO ? format.read(text, before, zone) : null;
    }

    /// Turns the box of the current cell.
    /// @return false where there is none
    boolean toggle() {
        GridCurrent at = grid.current().get();
        GridEditing editing = grid.edits().editing();
        if (at == null || editing == null || of(at.column()) != DisplayFormat.BOOLEAN) {
            return false;
        }
        Value before = at.shown();
        boolean ticked = before.equals(Value.of(1));
        if (!before.isNull() && !ticked && !before.equals(Value.of(0))) {
            return false;
        }
        if (editing.mayType(at.row(), at.column())) {
            editing.converted(at.row(), at.column(), Value.of(ticked ? 0 : 1));
        }
        return true;
    }

    /// Whether an editor shows the whole value of a column and gives it back unchanged.
    public boolean edits(Value value, int index) {
        return EditorText.shows(value) || of(index).edits(value, zone);
    }

    /// The value as an editor shows it.
    EditorText editor(Value value, int index) {
        DisplayFormat format = of(index);
        return format.edits(value, zone) ? new EditorText(format.editor(value, zone), false) : EditorText.of(value);
    }

    /// What becomes of what was typed.
    sealed interface Typed {
        /// A value as the column keeps it.
        record Converted(Value value) implements Typed {}

        /// To be stored as any other text that is typed.
        record Plain() implements Typed {}

        /// The format does not read it.
        record Refused(DisplayFormat format) implements Typed {}
    }

    /// A bare number in a column of dates is the stored number itself, where it is one of them.
    Typed typed(String text, Value before, int index) {
        DisplayFormat format = of(index);
        if (!format.converts() || text.isBlank() && !before.isNull()) {
            return format.converts() ? new Typed.Refused(format) : new Typed.Plain();
        }
        Value value = format.read(text, before, zone);
        if (value != null) {
            return new Typed.Converted(value);
        }
        boolean shownRaw = !before.isNull() && !format.edits(before, zone);
        return shownRaw || isNumberOf(format, text) ? new Typed.Plain() : new Typed.Refused(format);
    }

    /// Gives what was typed to those who stage it.
    void stage(GridEditing editing, GridCurrent at, String text) {
        switch (typed(text, at.shown(), at.column())) {
            case Typed.Converted(Value value) -> editing.converted(at.row(), at.column(), value);
            case Typed.Plain _ -> editing.typed(at.row(), at.column(), text);
            case Typed.Refused(DisplayFormat format) -> editing.refused(at.row(), at.column(), text, format);
        }
    }

    private static boolean isNumberOf(DisplayFormat format, String text) {
        @Nullable Value number = number(text.strip());
        return format.isDate() && number != null && format.isLikely(number);
    }

    private static @Nullable Value number(String text) {
        try {
            return text.matches("-?[0-9]+") ? Value.of(Long.parseLong(text)) : Value.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
