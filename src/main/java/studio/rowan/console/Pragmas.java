package studio.rowan.console;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Names;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;

/// What a PRAGMA statement asks for, told from its words: whether it only reads, and whether the studio can allow it.
record Pragmas(String name, boolean argument) {
    /// These take an argument and still only read.
    private static final Set<String> READ_WITH_ARGUMENT = Set.of(
            "table_info",
            "table_xinfo",
            "table_list",
            "index_list",
            "index_info",
            "index_xinfo",
            "foreign_key_list",
            "foreign_key_check",
            "integrity_check",
            "quick_check");

    /// These do something without an argument.
    private static final Set<String> ACT_WITHOUT_ARGUMENT =
            Set.of("incremental_vacuum", "optimize", "wal_checkpoint", "shrink_memory");

    /// These reach beyond the console's connection, into the whole program or past its safeguards. Memory limits
    /// and folders are the process's; `busy_timeout` takes the place of the handler through which waiting is
    /// cancelled; `mmap_size` lets a file that another program truncates end the process; `locking_mode` locks out
    /// our own readers.
    private static final Set<String> REFUSED = Set.of(
            "busy_timeout",
            "data_store_directory",
            "hard_heap_limit",
            "locking_mode",
            "mmap_size",
            "soft_heap_limit",
            "temp_store_directory");

    static @Nullable Pragmas of(String statement) {
        List<Token> words =
                Tokenizer.tokens(statement).stream().filter(t -> !t.isTrivia()).toList();
        int at = words.size() > 2 && text(statement, words.get(2)).equals(".") ? 3 : 1;
        String name = at < words.size() ? Names.unquote(words.get(at), statement) : null;
        if (name == null) {
            return null;
        }
        String next = at + 1 < words.size() ? text(statement, words.get(at + 1)) : "";
        return new Pragmas(name.toLowerCase(Locale.ROOT), next.equals("=") || next.equals("("));
    }

    boolean reads() {
        return argument ? READ_WITH_ARGUMENT.contains(name) : !ACT_WITHOUT_ARGUMENT.contains(name);
    }

    boolean isRefused() {
        return argument && REFUSED.contains(name);
    }

    /// Another journal mode needs the file to itself.
    boolean needsFileForItself() {
        return argument && name.equals("journal_mode");
    }

    private static String text(String statement, Token token) {
        return token.text(statement);
    }
}
