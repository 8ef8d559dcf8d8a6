package studio.rowan.migrate;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;
import studio.rowan.db.SqlStatement;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;
import studio.rowan.diff.Outline;
import studio.rowan.schema.ForeignKey;

/// Whose rows foreign keys could take, or empty, with those that a script deletes, told from its words alone: a script
/// without a transaction cannot be tried, since nothing of it is taken back.
final class UntriedCascades {
    private static final Set<String> ON = Set.of("on", "yes", "true");

    private UntriedCascades() {}

    /// Too many rather than too few.
    /// @param enforced whether foreign keys are on when it begins
    /// @return tables that hold rows, by name; none where foreign keys can do nothing
    static List<String> of(Access access, String script, ScriptFacts facts, boolean enforced) {
        String part = enforced(script, facts, enforced);
        if (part.isBlank()) {
            return List.of();
        }
        Outline outline = Outline.of(access);
        Set<String> risk = Risk.of(part, facts, outline, Census.reach(part, outline));
        Set<String> tables = new TreeSet<>();
        for (String parent : risk) {
            for (ForeignKey key : outline.referringTo(parent)) {
                boolean acts =
                        key.onDelete().equals("CASCADE") || key.onDelete().startsWith("SET ");
                if (acts && isFilled(access, facts, key.table())) {
                    tables.add(key.table());
                }
            }
        }
        return List.copyOf(tables);
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

    /// Perhaps only by the script itself.
    private static boolean isFilled(Access access, ScriptFacts facts, String table) {
        return facts.filled().contains(table.toLowerCase(Locale.ROOT))
                || access.scalar(Sql.of("SELECT EXISTS (SELECT 1 FROM main." + Ident.quote(table) + ")"))
                                .asLong()
                        != 0;
    }
}
