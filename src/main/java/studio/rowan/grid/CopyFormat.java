package studio.rowan.grid;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// Forms in which rows leave the grid. Values are exact; rows are written one by one, so any number of them will do.
public enum CopyFormat {
    /// Tabs between cells; a cell with a tab, a quote or a line end in it is quoted, as spreadsheets do.
    TSV,
    /// RFC 4180; NULL is nothing, empty text is `""`.
    CSV,
    /// An array of objects, in the order of the columns.
    JSON,
    MARKDOWN,
    /// One INSERT a row.
    INSERT;

    /// Begins to write: names of columns first where the form needs them, or (TSV, CSV) where `headers` asks for them.
    /// @param table for [#INSERT]
    public Writer writer(Appendable out, String table, List<String> columns, boolean headers) {
        return new Writer(this, out, table, columns, headers);
    }

    /// A value alone, in its plainest exact form.
    static String plain(Value value) {
        return switch (value) {
            case Value.Null _ -> "";
            case Value.Int(long number) -> Long.toString(number);
            case Value.Real(double number) -> Value.Real.text(number);
            case Value.Text text -> text.value();
            case Value.Blob(byte[] bytes) -> bytes(bytes);
            case Value.Large large -> throw new IllegalStateException("content not loaded: " + large);
        };
    }

    private static String bytes(byte[] bytes) {
        return "x'" + HexFormat.of().formatHex(bytes) + "'";
    }

    /// A row as a JSON object. Text that is no UTF-8, which JSON cannot hold, is written as its bytes.
    static void object(List<String> columns, Row row, StringBuilder to) {
        to.append('{');
        for (int i = 0; i < columns.size(); i++) {
            to.append(i == 0 ? "" : ", ");
            Writer.string(columns.get(i), to);
            to.append(": ");
            Writer.json(row.get(i), to);
        }
        to.append('}');
    }

    /// Takes the rows.
    public static final class Writer {
        private final CopyFormat format;
        private final Appendable out;
        private final List<String> columns;
        private final String insert;
        private long rows;

        private Writer(CopyFormat format, Appendable out, String table, List<String> columns, boolean headers) {
            this.format = format;
            this.out = out;
            this.columns = columns;
            List<String> names = columns.stream().map(Ident::quote).toList();
            this.insert = format == INSERT
                    ? "INSERT INTO " + Ident.quote(table)
                            + (names.isEmpty() ? " DEFAULT VALUES;\n" : "(" + String.join(", ", names) + ") VALUES (")
                    : "";
            switch (format) {
                case TSV, CSV -> {
                    if (headers) {
                        line(columns.stream().map(this::quoted).toList());
                    }
                }
                case JSON -> put("[");
                case MARKDOWN -> {
                    line(columns.stream().map(Writer::markdown).toList());
                    put("|" + "---|".repeat(columns.size()) + "\n");
                }
                case INSERT -> {}
            }
        }

        public void row(Row row) {
            switch (format) {
                case TSV, CSV, MARKDOWN ->
                    line(row.toList().stream().map(this::cell).toList());
                case JSON -> json(row);
                case INSERT ->
                    put(
                            columns.isEmpty()
                                    ? insert
                                    : insert
                                            + String.join(
                                                    ", ",
                                                    row.toList().stream()
                                                            .map(Sql::literal)
                                                            .toList())
                                            + ");\n");
            }
            rows++;
        }

        /// Writes what closes the form.
        public void end() {
            if (format == JSON) {
                put(rows == 0 ? "]\n" : "\n]\n");
            }
        }

        private void line(List<String> cells) {
            put(
                    switch (format) {
                        case CSV -> String.join(",", cells) + "\r\n";
                        case MARKDOWN -> "| " + String.join(" | ", cells) + " |\n";
                        case TSV, JSON, INSERT -> String.join("\t", cells) + "\n";
                    });
        }

        private String cell(Value value) {
            return switch (value) {
                case Value.Null _ -> format == MARKDOWN ? "NULL" : "";
                case Value.Text text when format == MARKDOWN -> markdown(text.value());
                case Value.Text text -> text.value().isEmpty() && format == CSV ? "\"\"" : quoted(text.value());
                case Value.Int _, Value.Real _, Value.Blob _, Value.Large _ -> plain(value);
            };
        }

        private String quoted(String text) {
            boolean quote = text.indexOf('"') >= 0
                    || text.indexOf('\n') >= 0
                    || text.indexOf('\r') >= 0
                    || text.indexOf(format == CSV ? ',' : '\t') >= 0;
            return quote ? '"' + text.replace("\"", "\"\"") + '"' : text;
        }

        private static String markdown(String text) {
            return text.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\r\n|\r|\n", "<br>");
        }

        private void json(Row row) {
            StringBuilder object = new StringBuilder(rows == 0 ? "\n  " : ",\n  ");
            object(columns, row, object);
            put(object.toString());
        }

        private static void json(Value value, StringBuilder to) {
            switch (value) {
                case Value.Null _ -> to.append("null");
                case Value.Int(long number) -> to.append(number);
                case Value.Real(double number) -> {
                    if (Double.isInfinite(number)) {
                        to.append('"').append(Value.Real.text(number)).append('"');
                    } else {
                        to.append(Value.Real.text(number));
                    }
                }
                case Value.Text(String text, byte[] raw) -> string(raw == null ? text : bytes(raw), to);
                case Value.Blob _, Value.Large _ -> string(plain(value), to);
            }
        }

        private static void string(String text, StringBuilder to) {
            to.append('"');
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                switch (c) {
                    case '"' -> to.append("\\\"");
                    case '\\' -> to.append("\\\\");
                    case '\n' -> to.append("\\n");
                    case '\r' -> to.append("\\r");
                    case '\t' -> to.append("\\t");
                    default -> {
                        if (c < ' ' || c == 0x2028 || c == 0x2029) {
                            to.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                        } else {
                            to.append(c);
                        }
                    }
                }
            }
            to.append('"');
        }

        private void put(String text) {
            try {
                out.append(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
