package studio.rowan.relate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import studio.rowan.db.Value;

/// Nested rows as JSON: an array of objects; what a row refers to is an object in it, what refers to it an array.
public final class NestedJson {
    private static final JsonFactory JSON = new JsonFactory();

    private NestedJson() {}

    public static String of(Level level, Nested rows) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            out.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
            array(out, level, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append("\n").toString();
    }

    private static void array(JsonGenerator out, Level level, Nested rows) throws IOException {
        List<String> names = names(level);
        out.writeStartArray();
        for (Nested.Node node : rows.rows()) {
            object(out, level, names, node);
        }
        out.writeEndArray();
    }

    private static void object(JsonGenerator out, Level level, List<String> names, Nested.Node node)
            throws IOException {
        out.writeStartObject();
        int columns = level.columns().size();
        for (int i = 0; i < columns; i++) {
            out.writeFieldName(names.get(i));
            value(out, node.cells().get(i));
        }
        for (int i = 0; i < level.with().size(); i++) {
            Level.Branch branch = level.with().get(i);
            Nested below = node.with().get(i);
            out.writeFieldName(names.get(columns + i));
            if (!(branch.hop() instanceof Hop.ToParent)) {
                array(out, branch.level(), below);
            } else if (below.rows().isEmpty()) {
                out.writeNull();
            } else {
                object(out, branch.level(), names(branch.level()), below.rows().getFirst());
            }
        }
        out.writeEndObject();
    }

    /// Of the columns, then of the branches; one that is there already gets a line behind it.
    private static List<String> names(Level level) {
        Set<String> taken = new TreeSet<>();
        List<String> names = new ArrayList<>();
        level.columns().forEach(column -> names.add(free(column, taken)));
        level.with().forEach(branch -> names.add(free(branch.name(), taken)));
        return names;
    }

    private static String free(String wanted, Set<String> taken) {
        String name = wanted;
        while (!taken.add(name)) {
            name += "_";
        }
        return name;
    }

    /// Numbers keep each of their digits; what JSON has no word for is text.
    private static void value(JsonGenerator out, Value value) throws IOException {
        switch (value) {
            case Value.Null _ -> out.writeNull();
            case Value.Int(long number) -> out.writeNumber(number);
            case Value.Real(double number) when Double.isInfinite(number) -> out.writeString(Value.Real.text(number));
            case Value.Real(double number) -> out.writeNumber(Value.Real.text(number));
            case Value.Text text -> out.writeString(text.value());
            case Value.Blob(byte[] bytes) ->
                out.writeString("x'" + HexFormat.of().formatHex(bytes) + "'");
            case Value.Large(Value.StorageClass type, long length, String _) ->
                out.writeString("(" + type.name().toLowerCase(Locale.ROOT) + ", " + length + " bytes: not read)");
        }
    }
}
