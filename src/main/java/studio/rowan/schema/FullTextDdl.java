package studio.rowan.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;

/// Reads what a `CREATE VIRTUAL TABLE … USING fts5(…)` says, as the modules read it themselves. Whatever the text, it
/// gives something: what it cannot read is left at the module's default.
public final class FullTextDdl {
    /// The module that keeps it.
    public enum Engine {
        FTS3,
        FTS4,
        FTS5
    }

    /// Where the text that was indexed is kept.
    public sealed interface Content {
        /// In the index itself.
        record Own() implements Content {}

        /// In a table or view of the user's, found by `rowid`.
        record External(String table, String rowid) implements Content {}

        /// Nowhere: rows are found, their text is not known.
        record None() implements Content {}
    }

    /// How much of each word's places FTS5 keeps.
    public enum Detail {
        FULL,
        COLUMN,
        NONE
    }

    /// What the statement says beside the columns.
    /// @param tokenizer its name and arguments as written, such as `porter unicode61`
    /// @param prefixes lengths of prefixes that have an index of their own
    /// @param columnSize whether lengths of rows are kept, which ranking wants
    /// @param deletable whether rows of an index without text can be taken out
    /// @param keepsUnindexed whether an index without text keeps the text of unindexed columns
    public record Options(
            List<String> tokenizer,
            List<Integer> prefixes,
            Detail detail,
            boolean columnSize,
            boolean deletable,
            boolean keepsUnindexed) {
        public Options {
            tokenizer = List.copyOf(tokenizer);
            prefixes = List.copyOf(prefixes);
        }
    }

    /// In the order in which FTS5 tries them: a key may be cut short.
    private static final List<String> FTS5_KEYS = List.of(
            "prefix",
            "tokenize",
            "content",
            "contentless_delete",
            "contentless_unindexed",
            "content_rowid",
            "columnsize",
            "locale",
            "detail",
            "tokendata");

    private static final Set<String> FTS4_KEYS =
            Set.of("matchinfo", "prefix", "compress", "uncompress", "order", "content", "languageid", "notindexed");

    private final Engine engine;
    private final List<String> columns = new ArrayList<>();
    private final Set<String> unindexed = new HashSet<>();
    private @Nullable String contentTable;
    private String contentRowid = "rowid";
    private List<String> tokenizer = List.of();
    private List<Integer> prefixes = List.of();
    private Detail detail = Detail.FULL;
    private boolean columnSize = true;
    private boolean deletable;
    private boolean keepsUnindexed;

    private FullTextDdl(Engine engine) {
        this.engine = engine;
    }

    /// @param statement that made the virtual table, null where that is not known
    public static FullTextDdl of(@Nullable String statement) {
        String sql = statement == null ? "" : statement;
        List<Token> tokens = Tokenizer.tokens(sql).stream()
                .filter(token -> !token.isTrivia())
                .toList();
        int using = 0;
        while (using < tokens.size() && !tokens.get(using).text(sql).equalsIgnoreCase("USING")) {
            using++;
        }
        String module =
                using + 1 < tokens.size() ? dequote(tokens.get(using + 1).text(sql)) : "";
        FullTextDdl ddl = new FullTextDdl(
                switch (module.toLowerCase(Locale.ROOT)) {
                    case "fts3" -> Engine.FTS3;
                    case "fts4" -> Engine.FTS4;
                    default -> Engine.FTS5;
                });
        for (String argument : arguments(sql, tokens, using + 2)) {
            if (ddl.engine == Engine.FTS5) {
                ddl.fts5(argument);
            } else {
                ddl.fts4(argument);
            }
        }
        return ddl;
    }

    /// The texts between the commas of the outermost parentheses.
    private static List<String> arguments(String sql, List<Token> tokens, int open) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int from = -1;
        int end = -1;
        for (Token token : tokens.subList(Math.min(open, tokens.size()), tokens.size())) {
            String text = token.text(sql);
            depth += text.equals("(") ? 1 : text.equals(")") ? -1 : 0;
            boolean separates = depth == 1 && text.equals(",") || depth <= 0;
            if (separates && from >= 0) {
                arguments.add(sql.substring(from, end));
                from = -1;
            } else if (!separates && !(depth == 1 && text.equals("(") && arguments.isEmpty() && from < 0)) {
                from = from < 0 ? token.start() : from;
                end = token.end();
            }
            if (depth <= 0) {
                break;
            }
        }
        return arguments;
    }

    private void fts5(String argument) {
        Word first = Word.at(argument, 0);
        int next = skipSpace(argument, first.end);
        boolean option = !first.quoted && next < argument.length() && argument.charAt(next) == '=';
        Word second = Word.at(argument, skipSpace(argument, option ? next + 1 : next));
        if (!option) {
            if (!first.text.isEmpty()) {
                columns.add(first.text);
                unindexed(second.text.equalsIgnoreCase("unindexed") ? first.text : "");
            }
            return;
        }
        String given = first.text.toLowerCase(Locale.ROOT);
        String key = FTS5_KEYS.stream()
                .filter(known -> !given.isEmpty() && known.startsWith(given))
                .findFirst()
                .orElse("");
        set(key, second.text);
    }

    private void set(String key, String value) {
        switch (key) {
            case "prefix" -> prefixes = lengths(value);
            case "tokenize" -> tokenizer = words(value);
            case "content" -> contentTable = value;
            case "contentless_delete" -> deletable = value.equals("1");
            case "contentless_unindexed" -> keepsUnindexed = value.equals("1");
            case "content_rowid" -> contentRowid = value;
            case "columnsize" -> columnSize = !value.equals("0");
            case "detail" ->
                detail = switch (value.toLowerCase(Locale.ROOT)) {
                    case "none" -> Detail.NONE;
                    case "column", "columns" -> Detail.COLUMN;
                    default -> Detail.FULL;
                };
            default -> {} // an option that changes nothing here
        }
    }

    private void fts4(String argument) {
        if (argument.length() > 8
                && argument.regionMatches(true, 0, "tokenize", 0, 8)
                && !Tokenizer.isIdentifierPart(argument.charAt(8))) {
            tokenizer = words(argument.substring(9).replaceFirst("^\\s*=", ""));
            return;
        }
        int equals = argument.indexOf('=');
        String key = equals < 0 ? "" : argument.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        if (engine == Engine.FTS4 && FTS4_KEYS.contains(key)) {
            String value = dequote(argument.substring(equals + 1).strip());
            switch (key) {
                case "notindexed" -> unindexed(value);
                case "prefix", "content" -> set(key, value);
                default -> {} // an option that changes nothing here
            }
            return;
        }
        columns.add(Word.at(argument, 0).text);
    }

    private void unindexed(String column) {
        if (!column.isEmpty()) {
            unindexed.add(column.toLowerCase(Locale.ROOT));
        }
    }

    public Engine engine() {
        return engine;
    }

    /// As the statement names them; only to be shown where the table itself cannot be asked.
    public List<String> columns() {
        return columns;
    }

    public boolean isIndexed(String column) {
        return !unindexed.contains(column.toLowerCase(Locale.ROOT));
    }

    public Content content() {
        return switch (contentTable) {
            case null -> new Content.Own();
            case "" -> new Content.None();
            case String table -> new Content.External(table, engine == Engine.FTS5 ? contentRowid : "rowid");
        };
    }

    public Options options() {
        return new Options(tokenizer, prefixes, detail, columnSize, deletable, keepsUnindexed);
    }

    private static List<Integer> lengths(String value) {
        List<Integer> lengths = new ArrayList<>();
        for (String part : value.split("[,\\s]+", -1)) {
            if (part.matches("[0-9]{1,3}")) {
                lengths.add(Integer.parseInt(part));
            }
        }
        return lengths;
    }

    /// A tokenizer with its arguments: bare words and quoted ones.
    private static List<String> words(String value) {
        List<String> words = new ArrayList<>();
        int at = skipSpace(value, 0);
        while (at < value.length()) {
            Word word = Word.at(value, at);
            if (word.end == at) {
                break;
            }
            words.add(word.text);
            at = skipSpace(value, word.end);
        }
        return words;
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && " \t\n\r\f".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static String dequote(String text) {
        return text.isEmpty() || "'\"`[".indexOf(text.charAt(0)) < 0 ? text : Word.at(text, 0).text;
    }

    /// A bare or a quoted word and where it ends.
    private record Word(String text, boolean quoted, int end) {
        static Word at(String source, int from) {
            char open = from < source.length() ? source.charAt(from) : 0;
            if ("'\"`[".indexOf(open) < 0 || open == 0) {
                int end = from;
                while (end < source.length() && Tokenizer.isIdentifierPart(source.charAt(end))) {
                    end++;
                }
                return new Word(source.substring(Math.min(from, source.length()), end), false, end);
            }
            char close = open == '[' ? ']' : open;
            StringBuilder text = new StringBuilder();
            int at = from + 1;
            while (at < source.length()) {
                char c = source.charAt(at++);
                if (c != close) {
                    text.append(c);
                } else if (at < source.length() && source.charAt(at) == close && close != ']') {
                    text.append(c);
                    at++;
                } else {
                    break;
                }
            }
            return new Word(text.toString(), true, at);
        }
    }
}
