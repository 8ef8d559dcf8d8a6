package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Names;
import studio.rowan.db.SqlStatement;
import studio.rowan.db.Statements;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;

/// What the words of a script tell before it runs. Names are in lower case.
/// @param statements where they stand
/// @param foreignKeysPragma it holds `PRAGMA foreign_keys` in any of its spellings
/// @param writes it changes rows
/// @param removes it holds DELETE or REPLACE
/// @param dropped tables that it drops
/// @param renamed tables that it renames, from and to in turn
/// @param referenced tables that foreign keys in it refer to
/// @param filled tables that it inserts into
/// @param refused statements that may not stand in a migration
public record ScriptFacts(
        List<SqlStatement> statements,
        boolean foreignKeysPragma,
        boolean writes,
        boolean removes,
        Set<String> dropped,
        List<String> renamed,
        Set<String> referenced,
        Set<String> filled,
        List<Refused> refused) {
    /// A statement that may not stand in a migration.
    /// @param line of the script, from 1
    public record Refused(Reason reason, String statement, int line) {}

    /// Why a statement may not stand in a migration.
    public enum Reason {
        /// It would end the transaction in which the migration runs.
        TRANSACTION,
        /// It would reach another file.
        ATTACH,
        /// It would let the script write the schema as text, so that tables vanish with their rows unseen.
        SCHEMA,
        /// SQLite does it outside transactions only, through a file of its own.
        VACUUM,
        /// It would keep the lock beyond its transaction, and shut out the very history that it is entered in.
        LOCK,
        /// A character with which SQLite ends its reading: the rest would not run, and nothing would tell.
        NUL
    }

    public static ScriptFacts of(String script) {
        return new Reading(script).facts();
    }

    /// Whether it drops a table that foreign keys refer to, so that rows of others would go with it.
    /// @param parents tables that the database's foreign keys refer to, in lower case
    boolean dropsParent(Set<String> parents) {
        Set<String> all = new TreeSet<>(parents);
        all.addAll(referenced);
        // SQLite lets references follow a rename.
        for (int i = 0; i + 1 < renamed.size(); i += 2) {
            if (all.contains(renamed.get(i))) {
                all.add(renamed.get(i + 1));
            }
        }
        return dropped.stream().anyMatch(all::contains);
    }

    private static final class Reading {
        private final String script;
        private final List<Token> tokens;
        private final Lines lines;
        private final Set<String> dropped = new TreeSet<>();
        private final List<String> renamed = new ArrayList<>();
        private final Set<String> referenced = new TreeSet<>();
        private final Set<String> filled = new TreeSet<>();
        private final List<Refused> refused = new ArrayList<>();
        private boolean foreignKeysPragma;
        private boolean writes;
        private boolean removes;

        Reading(String script) {
            this.script = script;
            this.tokens = Tokenizer.tokens(script);
            this.lines = Lines.of(script);
        }

        ScriptFacts facts() {
            List<SqlStatement> statements = Statements.of(script, tokens);
            int nul = script.indexOf('\0');
            // Where nothing but blanks follows, nothing is kept from running.
            if (nul >= 0 && !script.substring(nul).replace('\0', ' ').isBlank()) {
                refused.add(new Refused(Reason.NUL, "", lines.at(nul)));
            }
            int at = 0;
            for (SqlStatement statement : statements) {
                List<Token> words = new ArrayList<>();
                while (at < tokens.size() && tokens.get(at).start() < statement.end()) {
                    Token token = tokens.get(at++);
                    if (!token.isTrivia() && token.start() >= statement.code()) {
                        words.add(token);
                    }
                }
                read(statement, words);
            }
            return new ScriptFacts(
                    List.copyOf(statements),
                    foreignKeysPragma,
                    writes,
                    removes,
                    Set.copyOf(dropped),
                    List.copyOf(renamed),
                    Set.copyOf(referenced),
                    Set.copyOf(filled),
                    List.copyOf(refused));
        }

        private void read(SqlStatement statement, List<Token> words) {
            for (int i = 0; i < words.size(); i++) {
                if (is(words, i, "REFERENCES")) {
                    referenced.add(lower(name(words, i + 1)));
                }
                if (is(words, i, "INTO")) {
                    filled.add(target(words, i + 1));
                }
                removes |= is(words, i, "DELETE") || is(words, i, "REPLACE");
            }
            switch (statement.kind()) {
                case PRAGMA -> pragma(statement, words, target(words, 1));
                case WRITE -> writes = true;
                case DDL -> structure(words);
                case TRANSACTION -> {
                    boolean inside = is(words, 0, "SAVEPOINT")
                            || is(words, 0, "RELEASE")
                            || (is(words, 0, "ROLLBACK") && (is(words, 1, "TO") || is(words, 2, "TO")));
                    if (!inside) {
                        refused.add(refused(Reason.TRANSACTION, statement));
                    }
                }
                case ATTACH -> refused.add(refused(Reason.ATTACH, statement));
                case OTHER -> {
                    if (is(words, 0, "VACUUM")) {
                        refused.add(refused(Reason.VACUUM, statement));
                    }
                }
                case SELECT, EXPLAIN -> {}
            }
        }

        private void pragma(SqlStatement statement, List<Token> words, String name) {
            foreignKeysPragma |= name.equals("foreign_keys");
            if (name.equals("writable_schema")) {
                refused.add(refused(Reason.SCHEMA, statement));
            } else if (name.equals("locking_mode")) {
                if (words.stream()
                        .anyMatch(word -> lower(Names.unquote(word, script)).equals("exclusive"))) {
                    refused.add(refused(Reason.LOCK, statement));
                }
            } else if (name.equals("temp_store_directory") || name.equals("data_store_directory")) {
                // It would hold for the whole program, long after the script.
                refused.add(refused(Reason.ATTACH, statement));
            }
        }

        private void structure(List<Token> words) {
            if (is(words, 0, "DROP") && is(words, 1, "TABLE")) {
                dropped.add(target(words, is(words, 2, "IF") ? 4 : 2));
            }
            if (is(words, 0, "ALTER") && is(words, 1, "TABLE")) {
                for (int i = 3; i + 2 < words.size(); i++) {
                    if (is(words, i, "RENAME") && is(words, i + 1, "TO")) {
                        renamed.add(target(words, 2));
                        renamed.add(lower(name(words, i + 2)));
                    }
                }
            }
        }

        private Refused refused(Reason reason, SqlStatement statement) {
            return new Refused(reason, statement.text(script).strip(), lines.at(statement.code()));
        }

        /// The name there, without the schema before it.
        private String target(List<Token> words, int at) {
            boolean dotted =
                    at + 1 < words.size() && words.get(at + 1).text(script).equals(".");
            return lower(name(words, dotted ? at + 2 : at));
        }

        private @Nullable String name(List<Token> words, int at) {
            return at < words.size() ? Names.unquote(words.get(at), script) : null;
        }

        private static String lower(@Nullable String name) {
            return name == null ? "" : name.toLowerCase(Locale.ROOT);
        }

        private boolean is(List<Token> words, int at, String keyword) {
            return at < words.size()
                    && words.get(at).kind() == Token.Kind.KEYWORD
                    && words.get(at).text(script).equalsIgnoreCase(keyword);
        }
    }
}
