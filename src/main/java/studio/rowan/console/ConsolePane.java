package studio.rowan.console;

import java.util.List;
import java.util.Objects;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.IndexRange;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.SqlStatement;
import studio.rowan.db.Statements;
import studio.rowan.kit.Command;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Panel;
import studio.rowan.kit.SqlEditor;
import studio.rowan.kit.SqlVocabulary;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// A SQL console: the editor above, what the statements answered below.
public final class ConsolePane extends BorderPane implements Panel {
    private final Workspace workspace;
    private final Jobs jobs;
    private final Dialogs dialogs;
    private final Nav nav;
    private final int number;
    private final ConsoleModel model;
    private final Workspace.Listener schemaListener;
    private SqlVocabulary vocabulary = SqlVocabulary.EMPTY;

    @FXML
    private Button run;

    @FXML
    private Button runAll;

    @FXML
    private Button runSelection;

    @FXML
    private Button explain;

    @FXML
    private Button cancel;

    @FXML
    private Button history;

    @FXML
    private SqlEditor editor;

    @FXML
    private HBox transactionBar;

    @FXML
    private Button commit;

    @FXML
    private Button rollback;

    @FXML
    private NoticeBar notice;

    @FXML
    private TabPane results;

    @FXML
    private ProgressBar progress;

    @FXML
    private Label summary;

    private final ResultsView answers;

    /// @param number which console this is of its file: part of its id and title
    public ConsolePane(
            Workspace workspace, Jobs jobs, Dialogs dialogs, Nav nav, HistoryModel history, int number, String text) {
        this.workspace = workspace;
        this.jobs = jobs;
        this.dialogs = dialogs;
        this.nav = nav;
        this.number = number;
        Console console = new Console(workspace.db(), Text.of("console.title", String.valueOf(number)));
        this.model = new ConsoleModel(console, jobs, dialogs, history, workspace.name());
        Fxml.load(this);
        setId("console");
        buildToolbar();
        answers = new ResultsView(
                model,
                results,
                new ResultsView.Parts(
                        new HistoryPane(model.history(), dialogs, this::putIn), this::select, this::result),
                jobs);
        bindModel();
        editor.setText(text);
        editor.setVocabulary(() -> vocabulary);
        addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        readVocabulary();
        schemaListener = (_, schemaChanged) -> {
            if (schemaChanged) {
                jobs.ui(this::readVocabulary);
            }
        };
        workspace.addListener(schemaListener);
    }

    private void buildToolbar() {
        button(run, Icons.PLAY, "console.run.tip", this::runStatement);
        button(runAll, Icons.PLAY_ALL, "console.runAll.tip", this::runAll);
        button(runSelection, Icons.PLAY, "console.runSelection.tip", this::runSelection);
        button(explain, Icons.PLAN, "console.explain.tip", this::explain);
        button(cancel, Icons.STOP, "console.cancel.tip", model::cancel);
        button(history, Icons.HISTORY, "console.history.tip", () -> answers.toggleHistory());
        button(commit, Icons.CHECK, "console.transaction.commit", model::commit);
        button(rollback, Icons.REVERT, "console.transaction.rollback", model::rollback);
    }

    private static void button(Button button, Icons icon, String tip, Runnable action) {
        button.setGraphic(icon.node());
        button.setTooltip(new Tooltip(Text.of(tip)));
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
    }

    private void bindModel() {
        run.disableProperty().bind(model.running());
        runAll.disableProperty().bind(model.running());
        explain.disableProperty().bind(model.running());
        runSelection
                .disableProperty()
                .bind(model.running()
                        .map(Boolean::booleanValue)
                        .flatMap(busy ->
                                editor.selectionProperty().map(selection -> busy || selection.getLength() == 0)));
        cancel.disableProperty().bind(model.running().not());
        cancel.visibleProperty().bind(model.running());
        cancel.managedProperty().bind(model.running());
        progress.visibleProperty().bind(model.running());
        progress.managedProperty().bind(model.running());
        summary.textProperty().bind(model.summary());
        transactionBar.visibleProperty().bind(model.transaction());
        transactionBar.managedProperty().bind(model.transaction());
        commit.disableProperty().bind(model.running());
        rollback.disableProperty().bind(model.running());
        model.trouble().subscribe(this::showTrouble);
        model.summary().subscribe(text -> nav.status(this, text));
    }

    private void readVocabulary() {
        jobs.run(
                workspace.db().background(Text.of("console.words"), a -> Vocabulary.read(a, workspace.schema())),
                words -> vocabulary = words,
                // Without names the editor still offers SQL's own words; what is wrong with the file, others say.
                _ -> vocabulary = SqlVocabulary.EMPTY);
    }

    // ---- what the user does ----

    private void runStatement() {
        SqlStatement statement = editor.currentStatement();
        start(statement == null ? List.of() : List.of(statement));
    }

    private void runAll() {
        start(editor.statements());
    }

    private void runSelection() {
        IndexRange selection = editor.selection();
        if (selection.getLength() > 0) {
            int from = selection.getStart();
            start(Statements.of(editor.selectedText()).stream()
                    .map(s ->
                            new SqlStatement(s.start() + from, s.code() + from, s.end() + from, s.kind(), s.complete()))
                    .toList());
        }
    }

    private void start(List<SqlStatement> statements) {
        clearTrouble();
        model.run(editor.getText(), statements);
    }

    private void explain() {
        SqlStatement statement = editor.currentStatement();
        if (statement != null) {
            clearTrouble();
            model.explain(editor.getText(), statement);
        }
    }

    /// Puts a statement on lines of its own at the end of the text.
    private void putIn(String sql) {
        String text = editor.getText().stripTrailing();
        String before = text.isEmpty() ? "" : text.endsWith(";") ? "\n\n" : ";\n\n";
        editor.replace(text.length(), editor.getText().length(), before + sql);
        editor.moveTo(text.length() + before.length());
        editor.requestFocus();
    }

    private void keyPressed(KeyEvent event) {
        boolean handled = true;
        if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
            runStatement();
        } else if (event.getCode() == KeyCode.F5 && event.isShiftDown()) {
            runSelection();
        } else if (event.getCode() == KeyCode.F5) {
            runAll();
        } else if (event.getCode() == KeyCode.E && event.isShortcutDown()) {
            explain();
        } else if (event.getCode() == KeyCode.H && event.isShortcutDown()) {
            answers.toggleHistory();
        } else if (event.getCode() == KeyCode.F6) {
            changeSide();
        } else if (isCancel(event) && model.running().get()) {
            model.cancel();
        } else {
            handled = false;
        }
        if (handled) {
            event.consume();
        }
    }

    /// Tab indents in the editor, so the keyboard needs another way out of it.
    private void changeSide() {
        Node owner = getScene().getFocusOwner();
        while (owner != null && owner != editor) {
            owner = owner.getParent();
        }
        if (owner == editor) {
            results.requestFocus();
        } else {
            editor.requestFocus();
        }
    }

    private boolean isCancel(KeyEvent event) {
        return event.getCode() == KeyCode.ESCAPE && !editor.isCompleting()
                || event.getCode() == KeyCode.PERIOD && event.isShortcutDown();
    }

    // ---- what is shown ----

    private void clearTrouble() {
        notice.clear();
        editor.clearError();
    }

    private ResultView result(Outcome.Rows rows) {
        return new ResultView(rows, workspace.db(), jobs, nav, this::figures);
    }

    private void select(Outcome outcome) {
        if (isStillThere(outcome)) {
            editor.select(outcome.statement().code(), outcome.statement().end());
        }
    }

    /// Figures of selected cells stand behind what the run did.
    private void figures(String words) {
        String run = model.summary().get();
        nav.status(this, words.isEmpty() || run.isEmpty() ? run + words : Text.of("console.time", run, words));
    }

    private void showTrouble(@Nullable Outcome outcome) {
        if (outcome == null) {
            return;
        }
        switch (outcome.result()) {
            case Outcome.Failed(DbError error, boolean rolledBack) -> {
                Notice told = Notice.of(error);
                notice.show(rolledBack ? told.next(Text.of("console.transaction.rolledBack")) : told);
                if (error instanceof DbError.Syntax syntax && syntax.offset() >= 0 && isStillThere(outcome)) {
                    placeError(outcome.statement(), syntax.offset());
                }
            }
            case Outcome.Refused(String sentence, String nextStep) ->
                notice.show(Notice.warning(sentence).next(nextStep));
            case Outcome.Lengthy _ ->
                notice.show(Notice.warning(Text.of("console.lengthy.not")).next(Text.of("console.lengthy.not.next")));
            case Outcome.Rows _, Outcome.Done _ -> {}
        }
    }

    /// The caret stays where it is while the user looks at that statement, else it goes to the error.
    private void placeError(SqlStatement statement, int offset) {
        int place = statement.code() + offset;
        editor.markError(place, place);
        IndexRange marked = editor.error();
        if (!Objects.equals(editor.currentStatement(), statement)) {
            editor.moveTo(marked.getStart());
        }
        editor.requestFocus();
    }

    /// The text may have been edited while the statement ran.
    private boolean isStillThere(Outcome outcome) {
        String text = editor.getText();
        return outcome.statement().end() <= text.length()
                && outcome.statement().text(text).equals(outcome.text());
    }

    // ---- panel ----

    /// The unsaved text, for the next start.
    public String text() {
        return editor.getText();
    }

    @Override
    public String id() {
        return "sql:" + number;
    }

    @Override
    public String title() {
        return Text.of("console.title", String.valueOf(number));
    }

    @Override
    public Icons icon() {
        return Icons.SQL;
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public Node first() {
        return editor;
    }

    @Override
    public void onShown() {
        editor.requestFocus();
        answers.inFront();
        nav.status(this, model.summary().get());
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.of("runStatement", Icons.PLAY, Text.of("console.run"), "Shortcut+Enter", this::runStatement),
                Command.of("runAll", Icons.PLAY_ALL, Text.of("console.runAll"), "F5", this::runAll),
                Command.of("runSelection", Icons.PLAY, Text.of("console.runSelection"), "Shift+F5", this::runSelection),
                Command.of("explain", Icons.PLAN, Text.of("console.explain"), "Shortcut+E", this::explain),
                Command.of("history", Icons.HISTORY, Text.of("console.history"), "Shortcut+H", answers::toggleHistory),
                Command.of("cancelQuery", Icons.STOP, Text.of("console.cancel"), "Shortcut+Period", model::cancel)
                        .when(model.running()::get));
    }

    @Override
    public String state() {
        return text();
    }

    @Override
    public void restore(String state) {
        editor.setText(state);
    }

    /// A transaction that was not committed is lost with the tab: the user decides.
    @Override
    public boolean mayClose() {
        return !model.transaction().get()
                || dialogs.confirm(Dialogs.Question.of(
                                Text.of("console.close.title"),
                                Text.of("console.close.message", title()),
                                Text.of("console.close.yes"))
                        .dangerous());
    }

    @Override
    public void close() {
        workspace.removeListener(schemaListener);
        answers.close();
        model.close();
    }
}
