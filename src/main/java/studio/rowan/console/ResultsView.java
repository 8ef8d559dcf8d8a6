package studio.rowan.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;

/// What the statements of a run answered: a tab for each result, one for the messages, one for a plan, the history.
final class ResultsView {
    /// @param history what was run before
    /// @param select shows the statement of a message in the editor
    /// @param result a view of rows
    record Parts(Node history, Consumer<Outcome> select, Function<Outcome.Rows, ResultView> result) {}

    private final ConsoleModel model;
    private final TabPane tabs;
    private final Parts parts;
    private final Jobs jobs;
    private final ListView<Outcome> messages = new ListView<>();
    private final Tab messagesTab = new Tab(Text.of("console.tab.messages"));
    private final Tab planTab = new Tab(Text.of("console.tab.plan"));
    private final Tab historyTab = new Tab(Text.of("console.history"));
    private final Tab emptyTab = new Tab(Text.of("console.tab.results"));

    ResultsView(ConsoleModel model, TabPane tabs, Parts parts, Jobs jobs) {
        this.model = model;
        this.tabs = tabs;
        this.parts = parts;
        this.jobs = jobs;
        messages.setId("messages");
        messages.getStyleClass().addAll("plain", "messages");
        messages.setItems(model.outcomes());
        messages.setCellFactory(_ -> new OutcomeCell());
        messages.getSelectionModel().selectedItemProperty().subscribe(outcome -> {
            if (outcome != null && messages.isFocused()) {
                parts.select().accept(outcome);
            }
        });
        messagesTab.setContent(messages);
        messagesTab.setId("messagesTab");
        planTab.setId("planTab");
        historyTab.setId("historyTab");
        historyTab.setContent(parts.history());
        emptyTab.setContent(
                new EmptyState(Icons.SQL, Text.of("console.results.none"), Text.of("console.results.none.next")));
        tabs.getTabs().setAll(emptyTab);
        tabs.getSelectionModel().selectedItemProperty().subscribe(_ -> inFront());
        model.outcomes().addListener(this::changed);
        model.plan().subscribe(this::show);
    }

    void toggleHistory() {
        if (!tabs.getTabs().remove(historyTab)) {
            tabs.getTabs().add(historyTab);
            tabs.getSelectionModel().select(historyTab);
        }
    }

    /// The tab that is chosen came to the front.
    void inFront() {
        Tab tab = tabs.getSelectionModel().getSelectedItem();
        if (tab != null && tab.getContent() instanceof ResultView view) {
            // The tab pane shows the content a moment after it tells of the choice.
            jobs.ui(view::inFront);
        }
    }

    void close() {
        tabs.getTabs().forEach(ResultsView::close);
    }

    private static void close(Tab tab) {
        if (tab.getContent() instanceof ResultView view) {
            view.close();
        }
    }

    private void changed(ListChangeListener.Change<? extends Outcome> change) {
        List<Outcome> added = new ArrayList<>();
        boolean cleared = false;
        while (change.next()) {
            cleared |= change.wasRemoved();
            added.addAll(change.getAddedSubList());
        }
        if (cleared) {
            close();
            tabs.getTabs().removeIf(tab -> tab != historyTab);
        }
        tabs.getTabs().remove(emptyTab);
        for (Outcome outcome : added) {
            if (outcome.result() instanceof Outcome.Rows rows
                    && !(rows.cut() && rows.rows().isEmpty())) {
                add(outcome, rows);
            }
        }
        if (!model.outcomes().isEmpty() && !tabs.getTabs().contains(messagesTab)) {
            boolean first = results() == 0;
            tabs.getTabs().add(messagesTab);
            if (first) {
                tabs.getSelectionModel().select(messagesTab);
            }
        }
    }

    private int results() {
        return (int) tabs.getTabs().stream()
                .filter(tab -> tab.getContent() instanceof ResultView)
                .count();
    }

    private void add(Outcome outcome, Outcome.Rows rows) {
        int shown = results();
        Tab tab =
                new Tab(Text.of("console.tab.result", shown + 1), parts.result().apply(rows));
        tab.setId("result" + (shown + 1));
        tab.setTooltip(new Tooltip(outcome.text()));
        tabs.getTabs().add(shown, tab);
        if (shown == 0) {
            tabs.getSelectionModel().select(tab);
        }
    }

    private void show(@Nullable Plan plan) {
        if (plan != null) {
            planTab.setContent(new PlanView(plan));
            tabs.getTabs().remove(emptyTab);
            if (!tabs.getTabs().contains(planTab)) {
                tabs.getTabs().add(planTab);
            }
            tabs.getSelectionModel().select(planTab);
        }
    }
}
