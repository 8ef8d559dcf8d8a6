package studio.rowan.migrations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Format;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;
import studio.rowan.migrate.MigrationWords;
import studio.rowan.migrate.Rehearsal;

/// How a rehearsal went: a card for each migration, and the way to apply just that.
final class RehearsalView extends BorderPane {
    /// What a user can do after a rehearsal.
    interface Actions {
        /// Opens the copy as a database of its own.
        void openCopy();

        void apply();
    }

    private final RehearsalModel model;
    private final Actions actions;
    private final VBox page = new VBox();
    private final ScrollPane scroll = new ScrollPane(page);
    private final Map<Rehearsal.Trial, TrialView> cards = new HashMap<>();

    RehearsalView(RehearsalModel model, Actions actions) {
        this.model = model;
        this.actions = actions;
        setId("rehearsalReport");
        getStyleClass().add("rehearsal-report");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("page-scroll");
        page.getStyleClass().add("page");
        setCenter(scroll);
        // Its head is no reason to take room from the table above.
        setMinHeight(0);
        model.report().subscribe(this::show);
    }

    private void show(Rehearsal.@Nullable Report report) {
        page.getChildren().clear();
        cards.clear();
        setTop(null);
        if (report == null) {
            page.getChildren()
                    .add(new EmptyState(
                            Icons.MIGRATIONS,
                            Text.of("migrations.rehearsal.none"),
                            Text.of("migrations.rehearsal.none.text")));
            return;
        }
        setTop(head(report));
        page.getChildren().add(stale());
        if (!report.history().isReady()) {
            page.getChildren().add(warning(MigrationWords.of(report.history()).both()));
        }
        if (!report.damage().isEmpty()) {
            page.getChildren().add(warning(Text.of("migrations.rehearsal.damage", String.join("; ", report.damage()))));
        }
        for (Rehearsal.Trial trial : report.trials()) {
            TrialView card = new TrialView(trial, on -> model.approve(trial, on));
            cards.put(trial, card);
            page.getChildren().add(card);
        }
        scroll.setVvalue(0);
    }

    private void showTrial(Rehearsal.Trial trial) {
        TrialView card = cards.get(trial);
        if (card == null) {
            return;
        }
        double hidden = page.getHeight() - scroll.getViewportBounds().getHeight();
        double top = card.getBoundsInParent().getMinY() - page.getInsets().getTop();
        scroll.setVvalue(hidden <= 0 ? 0 : Math.min(1, top / hidden));
        card.takeFocus();
    }

    private Label stale() {
        Label label = TrialView.words(Text.of("migrations.rehearsal.stale"), "plain");
        label.setId("rehearsalStale");
        label.getStyleClass().addAll("card", "run-card", "warning");
        label.setMaxWidth(Double.MAX_VALUE);
        label.visibleProperty().bind(model.stale());
        label.managedProperty().bind(model.stale());
        return label;
    }

    private static Label warning(String words) {
        Label label = new Label(words);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        label.getStyleClass().addAll("card", "run-card", "danger");
        label.setMaxWidth(Double.MAX_VALUE);
        return label;
    }

    /// Stays in sight however far down the report is read.
    private VBox head(Rehearsal.Report report) {
        Label title = new Label(Text.of("migrations.rehearsal"));
        title.getStyleClass().add("heading");
        title.setId("rehearsalTitle");
        Label detail = TrialView.words(detail(report), "muted");
        detail.setId("rehearsalDetail");
        VBox words = new VBox(title, detail);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button open =
                Controls.button("openCopy", Icons.DATABASE, Text.of("migrations.rehearsal.open"), actions::openCopy);
        Button apply = Controls.button(
                "applyRehearsed",
                Icons.SHIELD,
                Text.of(model.isInMemory() ? "migrations.rehearsal.apply.memory" : "migrations.rehearsal.apply"),
                actions::apply);
        apply.getStyleClass().add("primary");
        apply.disableProperty().bind(model.applicable().and(model.usable()).not());
        HBox buttons = new HBox(open, apply);
        buttons.setMinWidth(USE_PREF_SIZE);
        buttons.getStyleClass().add("run-head");
        HBox line = new HBox(words, buttons);
        line.getStyleClass().add("run-head");
        VBox head = new VBox(line, new VerdictView(model, report, this::showTrial));
        head.getStyleClass().add("rehearsal-head");
        return head;
    }

    private static String detail(Rehearsal.Report report) {
        List<String> parts = new ArrayList<>();
        parts.add(Text.count("migrations.rehearsal.count", report.trials().size()));
        parts.add(Text.of(
                "migrations.rehearsal.copied",
                Format.bytes(
                        report.copy().copied().pages() * report.copy().copied().pageSize()),
                Format.duration(report.copying())));
        parts.add(Text.of("migrations.rehearsal.checked", Format.duration(report.checking())));
        if (report.ok() && !report.trials().isEmpty()) {
            parts.add(Text.of("migrations.rehearsal.lock", Format.duration(Duration.ofMillis(report.lockMs()))));
        }
        return parts.stream().filter(Objects::nonNull).collect(Collectors.joining(" · "));
    }
}
