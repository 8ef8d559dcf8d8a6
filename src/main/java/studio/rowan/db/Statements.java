package studio.rowan.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Splits a script into its statements where SQLite ends them: at each semicolon, but a trigger's at the one after its
/// `END`. Comments and stray semicolons alone are no statement.
public final class Statements {
    private static final Set<String> VERBS = Set.of("SELECT", "VALUES", "INSERT", "REPLACE", "UPDATE", "DELETE");

    private final CharSequence script;
    private final List<Token> tokens;
    private final List<SqlStatement> found = new ArrayList<>();

    private Statements(CharSequence script, List<Token> tokens) {
        this.script = script;
        this.tokens = tokens;
    }

    public static List<SqlStatement> of(CharSequence script) {
        return of(script, Tokenizer.tokens(script));
    }

    /// The same, where the tokens of the script are at hand.
    public static List<SqlStatement> of(CharSequence script, List<Token> tokens) {
        Statements statements = new Statements(script, tokens);
        statements.split();
        return statements.found;
    }

    /// The statement meant by a caret there: the one it stands in or, between two, the one that ends on the caret's
    /// line, else the next, else the last.
    public static @Nullable SqlStatement at(CharSequence script, List<SqlStatement> statements, int caret) {
        SqlStatement before = null;
        for (SqlStatement statement : statements) {
            if (caret < statement.start()) {
                return before != null && sameLine(script, before.end(), caret) ? before : statement;
            }
            if (caret <= statement.end()) {
                return statement;
            }
            before = statement;
        }
        return before;
    }

    /// The table a DELETE or UPDATE touches in all its rows: it has no WHERE of its own. Null for any other statement.
    public static @Nullable Target withoutWhere(String statement) {
        List<Token> words = words(Tokenizer.tokens(statement));
        int verb = verb(statement, words);
        if (verb < 0 || !(is(statement, words.get(verb), "DELETE") || is(statement, words.get(verb), "UPDATE"))) {
            return null;
        }
        int depth = 0;
        for (Token token : words.subList(verb, words.size())) {
            depth += depth(statement, token);
            if (depth == 0 && is(statement, token, "WHERE")) {
                return null;
            }
        }
        return target(statement, words, verb);
    }

    public static boolean isDeleteOrUpdateWithoutWhere(String statement) {
        return withoutWhere(statement) != null;
    }

    /// A table as a statement names it.
    public record Target(@Nullable String schema, String table) {
        /// The name to be put into SQL.
        public String quoted() {
            return schema == null ? Ident.quote(table) : Ident.quote(schema, table);
        }
    }

    private static boolean sameLine(CharSequence script, int from, int to) {
        return script.subSequence(from, to).chars().noneMatch(c -> c == '\n');
    }

    private void split() {
        int start = -1;
        int code = -1;
        int first = 0;
        boolean newLine = true;
        Trigger trigger = new Trigger();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isTrivia()) {
                newLine |= token.kind() == Token.Kind.SPACE && !sameLine(script, token.start(), token.end());
                if (token.kind() == Token.Kind.COMMENT && start < 0 && newLine) {
                    start = token.start();
                }
                continue;
            }
            if (code < 0 && token.kind() == Token.Kind.SEMICOLON) {
                start = -1;
                newLine = false;
                continue;
            }
            if (code < 0) {
                code = token.start();
                first = i;
                start = start < 0 ? code : start;
                trigger = new Trigger();
            }
            trigger.see(token);
            if (token.kind() == Token.Kind.SEMICOLON && !trigger.isOpen()) {
                add(start, code, i + 1, first, true);
                start = -1;
                code = -1;
                newLine = false;
            }
        }
        if (code >= 0) {
            add(start, code, lastWord() + 1, first, false);
        }
    }

    private int lastWord() {
        int last = tokens.size() - 1;
        while (last > 0 && tokens.get(last).isTrivia()) {
            last--;
        }
        return last;
    }

    private void add(int start, int code, int until, int first, boolean complete) {
        int end = tokens.get(until - 1).end();
        found.add(new SqlStatement(start, code, end, kind(script, tokens.subList(first, until)), complete));
    }

    /// Follows the words of one statement to know whether a semicolon stands inside a trigger's body.
    private final class Trigger {
        private enum State {
            START,
            EXPLAIN,
            CREATE,
            HEAD,
            BODY,
            BODY_SEMICOLON,
            END,
            NONE
        }

        private State state = State.START;

        void see(Token token) {
            state = switch (state) {
                case START ->
                    is(script, token, "EXPLAIN")
                            ? State.EXPLAIN
                            : is(script, token, "CREATE") ? State.CREATE : State.NONE;
                case EXPLAIN ->
                    is(script, token, "CREATE")
                            ? State.CREATE
                            : is(script, token, "QUERY") || is(script, token, "PLAN") ? State.EXPLAIN : State.NONE;
                case CREATE ->
                    is(script, token, "TRIGGER")
                            ? State.HEAD
                            : is(script, token, "TEMP") || is(script, token, "TEMPORARY") ? State.CREATE : State.NONE;
                case HEAD ->
                    token.kind() == Token.Kind.SEMICOLON
                            ? State.NONE
                            : is(script, token, "BEGIN") ? State.BODY : State.HEAD;
                case BODY -> token.kind() == Token.Kind.SEMICOLON ? State.BODY_SEMICOLON : State.BODY;
                case BODY_SEMICOLON ->
                    is(script, token, "END")
                            ? State.END
                            : token.kind() == Token.Kind.SEMICOLON ? State.BODY_SEMICOLON : State.BODY;
                case END -> token.kind() == Token.Kind.SEMICOLON ? State.NONE : State.BODY;
                case NONE -> State.NONE;
            };
        }

        boolean isOpen() {
            return state == State.BODY || state == State.BODY_SEMICOLON;
        }
    }

    /// What the statement does, told from its first words.
    public static SqlStatement.Kind kind(CharSequence statement) {
        return kind(statement, Tokenizer.tokens(statement));
    }

    private static SqlStatement.Kind kind(CharSequence script, List<Token> tokens) {
        Token first = null;
        for (Token token : tokens) {
            if (!token.isTrivia()) {
                first = token;
                break;
            }
        }
        if (first == null || first.kind() != Token.Kind.KEYWORD) {
            return SqlStatement.Kind.OTHER;
        }
        return switch (word(script, first)) {
            case "WITH" -> afterWith(script, words(tokens));
            case "SELECT", "VALUES" -> SqlStatement.Kind.SELECT;
            case "INSERT", "REPLACE", "UPDATE", "DELETE" -> SqlStatement.Kind.WRITE;
            case "CREATE", "DROP", "ALTER" -> SqlStatement.Kind.DDL;
            case "PRAGMA" -> SqlStatement.Kind.PRAGMA;
            case "BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE" -> SqlStatement.Kind.TRANSACTION;
            case "ATTACH", "DETACH" -> SqlStatement.Kind.ATTACH;
            case "EXPLAIN" -> SqlStatement.Kind.EXPLAIN;
            default -> SqlStatement.Kind.OTHER;
        };
    }

    private static SqlStatement.Kind afterWith(CharSequence script, List<Token> words) {
        int verb = verb(script, words);
        return verb < 0
                ? SqlStatement.Kind.OTHER
                : switch (word(script, words.get(verb))) {
                    case "SELECT", "VALUES" -> SqlStatement.Kind.SELECT;
                    default -> SqlStatement.Kind.WRITE;
                };
    }

    /// The index of the main verb, behind the common table expressions; -1 where there is none.
    private static int verb(CharSequence script, List<Token> words) {
        if (words.isEmpty() || !is(script, words.getFirst(), "WITH")) {
            return words.isEmpty() || !VERBS.contains(word(script, words.getFirst())) ? -1 : 0;
        }
        int depth = 0;
        for (int i = 1; i < words.size(); i++) {
            Token token = words.get(i);
            depth += depth(script, token);
            // Each expression ends in ")": so "replace", which may also name one, is a verb only behind it.
            if (depth == 0
                    && token.kind() == Token.Kind.KEYWORD
                    && script.charAt(words.get(i - 1).start()) == ')'
                    && VERBS.contains(word(script, token))) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable Target target(String statement, List<Token> words, int verb) {
        int at = verb + 1;
        if (at < words.size() && is(statement, words.get(at), "OR")) {
            at += 2;
        }
        if (at < words.size() && is(statement, words.get(at), "FROM")) {
            at++;
        }
        String first = name(statement, words, at);
        if (first == null) {
            return null;
        }
        boolean dotted =
                at + 1 < words.size() && statement.charAt(words.get(at + 1).start()) == '.';
        String second = dotted ? name(statement, words, at + 2) : null;
        return second == null ? new Target(null, first) : new Target(first, second);
    }

    private static @Nullable String name(String statement, List<Token> words, int at) {
        return at < words.size() ? Names.unquote(words.get(at), statement) : null;
    }

    private static List<Token> words(List<Token> tokens) {
        return tokens.stream().filter(t -> !t.isTrivia()).toList();
    }

    private static int depth(CharSequence script, Token token) {
        if (token.kind() != Token.Kind.OPERATOR) {
            return 0;
        }
        char c = script.charAt(token.start());
        return c == '(' ? 1 : c == ')' ? -1 : 0;
    }

    private static boolean is(CharSequence script, Token token, String keyword) {
        return token.kind() == Token.Kind.KEYWORD
                && token.end() - token.start() == keyword.length()
                && word(script, token).equals(keyword);
    }

    private static String word(CharSequence script, Token token) {
        return token.text(script).toUpperCase(Locale.ROOT);
    }
}
