package studio.rowan.migrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.SqlStatement;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;

/// The migrations of another tool, or of drizzle-kit, as Flyway's. Only what would end Flyway's transaction is taken
/// out of them, and said so in its place.
/// @param tool whose they were
public record Conversion(String tool, List<File> files) {
    /// One script as Flyway's.
    /// @param from its path in the folder that is converted
    /// @param version as the name has it
    /// @param settings what the `.conf` beside it holds; null where it needs none
    /// @param down the way back; null where there is none
    public record File(
            String name,
            String version,
            String from,
            String text,
            @Nullable String settings,
            @Nullable String down,
            List<Note> notes) {
        public File {
            notes = List.copyOf(notes);
        }
    }

    /// What a user should know of one script.
    /// @param line of the script, from 1; 0 where it is about all of it
    /// @param subject the statement it is about, or empty
    public record Note(Kind kind, int line, String subject) {}

    /// What there is to know.
    public enum Kind {
        /// BEGIN or COMMIT, which would end the transaction of the migration.
        TAKEN_OUT,
        /// Its tool ran it without a transaction; it runs in one, which honours its foreign keys' pragma.
        IN_ONE,
        /// Its tool ran it without a transaction, and so does Flyway.
        WITHOUT,
        /// It holds what Flyway would take for a placeholder.
        PLACEHOLDER,
        /// Its tool may fill in a comment, over which SQLite passes.
        COMMENT,
        /// It holds what is refused when it is to be run.
        REFUSED,
        /// Its number changed.
        RENUMBERED,
        /// It holds no statement.
        EMPTY
    }

    /// What becomes of the ways back.
    public enum Undo {
        /// They are left where they are.
        NONE,
        /// Text files in a folder `undo`.
        TEXT,
        /// Flyway's own undo scripts, beside the others.
        SCRIPTS
    }

    private static final String TEMPLATE = "TEMPLATE";

    public Conversion {
        files = List.copyOf(files);
    }

    /// Reads nothing from the disk.
    /// @param scripts of which [Scripts#isConvertible] is true
    public static Conversion of(Scripts scripts) {
        List<Step> steps = scripts.steps();
        boolean asTheyAre = isRising(steps);
        List<File> files = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String place = String.format(Locale.ROOT, "%04d", i);
            String version = asTheyAre ? step.version() : place;
            List<Note> notes = new ArrayList<>();
            if (!step.version().equals(version)) {
                notes.add(new Note(Kind.RENUMBERED, 0, step.version()));
            }
            files.add(file(step, version, notes));
        }
        return new Conversion(scripts.tool(), files);
    }

    /// Whether their numbers are in the order in which they run.
    private static boolean isRising(List<Step> steps) {
        long last = -1;
        for (Step step : steps) {
            if (!step.version().matches("[0-9]{1,18}") || Long.parseLong(step.version()) <= last) {
                return false;
            }
            last = Long.parseLong(step.version());
        }
        return true;
    }

    private static File file(Step step, String version, List<Note> notes) {
        ScriptFacts facts = ScriptFacts.of(step.up());
        String name = "V" + version + "__" + NextScript.words(step.name()) + ".sql";
        String text = withoutTransaction(step.up(), facts, notes);
        if (facts.statements().isEmpty()) {
            notes.add(new Note(Kind.EMPTY, 0, ""));
        }
        for (Token token : Tokenizer.tokens(step.up())) {
            if (token.kind() == Token.Kind.COMMENT && token.text(step.up()).contains(TEMPLATE)) {
                notes.add(new Note(Kind.COMMENT, StatementRules.line(step.up(), token.start()), token.text(step.up())));
                break;
            }
        }
        return new File(name, version, step.path(), text, settings(step, facts, notes), step.down(), notes);
    }

    /// Flyway's own transaction is around all of it.
    private static String withoutTransaction(String script, ScriptFacts facts, List<Note> notes) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        Lines lines = Lines.of(script);
        for (SqlStatement statement : facts.statements()) {
            String said = statement.text(script);
            if (statement.kind() == SqlStatement.Kind.TRANSACTION && isFrame(said)) {
                notes.add(new Note(Kind.TAKEN_OUT, lines.at(statement.code()), said));
                String shown = said.replace("*/", "* /").replace("/*", "/ *");
                text.append(script, from, statement.code())
                        .append("/* ")
                        .append(shown)
                        .append(" -- taken out: the whole migration runs in one transaction */");
                from = statement.end();
            }
        }
        for (ScriptFacts.Refused refused : facts.refused()) {
            if (refused.reason() != ScriptFacts.Reason.TRANSACTION || !isFrame(refused.statement())) {
                notes.add(new Note(Kind.REFUSED, refused.line(), refused.statement()));
            }
        }
        return text.append(script, from, script.length()).toString();
    }

    /// BEGIN, COMMIT or END; a ROLLBACK means something else.
    private static boolean isFrame(String said) {
        String first = Tokenizer.tokens(said).getFirst().text(said).toUpperCase(Locale.ROOT);
        return first.equals("BEGIN") || first.equals("COMMIT") || first.equals("END");
    }

    private static @Nullable String settings(Step step, ScriptFacts facts, List<Note> notes) {
        List<String> settings = new ArrayList<>();
        boolean framed = notes.stream().anyMatch(note -> note.kind() == Kind.TAKEN_OUT);
        if (!step.inTransaction() && (framed || facts.foreignKeysPragma())) {
            notes.add(new Note(Kind.IN_ONE, 0, ""));
        } else if (!step.inTransaction()) {
            notes.add(new Note(Kind.WITHOUT, 0, ""));
            settings.add("executeInTransaction=false");
        }
        int placeholder = step.up().indexOf("${");
        if (placeholder >= 0) {
            notes.add(new Note(Kind.PLACEHOLDER, StatementRules.line(step.up(), placeholder), "${"));
            settings.add("placeholderReplacement=false");
        }
        return settings.isEmpty() ? null : String.join("\n", settings) + "\n";
    }

    /// The file that came of a script.
    /// @param from its path in the folder that is converted
    public File file(String from) {
        return files.stream()
                .filter(file -> file.from().equals(from))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(from));
    }

    public long downs() {
        return files.stream().filter(file -> file.down() != null).count();
    }

    /// Why nothing may be written there.
    public enum Hindrance {
        /// It is the folder that is converted, or lies in it.
        SOURCE,
        /// Something lies there.
        NOT_EMPTY,
        /// It is a file.
        NOT_A_FOLDER
    }

    /// Null where the files may be written there.
    /// @param source the folder that is converted, which is never written to
    public static @Nullable Hindrance hindrance(Path source, Path target) throws IOException {
        Path from = source.toRealPath();
        Path to = target.toAbsolutePath().normalize();
        Path there = to;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there != null && there.toRealPath().startsWith(from)) {
            return Hindrance.SOURCE;
        }
        if (!Files.exists(to)) {
            return null;
        }
        if (!Files.isDirectory(to)) {
            return Hindrance.NOT_A_FOLDER;
        }
        try (Stream<Path> inside = Files.list(to)) {
            return inside.findAny().isPresent() ? Hindrance.NOT_EMPTY : null;
        }
    }

    /// Writes all files, or none. Blocks.
    /// @throws IOException where that cannot be done; nothing stays then
    public void write(Path source, Path target, Undo undo) throws IOException {
        Hindrance hindrance = hindrance(source, target);
        if (hindrance != null) {
            throw new IOException(OtherWords.of(hindrance, target));
        }
        boolean made = !Files.exists(target);
        List<Path> written = new ArrayList<>();
        try {
            Files.createDirectories(target);
            for (File file : files) {
                put(target.resolve(file.name()), file.text(), written);
                if (file.settings() != null) {
                    put(target.resolve(file.name() + ".conf"), file.settings(), written);
                }
                if (file.down() != null) {
                    putUndo(target, file, file.down(), undo, written);
                }
            }
        } catch (IOException | RuntimeException e) {
            for (Path path : written.reversed()) {
                Files.deleteIfExists(path);
            }
            if (made) {
                Files.deleteIfExists(target);
            }
            throw e;
        }
    }

    private static void putUndo(Path target, File file, String down, Undo undo, List<Path> written) throws IOException {
        switch (undo) {
            case NONE -> {}
            case TEXT -> {
                Path folder = target.resolve("undo");
                if (!Files.exists(folder)) {
                    Files.createDirectory(folder);
                    written.add(folder);
                }
                put(folder.resolve(file.name().replaceFirst("\\.sql$", ".txt")), down, written);
            }
            case SCRIPTS -> {
                String text = withoutTransaction(down, ScriptFacts.of(down), new ArrayList<>());
                put(target.resolve("U" + file.name().substring(1)), text, written);
            }
        }
    }

    private static void put(Path path, String text, List<Path> written) throws IOException {
        Files.writeString(path, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        written.add(path);
    }
}
