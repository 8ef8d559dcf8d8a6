package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import studio.rowan.db.SqlStatement;
import studio.rowan.db.Statements;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;
import studio.rowan.diff.Outline;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.SchemaObject;

/// Which tables a script can take rows from. Too many rather than too few: one too many costs time, one too few hides a
/// loss.
final class Risk {
    private Risk() {}

    /// Those that a DELETE, REPLACE or DROP TABLE of the script or of a trigger names, those that replace rows by their
    /// own rules, and those whose rows go with theirs. In lower case; only tables that are there.
    /// @param reach what the script can change at all
    static Set<String> of(String script, ScriptFacts facts, Outline outline, Set<String> reach) {
        Set<String> named = new TreeSet<>();
        for (SqlStatement statement : Statements.of(script, Tokenizer.tokens(script))) {
            String text = statement.text(script);
            if (takes(statement, words(text))) {
                named.addAll(Census.names(text));
            }
        }
        for (String table : reach) {
            for (SchemaObject trigger : outline.schema().belongingTo(table, SchemaObject.Kind.TRIGGER)) {
                String body = body(trigger);
                if (removes(words(body))) {
                    named.addAll(Census.names(body));
                }
            }
            if (replacesByItself(outline, table)) {
                named.add(table);
            }
        }
        for (int i = facts.renamed().size() - 2; i >= 0; i -= 2) {
            if (named.contains(facts.renamed().get(i + 1))) {
                named.add(facts.renamed().get(i));
            }
        }
        return withChildren(named, outline);
    }

    /// Those that the script, or a trigger in its reach, can add rows to: of any other the number tells how many
    /// went. In lower case; not only tables.
    static Set<String> filled(String script, ScriptFacts facts, Outline outline, Set<String> reach) {
        Set<String> filled = new TreeSet<>(facts.dropped());
        filled.addAll(facts.renamed());
        for (SqlStatement statement : facts.statements()) {
            String text = statement.text(script);
            if (words(text).contains("INTO")) {
                filled.addAll(Census.names(text));
            }
        }
        for (String table : reach) {
            for (SchemaObject trigger : outline.schema().belongingTo(table, SchemaObject.Kind.TRIGGER)) {
                String body = body(trigger);
                if (words(body).contains("INTO")) {
                    filled.addAll(Census.names(body));
                }
            }
        }
        return filled;
    }

    private static boolean takes(SqlStatement statement, List<String> words) {
        return switch (statement.kind()) {
            case WRITE, SELECT -> removes(words);
            case DDL -> {
                boolean dropsTable = words.size() > 1
                        && words.getFirst().equals("DROP")
                        && words.get(1).equals("TABLE");
                boolean getsParent = words.getFirst().equals("ALTER") && words.contains("CASCADE");
                // A column's foreign key says DELETE too.
                yield dropsTable || getsParent || (words.contains("TRIGGER") && removes(words));
            }
            case PRAGMA, TRANSACTION, ATTACH, EXPLAIN, OTHER -> false;
        };
    }

    private static boolean removes(List<String> words) {
        return words.contains("DELETE") || words.contains("REPLACE");
    }

    /// What a trigger does: its head names the event, which may be a DELETE.
    private static String body(SchemaObject trigger) {
        String sql = trigger.sql();
        if (sql == null) {
            return "";
        }
        for (Token token : Tokenizer.tokens(sql)) {
            if (token.kind() == Token.Kind.KEYWORD && token.text(sql).equalsIgnoreCase("BEGIN")) {
                return sql.substring(token.end());
            }
        }
        return sql;
    }

    /// `UNIQUE … ON CONFLICT REPLACE`.
    static boolean replacesByItself(Outline outline, String table) {
        return outline.object(table)
                .map(SchemaObject::sql)
                .filter(sql -> sql.toUpperCase(Locale.ROOT).contains("REPLACE"))
                .isPresent();
    }

    private static Set<String> withChildren(Set<String> named, Outline outline) {
        Set<String> all = new TreeSet<>();
        List<String> open = new ArrayList<>(named);
        while (!open.isEmpty()) {
            String table = open.removeLast();
            if (holdsRows(outline, table) && all.add(table)) {
                for (ForeignKey key : outline.referringTo(table)) {
                    if (key.onDelete().equals("CASCADE")) {
                        open.add(key.table().toLowerCase(Locale.ROOT));
                    }
                }
            }
        }
        return all;
    }

    private static boolean holdsRows(Outline outline, String table) {
        return outline.object(table)
                .filter(o -> o.kind() == SchemaObject.Kind.TABLE || o.kind() == SchemaObject.Kind.FULL_TEXT)
                .isPresent();
    }

    /// Its keywords, in capitals, without the function that is called like one.
    private static List<String> words(String sql) {
        List<Token> tokens = Tokenizer.tokens(sql).stream()
                .filter(token -> !token.isTrivia())
                .toList();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            String word = tokens.get(i).text(sql).toUpperCase(Locale.ROOT);
            boolean called =
                    i + 1 < tokens.size() && tokens.get(i + 1).text(sql).equals("(");
            if (tokens.get(i).kind() == Token.Kind.KEYWORD && !(word.equals("REPLACE") && called)) {
                words.add(word);
            }
        }
        return words;
    }
}
