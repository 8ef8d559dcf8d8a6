package studio.rowan.migrations;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.Job;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Finding;
import studio.rowan.migrate.Ground;
import studio.rowan.migrate.Guard;
import studio.rowan.migrate.History;
import studio.rowan.migrate.NextScript;
import studio.rowan.migrate.Place;
import studio.rowan.migrate.Script;
import studio.rowan.migrate.ScriptFile;
import studio.rowan.vault.Backup;

/// A script that is being written, to become the next migration of the folder. The guard reads it while it is typed.
final class DraftModel {
    private static final Duration QUIET = Duration.millis(500);

    /// What is drafted.
    /// @param title above it
    /// @param words what is to be known of it
    /// @param text to begin with
    /// @param description to begin with
    /// @param there whether the file has already what it does
    /// @param backup to return to in its place; null without one
    record Draft(
            String title,
            List<String> words,
            String text,
            String description,
            boolean there,
            @Nullable Backup backup) {
        Draft {
            words = List.copyOf(words);
        }

        Draft(String title, List<String> words, String text, String description) {
            this(title, words, text, description, false, null);
        }

        /// Whether no script does it, so that there is only something to be said.
        boolean isOnlyWords() {
            return text.isEmpty() && !words.isEmpty();
        }
    }

    /// What became of a draft by typing.
    record Written(Draft draft, String text, String description) {
        boolean isUnsaved() {
            return !text.equals(draft.text()) || !description.equals(draft.description());
        }
    }

    private final MigrationsModel looking;
    private final Clock clock;
    private final Jobs.Debounced reading;
    private final ReadOnlyObjectWrapper<@Nullable Draft> draft = new ReadOnlyObjectWrapper<>();
    private final StringProperty text = new SimpleStringProperty("");
    private final StringProperty description = new SimpleStringProperty("");
    private final ObservableValue<String> name;
    private final ReadOnlyObjectWrapper<List<Finding>> findings = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper writing = new ReadOnlyBooleanWrapper();
    private final BooleanBinding savable;
    private final ReadOnlyObjectWrapper<List<String>> unsaved = new ReadOnlyObjectWrapper<>(List.of());
    /// What was typed into drafts that are not the one at hand, by their titles.
    private final Map<String, Written> kept = new LinkedHashMap<>();

    private @Nullable Job<?> read;

    DraftModel(MigrationsModel looking, Clock clock) {
        this.looking = looking;
        this.clock = clock;
        this.reading = looking.jobs().debounce(QUIET, this::read);
        this.name = Bindings.createStringBinding(this::nextName, description, looking.history());
        this.savable = Bindings.createBooleanBinding(
                () -> !writing.get() && !text.get().isBlank() && hindrance().isEmpty(),
                writing,
                text,
                looking.history(),
                looking.place());
        text.subscribe(_ -> {
            reading.trigger();
            note();
        });
        description.subscribe(_ -> note());
    }

    /// Null before the first.
    ReadOnlyObjectProperty<@Nullable Draft> draft() {
        return draft.getReadOnlyProperty();
    }

    StringProperty text() {
        return text;
    }

    StringProperty description() {
        return description;
    }

    /// What the file would be called; empty where none can be written.
    ObservableValue<String> name() {
        return name;
    }

    /// What the guard sees in it.
    ReadOnlyObjectProperty<List<Finding>> findings() {
        return findings.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty writing() {
        return writing.getReadOnlyProperty();
    }

    BooleanBinding savable() {
        return savable;
    }

    /// Titles of the drafts whose typed text is in no file yet.
    ReadOnlyObjectProperty<List<String>> unsaved() {
        return unsaved.getReadOnlyProperty();
    }

    /// Whether the one at hand is one of them.
    boolean isUnsaved() {
        Draft now = draft.get();
        return now != null && new Written(now, text.get(), description.get()).isUnsaved();
    }

    private void note() {
        unsaved.set(written().stream().map(each -> each.draft().title()).toList());
    }

    /// The drafts whose typed text is in no file yet.
    List<Written> written() {
        List<Written> all = new ArrayList<>(kept.values());
        Draft now = draft.get();
        if (now != null && isUnsaved()) {
            all.add(new Written(now, text.get(), description.get()));
        }
        return all;
    }

    /// Takes back what an earlier window kept.
    void restore(List<Written> earlier) {
        earlier.forEach(each -> kept.put(each.draft().title(), each));
        note();
    }

    /// Begins an empty script, or goes on with the one that was not saved.
    void begin() {
        open(new Draft(Text.of("draft.new"), List.of(), "", ""));
    }

    /// Goes on with one that was not saved.
    void goOn(String title) {
        Written found = kept.get(title);
        if (found != null) {
            open(found.draft());
        }
    }

    /// Begins with what was drafted for the user, or goes on with what he made of it before. What was typed into the
    /// one at hand is kept.
    void open(Draft now) {
        Draft last = draft.get();
        if (last != null && isUnsaved()) {
            kept.put(last.title(), new Written(last, text.get(), description.get()));
        }
        Written before = kept.remove(now.title());
        show(before == null ? new Written(now, now.text(), now.description()) : before);
        reading.trigger();
    }

    private void show(Written now) {
        draft.set(now.draft());
        description.set(now.description());
        text.set(now.text());
        findings.set(List.of());
        note();
    }

    /// Gives up what was typed into the one at hand.
    void discard() {
        draft.set(null);
        note();
    }

    /// Why nothing can be saved here; empty where it can.
    String hindrance() {
        History history = looking.history().get();
        if (!(looking.place().get() instanceof Place.Folder)) {
            return Text.of("draft.noFolder");
        }
        return history != null && !history.scripts().tool().equals("Flyway")
                ? Text.of(
                        history.scripts().isDrizzle() ? "draft.drizzle" : "draft.otherTool",
                        history.scripts().tool())
                : "";
    }

    private String nextName() {
        History history = looking.history().get();
        return history == null || !hindrance().isEmpty()
                ? ""
                : NextScript.name(history, description.get(), clock.now());
    }

    private void read() {
        Job<?> before = read;
        if (before != null) {
            before.cancel();
        }
        History history = looking.history().get();
        if (history == null || looking.isClosed() || text.get().isBlank()) {
            findings.set(List.of());
            return;
        }
        String seen = text.get();
        Db db = looking.workspace().db();
        List<Script> scripts = new ArrayList<>(history.pending().stream()
                .flatMap(migration -> history.scripts().find(migration.script()).stream())
                .toList());
        scripts.add(new Script("draft.sql", seen));
        read = looking.jobs()
                .run(
                        db.<List<Guard.Reading>>aside(
                                Text.of("draft.job"),
                                job -> Guard.read(job, job.follow(db.read("ground", Ground::of)), scripts)),
                        readings -> {
                            if (seen.equals(text.get())) {
                                findings.set(readings.getLast().findings());
                            }
                        },
                        _ -> {
                            // Whoever runs it hears of what is wrong with the file.
                        });
    }

    /// Writes one new file.
    /// @param done told where it was written
    void save(Runnable done) {
        String file = name.getValue();
        History history = looking.history().get();
        if (!savable.get() || history == null || !(looking.place().get() instanceof Place.Folder(Path folder))) {
            return;
        }
        Draft saved = draft.get();
        String content = text.get();
        writing.set(true);
        looking.jobs()
                .background(
                        () -> ScriptFile.write(ScriptFile.folderOf(folder, history.scripts()), file, content),
                        path -> {
                            writing.set(false);
                            settle(saved);
                            looking.runs().notice().set(Notice.success(Text.of("draft.saved", path.getFileName())));
                            looking.refresh();
                            done.run();
                        },
                        e -> {
                            writing.set(false);
                            looking.runs()
                                    .notice()
                                    .set(Notice.warning(Text.of(
                                            e instanceof FileAlreadyExistsException ? "draft.exists" : "draft.notSaved",
                                            file,
                                            String.valueOf(e.getMessage()))));
                            looking.refresh();
                        });
    }

    /// What is in a file is no draft any more, whichever is at hand meanwhile.
    private void settle(@Nullable Draft saved) {
        if (draft.get() == saved) {
            draft.set(null);
        } else if (saved != null) {
            kept.remove(saved.title());
        }
        note();
    }

    void close() {
        reading.cancel();
        Job<?> last = read;
        if (last != null) {
            last.cancel();
        }
    }
}
