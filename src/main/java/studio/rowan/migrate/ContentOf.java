package studio.rowan.migrate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Names;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;

/// The `content=` option of a full-text index ([fts5](https://www.sqlite.org/fts5.html#external_content_tables)).
final class ContentOf {
    private ContentOf() {}

    /// The table whose rows the index covers; null where it keeps its own text, or none.
    static @Nullable String table(String sql) {
        List<Token> words =
                Tokenizer.tokens(sql).stream().filter(t -> !t.isTrivia()).toList();
        for (int i = 1; i + 2 < words.size(); i++) {
            boolean option = words.get(i).text(sql).equalsIgnoreCase("content")
                    && words.get(i + 1).text(sql).equals("=");
            String name = option ? Names.unquote(words.get(i + 2), sql) : null;
            if (name != null && !name.isEmpty()) {
                return name;
            }
        }
        return null;
    }
}
