package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.Needle;
import studio.rowan.schema.Column;

/// One test of a column. Its negation takes exactly the rows that it leaves, NULL among them.
public record Condition(boolean not, Operator operator, List<Operand> operands) {
    /// Readers refuse larger values (F14), and one such cell must not make a whole table unfilterable.
    static final long SEARCHED_BYTES = Needle.SEARCHED_BYTES;

    public Condition {
        operands = List.copyOf(operands);
    }

    static Condition of(Operator operator, Operand... operands) {
        return new Condition(false, operator, List.of(operands));
    }

    Condition negated() {
        return new Condition(!not, operator, operands);
    }

    /// As SQL on a column of the table.
    Sql sql(String table, Column column) {
        // Qualified: an unknown name in double quotes alone would silently be a string.
        String name = Ident.quote(table, column.name());
        Sql plain = new Writer(name, column.affinity() == Column.Affinity.TEXT).condition(this);
        return not ? Sql.builder().add("((").add(plain).add(") IS NOT TRUE)").build() : plain;
    }

    /// @param texts the column has TEXT affinity: all it holds compares as text
    private record Writer(String name, boolean texts) {
        Sql condition(Condition of) {
            return switch (of.operator) {
                case NULL -> Sql.of(name + " IS NULL");
                case EMPTY -> Sql.of("(typeof(" + name + ") = 'text' AND octet_length(" + name + ") = 0)");
                case CONTAINS -> contains(text(of));
                case STARTS -> starts(text(of));
                case ENDS -> ends(text(of));
                case GLOB -> glob(text(of));
                case REGEX -> guarded("CAST(" + name + " AS TEXT) REGEXP ", Value.of(text(of)));
                case EQUALS, IN -> oneOf(of.operands);
                case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL ->
                    ordered(of.operator.sign(), of.operands.getFirst());
                case BETWEEN -> between(of.operands.getFirst(), of.operands.getLast());
            };
        }

        private static String text(Condition of) {
            return switch (of.operands.getFirst()) {
                case Operand.Typed typed -> typed.text();
                case Operand.Exact(Value value) -> String.valueOf(value.asText());
            };
        }

        /// Of numbers by their text, of blobs by their bytes as text; upper and lower case of ASCII letters are the
        /// same, as in LIKE, which itself would read only up to a NUL character.
        private Sql contains(String text) {
            return guarded("instr(lower(CAST(" + name + " AS TEXT)), lower(", Value.of(text), ")) > 0");
        }

        private Sql starts(String text) {
            return guarded("instr(lower(CAST(" + name + " AS TEXT)), lower(", Value.of(text), ")) = 1");
        }

        /// By bytes: substr of a text ends at a NUL character.
        private Sql ends(String text) {
            Value end = Value.of(text);
            return text.isEmpty()
                    ? starts(text)
                    : Sql.builder()
                            .add("(octet_length(" + name + ") <= " + SEARCHED_BYTES)
                            .add(" AND substr(CAST(lower(CAST(" + name + " AS TEXT)) AS BLOB), -octet_length(")
                            .bind(end)
                            .add(")) = CAST(lower(")
                            .bind(end)
                            .add(") AS BLOB))")
                            .build();
        }

        /// Texts that LIKE would read only a part of are left to REGEXP.
        private Sql glob(String text) {
            String cell = "CAST(" + name + " AS TEXT)";
            return Sql.builder()
                    .add("(octet_length(" + name + ") <= " + SEARCHED_BYTES)
                    .add(" AND CASE WHEN instr(" + cell + ", char(0)) > 0 THEN " + cell + " REGEXP ")
                    .bind(Value.of(regex(text)))
                    .add(" ELSE " + cell + " LIKE ")
                    .bind(Value.of(escaped(text).replace('*', '%').replace('?', '_')))
                    .add(" ESCAPE '\\' END)")
                    .build();
        }

        private static String regex(String glob) {
            StringBuilder regex = new StringBuilder("(?is)\\A");
            glob.codePoints().forEach(c -> {
                switch (c) {
                    case '*' -> regex.append(".*");
                    case '?' -> regex.append('.');
                    default -> regex.append(Pattern.quote(Character.toString(c)));
                }
            });
            return regex.append("\\z").toString();
        }

        private static String escaped(String text) {
            return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        }

        private Sql guarded(String test, Value bound) {
            return guarded(test, bound, "");
        }

        private Sql guarded(String test, Value bound, String rest) {
            return Sql.builder()
                    .add("(octet_length(" + name + ") <= " + SEARCHED_BYTES + " AND " + test)
                    .bind(bound)
                    .add(rest + ")")
                    .build();
        }

        // ---- equal ----

        private Sql oneOf(List<Operand> operands) {
            List<Sql> cases = new ArrayList<>();
            List<Value> typed = new ArrayList<>();
            for (Operand operand : operands) {
                switch (operand) {
                    case Operand.Typed text when text.isNull() -> cases.add(Sql.of(name + " IS NULL"));
                    case Operand.Typed text -> typed.addAll(forms(text));
                    case Operand.Exact _ -> {
                        // by classes, below
                    }
                }
            }
            if (!typed.isEmpty()) {
                cases.add(Sql.builder()
                        .add("(octet_length(" + name + ") <= " + SEARCHED_BYTES + " AND " + name)
                        .add(list("", typed))
                        .add(")")
                        .build());
            }
            for (Value.StorageClass type : Value.StorageClass.values()) {
                List<Value> exact = operands.stream()
                        .flatMap(o -> o instanceof Operand.Exact(Value v) && v.type() == type
                                ? java.util.stream.Stream.of(v)
                                : java.util.stream.Stream.empty())
                        .toList();
                if (!exact.isEmpty()) {
                    cases.add(exactly(type, exact));
                }
            }
            return either(cases);
        }

        /// A number also equals the text of the same digits; in a column of texts only that.
        private List<Value> forms(Operand.Typed typed) {
            Value number = typed.number();
            Value text = Value.of(number == null ? typed.text() : typed.text().strip());
            return number == null || texts ? List.of(text) : List.of(number, text);
        }

        private Sql exactly(Value.StorageClass type, List<Value> values) {
            if (type == Value.StorageClass.NULL) {
                return Sql.of(name + " IS NULL");
            }
            List<Value> invalid = values.stream()
                    .filter(v -> v instanceof Value.Text text && text.raw() != null)
                    .toList();
            List<Value> plain =
                    values.stream().filter(v -> !invalid.contains(v)).toList();
            List<Sql> cases = new ArrayList<>();
            if (!plain.isEmpty()) {
                boolean text = type == Value.StorageClass.TEXT;
                cases.add(Sql.builder()
                        .add(name)
                        .add(list(text ? " COLLATE BINARY" : "", plain))
                        .build());
            }
            if (!invalid.isEmpty()) {
                // Bytes that no string of Java's can stand for.
                List<Value> bytes = invalid.stream()
                        .map(v -> v instanceof Value.Text text ? Value.of(text.bytes()) : v)
                        .toList();
                cases.add(Sql.builder()
                        .add("CAST(" + name + " AS BLOB)")
                        .add(list("", bytes))
                        .build());
            }
            String guard = type == Value.StorageClass.TEXT || type == Value.StorageClass.BLOB
                    ? " AND octet_length(" + name + ") <= " + SEARCHED_BYTES
                    : "";
            return Sql.builder()
                    .add("(typeof(" + name + ") = '" + type.name().toLowerCase(java.util.Locale.ROOT) + "'" + guard)
                    .add(" AND ")
                    .add(either(cases))
                    .add(")")
                    .build();
        }

        private static Sql list(String collation, List<Value> values) {
            return values.size() == 1
                    ? Sql.builder()
                            .add(collation + " = ")
                            .bind(values.getFirst())
                            .build()
                    : Sql.builder()
                            .add(collation + " IN (")
                            .bindAll(values)
                            .add(")")
                            .build();
        }

        private static Sql either(List<Sql> cases) {
            if (cases.size() == 1) {
                return cases.getFirst();
            }
            Sql.Builder sql = Sql.builder();
            String word = "(";
            for (Sql one : cases) {
                sql.add(word).add(one);
                word = " OR ";
            }
            return sql.add(cases.isEmpty() ? "0" : ")").build();
        }

        // ---- ordered ----

        private Sql between(Operand one, Operand other) {
            boolean turned = one instanceof Operand.Typed a
                    && other instanceof Operand.Typed b
                    && isGreater(a.number(), b.number());
            return Sql.builder()
                    .add("(")
                    .add(ordered(">=", turned ? other : one))
                    .add(" AND ")
                    .add(ordered("<=", turned ? one : other))
                    .add(")")
                    .build();
        }

        private static boolean isGreater(@Nullable Value one, @Nullable Value other) {
            if (one instanceof Value.Int(long a) && other instanceof Value.Int(long b)) {
                return a > b;
            }
            return one != null && other != null && real(one) > real(other);
        }

        private static double real(Value number) {
            return number instanceof Value.Int(long value)
                    ? value
                    : number instanceof Value.Real(double real) ? real : 0;
        }

        /// Numbers with numbers, texts with texts, bytes with bytes: SQLite itself has every text above every number.
        private Sql ordered(String sign, Operand operand) {
            Value value = switch (operand) {
                case Operand.Typed typed -> {
                    Value number = typed.number();
                    yield number == null || texts ? Value.of(typed.text()) : number;
                }
                case Operand.Exact(Value exact) -> exact;
            };
            String types = switch (value.type()) {
                case INTEGER, REAL -> "('integer', 'real')";
                case BLOB -> "('blob')";
                case TEXT, NULL -> "('text')";
            };
            return guarded("typeof(" + name + ") IN " + types + " AND " + name + " " + sign + " ", value);
        }
    }
}
