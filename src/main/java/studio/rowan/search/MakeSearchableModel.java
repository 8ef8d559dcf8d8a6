package studio.rowan.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Value;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.migrate.History;
import studio.rowan.schema.Column;
import studio.rowan.schema.FullTextDdl;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Workspace;

/// What is chosen for a new full-text index, and what it would do: the words of real rows, and what it costs.
final class MakeSearchableModel {
    private static final Duration SOON = Duration.millis(150);
    private static final Duration LATER = Duration.millis(500);
    private static final int ROWS = 3;

    /// A column of the table, and whether it is searched.
    record Choice(Column column, BooleanProperty chosen) {}

    /// Rows with the words that the index would find them by.
    record Preview(FtsDraft draft, List<TokenPreview.Sample> rows, List<List<List<String>>> words) {}

    private final Workspace workspace;
    private final Jobs jobs;
    private final ObjectProperty<@Nullable String> table = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<@Nullable FtsSubject> subject = new ReadOnlyObjectWrapper<>();
    private final ObservableList<Choice> columns = FXCollections.observableArrayList();
    private final ObjectProperty<FtsTokenizer.Kind> kind = new SimpleObjectProperty<>(FtsTokenizer.Kind.UNICODE61);
    private final ObjectProperty<FtsTokenizer.Diacritics> diacritics =
            new SimpleObjectProperty<>(FtsTokenizer.Diacritics.REMOVE);
    private final StringProperty tokenChars = new SimpleStringProperty("");
    private final StringProperty separators = new SimpleStringProperty("");
    private final StringProperty categories = new SimpleStringProperty("");
    private final BooleanProperty caseSensitive = new SimpleBooleanProperty();
    private final StringProperty prefixes = new SimpleStringProperty("");
    private final ObjectProperty<FullTextDdl.Detail> detail = new SimpleObjectProperty<>(FullTextDdl.Detail.FULL);
    private final StringProperty index = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<@Nullable FtsDraft> draft = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable Preview> preview = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable FtsEstimate> estimate = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable DbError> refused = new ReadOnlyObjectWrapper<>();
    private final Jobs.Debounced look;
    private final Jobs.Debounced weigh;
    private final Workspace.Listener listener;
    private @Nullable Job<?> looking;
    private @Nullable Job<?> weighing;
    private Value after = Value.NULL;
    private int tables;
    private boolean filling;
    private String made = "";
    private boolean closed;

    MakeSearchableModel(Workspace workspace, Jobs jobs) {
        this.workspace = workspace;
        this.jobs = jobs;
        this.look = jobs.debounce(SOON, this::look);
        this.weigh = jobs.debounce(LATER, this::weigh);
        this.listener = (_, schemaChanged) -> {
            if (schemaChanged) {
                jobs.ui(this::again);
            }
        };
        workspace.addListener(listener);
        table.subscribe(this::read);
        List.of(kind, diacritics, tokenChars, separators, categories, caseSensitive, prefixes, detail, index)
                .forEach(property -> property.subscribe(() -> build()));
    }

    ObjectProperty<@Nullable String> table() {
        return table;
    }

    /// What the table is; null until it was read.
    ReadOnlyObjectProperty<@Nullable FtsSubject> subject() {
        return subject.getReadOnlyProperty();
    }

    ObservableList<Choice> columns() {
        return columns;
    }

    ObjectProperty<FtsTokenizer.Kind> kind() {
        return kind;
    }

    ObjectProperty<FtsTokenizer.Diacritics> diacritics() {
        return diacritics;
    }

    StringProperty tokenChars() {
        return tokenChars;
    }

    StringProperty separators() {
        return separators;
    }

    StringProperty categories() {
        return categories;
    }

    BooleanProperty caseSensitive() {
        return caseSensitive;
    }

    /// Lengths, with spaces between.
    StringProperty prefixes() {
        return prefixes;
    }

    ObjectProperty<FullTextDdl.Detail> detail() {
        return detail;
    }

    StringProperty index() {
        return index;
    }

    /// The index that the choices come to; null while they come to none.
    ReadOnlyObjectProperty<@Nullable FtsDraft> draft() {
        return draft.getReadOnlyProperty();
    }

    /// What is to be chosen otherwise; empty for nothing.
    ReadOnlyStringProperty trouble() {
        return trouble.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Preview> preview() {
        return preview.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable FtsEstimate> estimate() {
        return estimate.getReadOnlyProperty();
    }

    /// Why SQLite does not take the choices, or cannot read the table; null where it does.
    ReadOnlyObjectProperty<@Nullable DbError> refused() {
        return refused.getReadOnlyProperty();
    }

    Workspace workspace() {
        return workspace;
    }

    /// Tables and views of the file, those that hold rows of a user.
    List<String> tables() {
        return workspace.schema().objects().stream()
                .filter(object -> object.kind() == SchemaObject.Kind.TABLE || object.kind() == SchemaObject.Kind.VIEW)
                .map(SchemaObject::name)
                .filter(name -> name.indexOf('\0') < 0 && !name.equals(History.TABLE))
                .toList();
    }

    // ---- the table ----

    private void read(@Nullable String name) {
        int mine = ++tables;
        subject.set(null);
        columns.clear();
        draft.set(null);
        SchemaObject object =
                name == null ? null : workspace.schema().relation(name).orElse(null);
        if (object == null) {
            return;
        }
        jobs.run(
                workspace.table(object),
                found -> {
                    if (mine == tables && !closed) {
                        show(FtsSubject.of(found));
                    }
                },
                error -> {
                    if (mine == tables && !closed) {
                        refused.set(error);
                    }
                });
    }

    private void show(FtsSubject now) {
        filling = true;
        List<Column> texts = now.texts();
        List<Choice> choices = new ArrayList<>();
        for (Column column : now.refusal() == null ? now.columns() : List.<Column>of()) {
            Choice choice = new Choice(column, new SimpleBooleanProperty(texts.contains(column)));
            choice.chosen().subscribe(() -> build());
            choices.add(choice);
        }
        columns.setAll(choices);
        index.set(now.refusal() == null ? now.freeName(workspace.schema()) : "");
        filling = false;
        after = Value.NULL;
        subject.set(now);
        build();
    }

    // ---- the index ----

    private void build() {
        FtsSubject of = subject.get();
        if (filling || closed || of == null) {
            return;
        }
        String wrong = wrong(of);
        trouble.set(wrong);
        FtsDraft now =
                wrong.isEmpty() ? of.draft(index.get().strip(), chosen(), tokenizer(), lengths(), detail.get()) : null;
        if (Objects.equals(now, draft.get())) {
            return;
        }
        draft.set(now);
        refused.set(null);
        if (now == null) {
            preview.set(null);
            estimate.set(null);
        } else {
            look.trigger();
            weigh.trigger();
        }
    }

    private String wrong(FtsSubject of) {
        if (of.refusal() != null) {
            return Text.of("search.make.refusal." + of.refusal().name());
        }
        if (chosen().isEmpty()) {
            return Text.of("search.make.noColumn");
        }
        if (!FtsSubject.isName(index.get().strip())) {
            return Text.of("search.make.noName");
        }
        String clash = of.clash(workspace.schema(), index.get().strip());
        if (clash != null) {
            return Text.of("search.make.clash", clash);
        }
        return prefixes.get().isBlank() || prefixes.get().strip().matches("[1-9][0-9]{0,2}([ ,]+[1-9][0-9]{0,2}){0,15}")
                ? ""
                : Text.of("search.make.badPrefixes");
    }

    private List<Column> chosen() {
        return columns.stream()
                .filter(choice -> choice.chosen().get())
                .map(Choice::column)
                .toList();
    }

    private FtsTokenizer tokenizer() {
        boolean parts = kind.get() == FtsTokenizer.Kind.TRIGRAM;
        return new FtsTokenizer(
                kind.get(),
                diacritics.get(),
                parts ? "" : tokenChars.get(),
                parts ? "" : separators.get(),
                parts ? "" : categories.get().strip(),
                parts && caseSensitive.get());
    }

    private List<Integer> lengths() {
        return prefixes.get().isBlank()
                ? List.of()
                : List.of(prefixes.get().strip().split("[ ,]+")).stream()
                        .map(Integer::valueOf)
                        .distinct()
                        .sorted()
                        .toList();
    }

    // ---- what it would do ----

    /// Shows the words of the rows behind those that are shown, from the start again at the end.
    void nextRows() {
        Preview shown = preview.get();
        if (shown != null && !shown.rows().isEmpty()) {
            after = shown.rows().getLast().key();
            look.now();
        }
    }

    private void look() {
        FtsDraft of = draft.get();
        if (of == null || closed) {
            return;
        }
        cancel(looking);
        Value from = after;
        looking = jobs.run(
                workspace.db().search(Text.of("search.make.job.look"), access -> {
                    List<TokenPreview.Sample> rows = TokenPreview.rows(access, of, from, ROWS);
                    if (rows.isEmpty() && !from.isNull()) {
                        rows = TokenPreview.rows(access, of, Value.NULL, ROWS);
                    }
                    return new Preview(of, rows, TokenPreview.tokens(access.job(), of, rows));
                }),
                now -> {
                    if (of.equals(draft.get())) {
                        preview.set(now);
                    }
                },
                error -> refuse(of, error));
    }

    private void weigh() {
        FtsDraft of = draft.get();
        if (of == null || closed) {
            return;
        }
        cancel(weighing);
        Db db = workspace.db();
        String title = Text.of("search.make.job.weigh");
        weighing = jobs.run(
                db.<FtsEstimate>aside(title, job -> {
                    FtsEstimate.Sample sample = job.follow(db.background(
                            title, access -> FtsEstimate.sample(access, of, !db.isWal() && !db.isStatic())));
                    return FtsEstimate.of(job, of, sample);
                }),
                now -> {
                    if (of.equals(draft.get())) {
                        estimate.set(now);
                    }
                },
                error -> refuse(of, error));
    }

    private void refuse(FtsDraft of, DbError error) {
        if (!(error instanceof DbError.Cancelled) && of.equals(draft.get())) {
            preview.set(null);
            estimate.set(null);
            refused.set(error);
        }
    }

    private static void cancel(@Nullable Job<?> job) {
        if (job != null) {
            job.cancel();
        }
    }

    /// The index of that name is made: what is chosen next is another one.
    void renew(String name) {
        made = name;
        again();
    }

    private void again() {
        FtsSubject of = subject.get();
        if (of != null && index.get().equals(made) && of.clash(workspace.schema(), made) != null) {
            index.set(of.freeName(workspace.schema()));
        }
        build();
    }

    void close() {
        closed = true;
        workspace.removeListener(listener);
        look.cancel();
        weigh.cancel();
        cancel(looking);
        cancel(weighing);
    }
}
