package studio.rowan.migrate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;

/// Why a folder of another tool cannot be read.
/// @param path of the file that tells
/// @param line of it, from 1; 0 where the file as a whole tells
/// @param subject what stands there, or what it is written in
public record Refusal(Reason reason, String path, int line, String subject) {
    /// Why it cannot be read.
    public enum Reason {
        /// Its tool fills something in before SQLite sees it.
        TEMPLATE,
        /// Its tool fills in the environment's variables.
        ENVIRONMENT,
        /// Queries of SQLDelight, with names and types of its own.
        SQLDELIGHT,
        /// Programs, not SQL.
        PROGRAM,
        /// SQL of another database.
        DATABASE,
        /// Two migrations of one number.
        DUPLICATE,
        /// A part is missing that the tool itself asks for.
        PART,
        /// Not UTF-8.
        ENCODING
    }

    private static final Pattern PROGRAM =
            Pattern.compile("(?:.*/)?[0-9]+[-_][^/]*\\.(rb|js|mjs|cjs|ts|py|go|php|cs|exs|kt)");
    private static final Map<String, String> LANGUAGES = Map.ofEntries(
            Map.entry("rb", "Ruby"),
            Map.entry("js", "JavaScript"),
            Map.entry("mjs", "JavaScript"),
            Map.entry("cjs", "JavaScript"),
            Map.entry("ts", "TypeScript"),
            Map.entry("py", "Python"),
            Map.entry("go", "Go"),
            Map.entry("php", "PHP"),
            Map.entry("cs", "C#"),
            Map.entry("exs", "Elixir"),
            Map.entry("kt", "Kotlin"));
    private static final int SHOWN = 60;

    /// What in a folder that is no tool's known one tells that it can never be read; null where nothing does.
    static @Nullable Refusal find(Listing listing) throws FolderRefused {
        for (String path : listing.files()) {
            String lower = path.toLowerCase(Locale.ROOT);
            if (lower.endsWith(".sqm") || lower.endsWith(".sq")) {
                return new Refusal(Reason.SQLDELIGHT, path, 0, "");
            }
            Refusal program = program(path);
            if (program != null) {
                return program;
            }
        }
        for (String path : listing.scripts()) {
            Refusal template = template(path, listing.text(path));
            if (template != null) {
                return template;
            }
        }
        return null;
    }

    /// Null where the file is not named like a migration in a programming language.
    static @Nullable Refusal program(String path) {
        Matcher name = PROGRAM.matcher(path);
        return name.matches() && !path.endsWith("_test.go")
                ? new Refusal(Reason.PROGRAM, path, 0, LANGUAGES.getOrDefault(name.group(1), name.group(1)))
                : null;
    }

    /// What a tool would fill in before SQLite sees it: `{{ … }}` or `${…}`, outside of texts and comments. Null where
    /// there is nothing of that.
    static @Nullable Refusal template(String path, String sql) {
        List<Token> tokens = Tokenizer.tokens(sql);
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            String text = token.text(sql);
            boolean opens = token.kind() == Token.Kind.ILLEGAL
                    && (text.equals("{") || text.equals("$"))
                    && i + 1 < tokens.size()
                    && tokens.get(i + 1).text(sql).equals("{");
            boolean quoted = token.kind() == Token.Kind.QUOTED_IDENTIFIER && text.contains("{{");
            if (opens || quoted) {
                return new Refusal(
                        Reason.TEMPLATE, path, StatementRules.line(sql, token.start()), excerpt(sql, token.start()));
            }
        }
        return null;
    }

    /// From there to the end of the braces, or of the line.
    private static String excerpt(String sql, int start) {
        String rest = sql.substring(start).lines().findFirst().orElse("");
        int end = rest.indexOf('}');
        while (end >= 0 && end + 1 < rest.length() && rest.charAt(end + 1) == '}') {
            end++;
        }
        String shown = end < 0 ? rest.strip() : rest.substring(0, end + 1);
        return shown.length() > SHOWN ? shown.substring(0, SHOWN - 1) + "…" : shown;
    }
}
