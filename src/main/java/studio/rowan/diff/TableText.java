package studio.rowan.diff;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Ident;
import studio.rowan.db.Names;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;

/// CREATE TABLE, taken apart as far as needed to compare it and to write it anew. SQLite stores it without IF NOT
/// EXISTS, schema or AS SELECT.
/// @param columns in their order
/// @param constraints those of the table
/// @param options the words behind the parenthesis, such as STRICT
record TableText(String sql, String name, List<Part> columns, List<Part> constraints, List<String> options) {
    private static final Set<String> CONSTRAINTS = Set.of("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN");
    /// CREATE TABLE name
    private static final int NAME = 3;

    /// What stands between two commas.
    /// @param name of a column; empty for a constraint
    /// @param words what counts in it, the name among them
    record Part(String name, String sql, List<String> words) {
        boolean is(String column) {
            return name.equalsIgnoreCase(column);
        }

        /// The definition without the name.
        List<String> rules() {
            return words.subList(1, words.size());
        }

        boolean has(String word) {
            return words.contains(word);
        }
    }

    /// Empty for what is no CREATE TABLE.
    static Optional<TableText> of(@Nullable String sql) {
        return sql == null ? Optional.empty() : new Reading(sql).read();
    }

    Optional<Part> column(String column) {
        return columns.stream().filter(part -> part.is(column)).findFirst();
    }

    /// The whole without the table's own name, to find one of another name that is made alike.
    List<String> body() {
        Set<String> names = new HashSet<>(Set.of(SqlWords.lower(name)));
        columns.forEach(column -> names.add(SqlWords.lower(column.name())));
        return SqlWords.of(sql, names).stream()
                .map(word -> word.equals(SqlWords.lower(name)) ? "" : word)
                .toList();
    }

    /// The statement for a table of another name.
    String named(String other) {
        StringBuilder out = new StringBuilder();
        List<Token> tokens = Tokenizer.tokens(sql);
        int words = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            words += token.isTrivia() ? 0 : 1;
            String spelt = token.isTrivia() ? null : Names.unquote(token, sql);
            boolean own = spelt != null && spelt.equalsIgnoreCase(name);
            boolean qualifies =
                    i + 1 < tokens.size() && tokens.get(i + 1).text(sql).equals(".");
            out.append(own && (words == NAME || qualifies) ? Ident.quote(other) : token.text(sql));
        }
        return out.toString();
    }

    private static final class Reading {
        private final String sql;
        private final List<Token> tokens;
        private final List<List<Token>> parts = new ArrayList<>();
        private final Set<String> names = new HashSet<>();
        private final List<Part> columns = new ArrayList<>();
        private final List<Part> constraints = new ArrayList<>();

        Reading(String sql) {
            this.sql = sql;
            this.tokens =
                    Tokenizer.tokens(sql).stream().filter(t -> !t.isTrivia()).toList();
        }

        Optional<TableText> read() {
            if (tokens.size() < 5 || !text(0).equals("CREATE") || !text(1).equals("TABLE") || !text(3).equals("(")) {
                return Optional.empty();
            }
            String name = Names.unquote(tokens.get(2), sql);
            int depth = 1;
            int begin = 4;
            for (int i = 4; i < tokens.size(); i++) {
                String word = text(i);
                depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
                if (depth == 0 || depth == 1 && word.equals(",")) {
                    if (begin < i) {
                        parts.add(tokens.subList(begin, i));
                    }
                    begin = i + 1;
                }
                if (depth == 0) {
                    List<String> options = new ArrayList<>();
                    tokens.subList(i + 1, tokens.size()).forEach(token -> options.add(SqlWords.lower(token.text(sql))));
                    if (name == null) {
                        return Optional.empty();
                    }
                    names.add(SqlWords.lower(name));
                    parts.forEach(part -> names.add(SqlWords.lower(column(part))));
                    parts.forEach(this::part);
                    return Optional.of(new TableText(sql, name, columns, constraints, options));
                }
            }
            return Optional.empty();
        }

        private void part(List<Token> part) {
            String text = sql.substring(part.getFirst().start(), part.getLast().end());
            String name = column(part);
            (name.isEmpty() ? constraints : columns).add(new Part(name, text, SqlWords.of(text, names)));
        }

        /// Empty for a constraint.
        private String column(List<Token> part) {
            Token first = part.getFirst();
            boolean constraint = first.kind() == Token.Kind.KEYWORD
                    && CONSTRAINTS.contains(first.text(sql).toUpperCase(Locale.ROOT));
            String name = constraint ? null : Names.unquote(first, sql);
            return name == null ? "" : name;
        }

        private String text(int index) {
            return tokens.get(index).text(sql).toUpperCase(Locale.ROOT);
        }
    }
}
