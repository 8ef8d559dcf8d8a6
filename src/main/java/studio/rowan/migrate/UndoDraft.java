package studio.rowan.migrate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.diff.Outline;
import studio.rowan.diff.SchemaScript;
import studio.rowan.diff.ScriptNote;
import studio.rowan.kit.Text;
import studio.rowan.vault.Backup;
import studio.rowan.vault.Backups;

/// The script that takes the structure of one migration back, drafted from what the scripts come to before and after
/// it, and what no script brings back.
/// @param script from after it to before it; empty where it changed no structure
/// @param words what cannot come back, and what stands in the way
/// @param backup the newest verified backup from before it; null where there is none
/// @param failed where the scripts could not be replayed, so that there is no draft
public record UndoDraft(
        Migration migration,
        SchemaScript script,
        List<String> words,
        @Nullable Backup backup,
        Replay.@Nullable Failed failed) {
    private static final SchemaScript NOTHING = new SchemaScript(List.of(), false, List.of(), List.of());

    public UndoDraft {
        words = List.copyOf(words);
    }

    /// Drafts on a thread of its own.
    public static Job<UndoDraft> start(Db db, String title, Scripts scripts, Migration migration, Backups backups) {
        return db.aside(title, job -> draft(job, db, scripts, migration, backups.list(db.file())));
    }

    /// Blocks; only reads.
    /// @param backups of the database, newest first
    /// @throws DbError where the database cannot be read
    public static UndoDraft draft(Job<?> job, Db db, Scripts scripts, Migration migration, List<Backup> backups) {
        AppliedScripts applied = AppliedScripts.of(History.read(job, db, scripts));
        Backup backup = before(migration, backups);
        List<Script> earlier = applied.before(migration);
        Script script = scripts.find(migration.script()).orElse(null);
        if (earlier == null || script == null || migration.version() == null) {
            String words = Text.of(migration.version() == null ? "undo.repeatable" : "undo.notApplied");
            return new UndoDraft(migration, NOTHING, List.of(words), backup, null);
        }
        List<Script> upTo = new ArrayList<>(earlier);
        upTo.add(script);
        if (!(Replay.of(job, earlier) instanceof Replay.Done(Outline before))) {
            return failed(migration, Replay.of(job, earlier), backup);
        }
        if (!(Replay.of(job, upTo) instanceof Replay.Done(Outline after))) {
            return failed(migration, Replay.of(job, upTo), backup);
        }
        SchemaScript inverse = SchemaScript.between(job, after, before);
        List<String> words = new ArrayList<>();
        if (!applied.isLast(migration)) {
            words.add(Text.of("undo.notLast"));
        }
        ScriptFacts facts = ScriptFacts.of(script.text());
        if (facts.writes()) {
            words.add(Text.of(inverse.isEmpty() ? "undo.onlyRows" : "undo.rowsToo"));
        }
        SchemaScript.between(job, before, after).notes().stream()
                .filter(ScriptNote::costs)
                .map(UndoDraft::gone)
                .flatMap(Optional::stream)
                .forEach(words::add);
        words.addAll(job.follow(db.read("rows", access -> costs(access, inverse))));
        return new UndoDraft(migration, inverse, words, backup, null);
    }

    private static UndoDraft failed(Migration migration, Replay replay, @Nullable Backup backup) {
        return new UndoDraft(
                migration, NOTHING, List.of(), backup, replay instanceof Replay.Failed failed ? failed : null);
    }

    /// The newest verified one from before it ran; null where none is, or it is not known when it ran.
    static @Nullable Backup before(Migration migration, List<Backup> backups) {
        Instant ran = migration.installedOn();
        return backups.stream()
                .filter(Backup::verified)
                .filter(backup -> ran != null && backup.time().isBefore(ran))
                .findFirst()
                .orElse(null);
    }

    /// What the migration itself took away: it comes back empty.
    private static Optional<String> gone(ScriptNote note) {
        return switch (note.kind()) {
            case DROPS_TABLE ->
                Optional.of(Text.of("undo.tableEmpty", note.subjects().toArray()));
            case DROPS_COLUMN ->
                Optional.of(Text.of("undo.columnEmpty", note.subjects().toArray()));
            case BECOMES_GENERATED ->
                Optional.of(Text.of("undo.columnComputed", note.subjects().toArray()));
            case LOSES_CONTENT,
                    LOSES_ROWS,
                    NEEDS_VALUE,
                    REFUSED,
                    CONVERTS,
                    TAKEN_AS_RENAMED_TABLE,
                    TAKEN_AS_RENAMED_COLUMN -> Optional.empty();
        };
    }

    /// What the draft would take away, with the rows that are there now.
    private static List<String> costs(Access access, SchemaScript script) {
        List<String> words = new ArrayList<>();
        for (ScriptNote note : script.notes()) {
            if (note.kind() == ScriptNote.Kind.DROPS_TABLE) {
                String table = note.subjects().getFirst();
                try {
                    long rows = access.scalar(Sql.of("SELECT count(*) FROM " + Ident.quote(table)))
                            .asLong();
                    words.add(Text.count("undo.dropsRows", rows, table));
                } catch (DbError.Syntax e) {
                    words.add(note.words());
                }
            } else {
                words.add(note.words());
            }
        }
        return words;
    }

    /// What the draft is, to stand above it.
    public String sentence() {
        Replay.Failed stop = failed;
        return stop != null
                ? Text.of("drift.failed", stop.script().path(), stop.line(), stop.words())
                : Text.of(
                        !script.isEmpty() ? "undo.draft" : script.remains().isEmpty() ? "undo.none" : "undo.refused",
                        migration.name());
    }
}
