package studio.rowan.kit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Ident;
import studio.rowan.db.Names;
import studio.rowan.db.SqlStatement;
import studio.rowan.db.Statements;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;

/// What can stand at a place of an SQL text: the text from `start` to the caret is replaced by one of the words.
public record SqlCompletion(int start, List<Word> words) {
    private static final int MOST = 200;
    private static final Set<String> BEFORE_TABLE = Set.of("FROM", "JOIN", "INTO", "UPDATE", "TABLE", "REFERENCES");

    public enum Kind {
        COLUMN,
        TABLE,
        FUNCTION,
        KEYWORD
    }

    /// One offer: the name as shown, the text put in (quoted where it must be), and a detail such as its type or table.
    public record Word(Kind kind, String name, String insert, String detail) {}

    private static final SqlCompletion NONE = new SqlCompletion(0, List.of());

    /// The offers at the caret: after `name.` the columns of that table or alias, else what fits what was typed.
    public static SqlCompletion at(String text, int caret, SqlVocabulary vocabulary) {
        return new Finder(text, caret, vocabulary).find();
    }

    private static final class Finder {
        private final String text;
        private final int caret;
        private final SqlVocabulary vocabulary;
        private final List<Token> words = new ArrayList<>();
        private final Map<String, SqlVocabulary.Table> tables = new LinkedHashMap<>();
        private @Nullable Token typed;
        private @Nullable Token before;
        private @Nullable Token beforeThat;

        Finder(String text, int caret, SqlVocabulary vocabulary) {
            this.text = text;
            this.caret = caret;
            this.vocabulary = vocabulary;
            vocabulary.tables().forEach(t -> tables.put(fold(t.name()), t));
        }

        SqlCompletion find() {
            List<Token> tokens = Tokenizer.tokens(text);
            if (!place(tokens)) {
                return NONE;
            }
            statementWords(tokens);
            int start = typed == null ? caret : typed.start();
            String prefix = text.substring(start, caret);
            SequencedSet<Word> offers = new LinkedHashSet<>();
            if (isDot(before)) {
                afterDot(offers);
            } else if (before != null && BEFORE_TABLE.contains(keyword(before))) {
                tables(offers);
            } else {
                columns(offers, mentioned());
                tables(offers);
                vocabulary.functions().forEach(f -> offers.add(new Word(Kind.FUNCTION, f, f + "(", "")));
                keywords(offers, prefix);
            }
            return new SqlCompletion(start, fitting(offers, prefix));
        }

        /// Finds what was typed and the two tokens before it; false inside a comment, a text or a number.
        private boolean place(List<Token> tokens) {
            for (Token token : tokens) {
                if (token.end() < caret || token.end() == caret && !isWord(token)) {
                    if (token.kind() == Token.Kind.COMMENT
                            && token.end() == caret
                            && text.startsWith("--", token.start())) {
                        return false;
                    }
                    if (!token.isTrivia()) {
                        beforeThat = before;
                        before = token;
                    }
                } else if (token.start() < caret) {
                    if (isWord(token)) {
                        typed = token;
                        return true;
                    }
                    return token.kind() == Token.Kind.SPACE;
                }
            }
            return true;
        }

        private static boolean isWord(Token token) {
            return token.kind() == Token.Kind.IDENTIFIER || token.kind() == Token.Kind.KEYWORD;
        }

        private void statementWords(List<Token> tokens) {
            SqlStatement statement = Statements.at(text, Statements.of(text, tokens), caret);
            if (statement != null) {
                tokens.stream()
                        .filter(t -> !t.isTrivia() && t.start() >= statement.code() && t.end() <= statement.end())
                        .forEach(words::add);
            }
        }

        private void afterDot(SequencedSet<Word> offers) {
            String qualifier = beforeThat == null ? null : Names.unquote(beforeThat, text);
            if (qualifier == null) {
                return;
            }
            SqlVocabulary.Table table = aliases().get(fold(qualifier));
            if (table == null) {
                table = tables.get(fold(qualifier));
            }
            if (table != null) {
                columns(offers, List.of(table));
            } else if (Set.of("main", "temp").contains(fold(qualifier))) {
                tables(offers);
            }
        }

        /// The tables that the statement names, in its order.
        private Collection<SqlVocabulary.Table> mentioned() {
            SequencedCollection<SqlVocabulary.Table> found = new LinkedHashSet<>();
            for (Token token : words) {
                SqlVocabulary.Table table = tableOf(token);
                if (table != null && token != typed) {
                    found.add(table);
                }
            }
            return found;
        }

        private SqlVocabulary.@Nullable Table tableOf(Token token) {
            String name = Names.unquote(token, text);
            return name == null ? null : tables.get(fold(name));
        }

        private Map<String, SqlVocabulary.Table> aliases() {
            Map<String, SqlVocabulary.Table> aliases = new LinkedHashMap<>();
            for (int i = 0; i < words.size(); i++) {
                SqlVocabulary.Table table = tableOf(words.get(i));
                int next = i + 1;
                if (table == null || next >= words.size()) {
                    continue;
                }
                if (keyword(words.get(next)).equals("AS")) {
                    next++;
                }
                if (next < words.size()
                        && (words.get(next).kind() == Token.Kind.IDENTIFIER
                                || words.get(next).kind() == Token.Kind.QUOTED_IDENTIFIER)) {
                    String alias = Names.unquote(words.get(next), text);
                    if (alias != null) {
                        aliases.putIfAbsent(fold(alias), table);
                    }
                }
            }
            return aliases;
        }

        private static void columns(SequencedSet<Word> offers, Collection<SqlVocabulary.Table> of) {
            for (SqlVocabulary.Table table : of) {
                for (SqlVocabulary.Column column : table.columns()) {
                    String detail = of.size() > 1 ? table.name() : column.type();
                    offers.add(new Word(Kind.COLUMN, column.name(), bare(column.name()), detail));
                }
            }
        }

        private void tables(SequencedSet<Word> offers) {
            vocabulary.tables().forEach(t -> offers.add(new Word(Kind.TABLE, t.name(), bare(t.name()), t.detail())));
        }

        private static void keywords(SequencedSet<Word> offers, String prefix) {
            boolean lower = !prefix.isEmpty() && Character.isLowerCase(prefix.charAt(prefix.length() - 1));
            Tokenizer.KEYWORDS.stream()
                    .sorted()
                    .map(k -> lower ? k.toLowerCase(Locale.ROOT) : k)
                    .forEach(k -> offers.add(new Word(Kind.KEYWORD, k, k, "")));
        }

        /// Those that begin with what was typed, then those that hold it elsewhere; each name once a kind.
        private static List<Word> fitting(SequencedSet<Word> offers, String prefix) {
            String typed = fold(prefix);
            List<Word> fitting = new ArrayList<>();
            offers.stream().filter(w -> fold(w.name()).startsWith(typed)).forEach(fitting::add);
            if (typed.length() > 1) {
                offers.stream()
                        .filter(w -> w.kind() != Kind.KEYWORD && fold(w.name()).indexOf(typed, 1) > 0)
                        .filter(w -> !fold(w.name()).startsWith(typed))
                        .forEach(fitting::add);
            }
            boolean complete =
                    fitting.size() == 1 && fitting.getFirst().insert().equals(prefix);
            return complete ? List.of() : List.copyOf(fitting.subList(0, Math.min(MOST, fitting.size())));
        }

        private boolean isDot(@Nullable Token token) {
            return token != null
                    && token.kind() == Token.Kind.OPERATOR
                    && text.charAt(token.start()) == '.'
                    && token.end() == (typed == null ? caret : typed.start());
        }

        private String keyword(Token token) {
            return token.kind() == Token.Kind.KEYWORD ? token.text(text).toUpperCase(Locale.ROOT) : "";
        }
    }

    /// The name as it can stand in SQL: quoted only where it must be.
    public static String bare(String name) {
        List<Token> tokens = Tokenizer.tokens(name);
        boolean plain = tokens.size() == 1 && tokens.getFirst().kind() == Token.Kind.IDENTIFIER;
        return plain || name.indexOf('\0') >= 0 ? name : Ident.quote(name);
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
