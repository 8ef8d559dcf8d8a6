package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;
import studio.rowan.db.SqlStatement;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;
import studio.rowan.diff.Outline;
import studio.rowan.schema.ForeignKey;

/// Whose rows a script without a transaction could take or change, told from its words alone: it cannot be tried, since
/// nothing of it is taken back.
final class Untried {
    private static final Set<String> ON = Set.of("on", "yes", "true");

    private Untried() {}

    /// Too many rather than too few.
    /// @param enforced whether foreign keys are on when it begins
    /// @return tables that hold rows, by name
    static List<String> tables(Access access, String script, ScriptFacts facts, boolean enforced) {
        Outline outline = Outline.of(access);
        Set<String> tables = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        tables.addAll(cascades(access, script, facts, enforced, outline));
        WrittenTables.of(script, facts, outline).stream()
                .filter(table -> isFilled(access, table))
                .forEach(tables::add);
        return List.copyOf(tables);
    }

    /// Tables whose rows foreign keys could take, or empty, with those that the script deletes.
    private static List<String> cascades(
            Access access, String script, ScriptFacts facts, boolean enforced, Outline outline) {
        String part = enforced(script, facts, enforced);
        if (part.isBlank()) {
            return List.of();
        }
        Set<String> risk = Risk.of(part, facts, outline, Census.reach(part, outline));
        List<String> tables = new ArrayList<>();
        for (String parent : risk) {
            for (ForeignKey key : outline.referringTo(parent)) {
                boolean acts =
                        key.onDelete().equals("CASCADE") || key.onDelete().startsWith("SET ");
                // Perhaps only by the script itself.
                boolean filled = facts.filled().contains(key.table().toLowerCase(Locale.ROOT));
                if (acts && (filled || isFilled(access, key.table()))) {
                    tables.add(key.table());
                }
            }
        }
        return tables;
    }

    /// The statements that run while foreign keys are on.
    private static String enforced(String script, ScriptFacts facts, boolean atFirst) {
        StringBuilder part = new StringBuilder();
        boolean on = atFirst;
        boolean inside = false;
        for (SqlStatement statement : facts.statements()) {
            String text = statement.text(script);
            List<String> words = words(text);
            switch (statement.kind()) {
                case PRAGMA -> {
                    if (words.contains("foreign_keys") && words.indexOf("foreign_keys") < words.size() - 1) {
                        // Inside a transaction it does nothing, and what looks like one may be none.
                        on = isOn(words) || (inside && on);
                    }
                }
                case TRANSACTION -> inside = Set.of("begin", "savepoint").contains(words.getFirst());
                case SELECT, WRITE, DDL, ATTACH, EXPLAIN, OTHER -> {
                    if (on) {
                        part.append(text).append(";\n");
                    }
                }
            }
        }
        return part.toString();
    }

    private static boolean isOn(List<String> words) {
        return words.stream().anyMatch(word -> ON.contains(word) || (word.matches("[0-9]+") && !word.matches("0+")));
    }

    /// In lower case, without the marks around them.
    private static List<String> words(String sql) {
        return Tokenizer.tokens(sql).stream()
                .filter(token -> !token.isTrivia() && token.kind() != Token.Kind.SEMICOLON)
                .map(token -> token.text(sql).toLowerCase(Locale.ROOT).replaceAll("^[\"'`\\[]|[\"'`\\]]$", ""))
                .toList();
    }

    private static boolean isFilled(Access access, String table) {
        try {
            return access.scalar(Sql.of("SELECT EXISTS (SELECT 1 FROM main." + Ident.quote(table) + ")"))
                            .asLong()
                    != 0;
        } catch (DbError.Syntax e) {
            // A virtual table whose module is missing: what it holds cannot be told.
            access.job().checkCancelled();
            return true;
        }
    }
}
