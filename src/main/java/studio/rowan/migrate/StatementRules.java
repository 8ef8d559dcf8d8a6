package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Names;
import studio.rowan.db.SqlStatement;
import studio.rowan.db.Statements;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;

/// What the words of single statements tell, without a database.
final class StatementRules {
    /// Pragmas that a transaction ignores, beside that of the foreign keys.
    private static final Set<String> NO_EFFECT =
            Set.of("synchronous", "page_size", "auto_vacuum", "encoding", "temp_store");

    /// Between the statements of a script that drizzle-kit made: Flyway never sees it.
    private static final String DRIZZLE = "--> statement-breakpoint";

    private final String script;
    private final boolean ofFlyway;
    private final ScriptFacts facts;
    private final Lines lines;
    private final List<Finding> findings = new ArrayList<>();

    private StatementRules(Script script) {
        this.script = script.text();
        this.ofFlyway = script.settings() == null && !script.text().contains(DRIZZLE);
        this.facts = ScriptFacts.of(script.text());
        this.lines = Lines.of(script.text());
    }

    static List<Finding> of(Script script) {
        StatementRules rules = new StatementRules(script);
        rules.read(script.optsOutOfTransaction());
        return rules.findings;
    }

    private void read(boolean withoutTransaction) {
        for (ScriptFacts.Refused refused : facts.refused()) {
            if (refused.reason() != ScriptFacts.Reason.TRANSACTION || !withoutTransaction) {
                findings.add(new Finding(kind(refused.reason()), refused.line(), firstLine(refused.statement())));
            }
        }
        for (SqlStatement statement : facts.statements()) {
            switch (statement.kind()) {
                case PRAGMA -> pragma(statement, withoutTransaction);
                case WRITE -> everyRow(statement);
                case SELECT, DDL, TRANSACTION, ATTACH, EXPLAIN, OTHER -> {
                    // nothing that its words alone tell
                }
            }
        }
    }

    private static Finding.Kind kind(ScriptFacts.Reason reason) {
        return switch (reason) {
            case TRANSACTION -> Finding.Kind.TRANSACTION;
            case ATTACH -> Finding.Kind.ATTACH;
            case SCHEMA -> Finding.Kind.SCHEMA;
            case VACUUM -> Finding.Kind.VACUUM;
            case LOCK -> Finding.Kind.LOCK;
            case NUL -> Finding.Kind.NUL;
        };
    }

    private void everyRow(SqlStatement statement) {
        String text = statement.text(script);
        Statements.Target target = Statements.withoutWhere(text);
        if (target != null) {
            Finding.Kind kind = deletes(text) ? Finding.Kind.DELETES_ALL : Finding.Kind.UPDATES_ALL;
            findings.add(new Finding(kind, line(statement), target.table()));
        }
    }

    /// Of a statement that is known to delete or update, perhaps behind WITH.
    private static boolean deletes(String text) {
        int depth = 0;
        for (Token token : Tokenizer.tokens(text)) {
            String word = token.text(text);
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            if (depth == 0 && token.kind() == Token.Kind.KEYWORD) {
                if (word.equalsIgnoreCase("DELETE")) {
                    return true;
                }
                if (word.equalsIgnoreCase("UPDATE")) {
                    return false;
                }
            }
        }
        return false;
    }

    private void pragma(SqlStatement statement, boolean withoutTransaction) {
        String text = statement.text(script);
        List<Token> words =
                Tokenizer.tokens(text).stream().filter(t -> !t.isTrivia()).toList();
        boolean dotted = words.size() > 2 && words.get(2).text(text).equals(".");
        int at = dotted ? 3 : 1;
        String name = words.size() > at ? name(words.get(at), text) : "";
        boolean sets = words.size() > at + 1 && words.get(at + 1).kind() != Token.Kind.SEMICOLON;
        if (name.equals("foreign_keys")) {
            boolean plain = !dotted && words.get(at).kind() == Token.Kind.IDENTIFIER;
            if (!plain) {
                findings.add(new Finding(Finding.Kind.HIDDEN_FOREIGN_KEYS, line(statement), firstLine(text)));
            } else if (ofFlyway && facts.statements().size() > 1 && first(statement)) {
                findings.add(new Finding(Finding.Kind.MIXED, line(statement), firstLine(text)));
            }
        } else if (name.equals("journal_mode") && sets) {
            findings.add(new Finding(Finding.Kind.JOURNAL_MODE, line(statement), firstLine(text)));
        } else if (NO_EFFECT.contains(name) && sets && !withoutTransaction) {
            findings.add(new Finding(Finding.Kind.NO_EFFECT, line(statement), firstLine(text)));
        }
    }

    /// One finding says it for all statements of the script.
    private boolean first(SqlStatement statement) {
        return findings.stream().noneMatch(f -> f.kind() == Finding.Kind.MIXED) && statement.complete();
    }

    private static String name(Token token, String text) {
        @Nullable String name = Names.unquote(token, text);
        return name == null ? "" : name.toLowerCase(Locale.ROOT);
    }

    private int line(SqlStatement statement) {
        return lines.at(statement.code());
    }

    /// The line of one place, from 1; of many, [Lines] tells.
    static int line(String script, int offset) {
        return Lines.of(script).at(offset);
    }

    static String firstLine(String statement) {
        String line = statement.strip().lines().findFirst().orElse("");
        return line.length() > 80 ? line.substring(0, 79) + "…" : line;
    }
}
