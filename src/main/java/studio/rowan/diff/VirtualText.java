package studio.rowan.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Names;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;

/// CREATE VIRTUAL TABLE of a full-text index ([fts5](https://www.sqlite.org/fts5.html)), as far as needed to fill it
/// again.
/// @param columns those that can be read and written
/// @param content the table whose text it covers; empty where it keeps none; null where it keeps its own
record VirtualText(List<String> columns, @Nullable String content) {
    /// Empty for any other virtual table.
    static Optional<VirtualText> of(@Nullable String sql) {
        if (sql == null) {
            return Optional.empty();
        }
        List<Token> tokens =
                Tokenizer.tokens(sql).stream().filter(t -> !t.isTrivia()).toList();
        int at = 0;
        while (at < tokens.size() && !tokens.get(at).text(sql).equalsIgnoreCase("USING")) {
            at++;
        }
        String module = at + 1 < tokens.size() ? Names.unquote(tokens.get(at + 1), sql) : null;
        if (module == null || !SqlWords.lower(module).matches("fts[345]")) {
            return Optional.empty();
        }
        List<String> columns = new ArrayList<>();
        String content = null;
        boolean begins = true;
        for (int i = at + 3; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean option = tokens.get(i + 1).text(sql).equals("=");
            if (begins && option && token.text(sql).equalsIgnoreCase("content") && i + 2 < tokens.size()) {
                content = Names.unquote(tokens.get(i + 2), sql);
            } else if (begins && !option) {
                String name = Names.unquote(token, sql);
                columns.add(name == null ? token.text(sql) : name);
            }
            begins = token.text(sql).equals(",");
        }
        return Optional.of(new VirtualText(columns, content));
    }

    boolean isExternal() {
        return content != null && !content.isEmpty();
    }

    boolean keepsNone() {
        return content != null && content.isEmpty();
    }
}
