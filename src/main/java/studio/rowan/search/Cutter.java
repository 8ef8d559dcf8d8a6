package studio.rowan.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Memory;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// Cuts texts into the words that an index knows, by the index's own tokenizer: an index made alike in memory tells.
final class Cutter {
    private final Job<?> job;
    private final String tokenizer;

    Cutter(Job<?> job, SearchIndex index) {
        this.job = job;
        List<String> words = index.options().tokenizer();
        this.tokenizer = words.isEmpty()
                ? "unicode61"
                : words.stream().map(Ident::literal).collect(Collectors.joining(" "));
    }

    /// The words of each text, in their order.
    List<List<String>> cut(List<String> texts) {
        return Memory.with(job, access -> {
            access.execute(Sql.of(
                    "CREATE VIRTUAL TABLE t USING fts5(c, content='', tokenize=" + Ident.literal(tokenizer) + ")"));
            for (int i = 0; i < texts.size(); i++) {
                access.execute(Sql.of("INSERT INTO t(rowid, c) VALUES (?, ?)", Value.of(i), Value.of(texts.get(i))));
            }
            access.execute(Sql.of("CREATE VIRTUAL TABLE v USING fts5vocab('t', 'instance')"));
            List<List<String>> cut =
                    texts.stream().<List<String>>map(_ -> new ArrayList<>()).toList();
            access.query(
                    Sql.of("SELECT doc, term FROM v ORDER BY doc, \"offset\""),
                    row -> cut.get((int) row.asLong(0)).add(row.text(1)));
            return cut;
        });
    }
}
