package studio.rowan.health;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.kit.Command;
import studio.rowan.kit.Format;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Panel;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// The health page: sizes, rows, newest rows, what was found, and the check of every page.
public final class HealthPane extends BorderPane implements Panel {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);
    private static final int MOST_FINDINGS = 100;

    private final HealthModel model;
    private final HealthCardsPane cards;
    private final Nav nav;
    private final Jobs jobs;
    private final Clock clock;
    private final ObservableValue<ZoneId> zone;
    private final Jobs.Debounced again;
    private final Workspace.Listener listener;
    private Jobs.@Nullable Repeated aging;
    private boolean shown;

    @FXML
    private Region statusDot;

    @FXML
    private Label statusText;

    @FXML
    private Label summary;

    @FXML
    private Button startCheck;

    @FXML
    private Button refresh;

    @FXML
    private HBox checkBar;

    @FXML
    private ProgressBar checkProgress;

    @FXML
    private Label checkStep;

    @FXML
    private Button cancelCheck;

    @FXML
    private NoticeBar notice;

    @FXML
    private VBox page;

    @FXML
    private TilesPane halves;

    @FXML
    private VBox findings;

    @FXML
    private TreemapPane treemap;

    @FXML
    private VBox measureBox;

    @FXML
    private Label measureText;

    @FXML
    private Button measure;

    @FXML
    private VBox tablesCard;

    /// @param zone in which moments are shown
    public HealthPane(Workspace workspace, Nav nav, Jobs jobs, Clock clock, ObservableValue<ZoneId> zone) {
        this.model = new HealthModel(workspace, clock, jobs);
        this.nav = nav;
        this.jobs = jobs;
        this.clock = clock;
        this.zone = zone;
        this.again = jobs.debounce(Duration.seconds(2), this::refreshIfShown);
        this.listener = (_, _) -> jobs.ui(again::trigger);
        this.cards = new HealthCardsPane(model, clock, zone);
        Fxml.load(this);
        page.getChildren().addFirst(cards);
        tablesCard.getChildren().add(new TableLinesView(model, zone, summary.fontProperty(), nav::openTable));
        build();
        bind();
        workspace.addListener(listener);
    }

    private void build() {
        startCheck.setGraphic(Icons.SHIELD.node());
        startCheck.setOnAction(_ -> model.startCheck());
        refresh.setGraphic(Icons.REFRESH.node());
        refresh.setTooltip(new Tooltip(refresh.getText()));
        refresh.setOnAction(_ -> model.refresh());
        cancelCheck.setOnAction(_ -> model.cancelCheck());
        measure.setOnAction(_ -> model.measure());
        summary.fontProperty().subscribe(font -> {
            cards.fontSizeProperty().set(font.getSize());
            halves.fontSizeProperty().set(font.getSize());
        });
    }

    private void bind() {
        model.status().subscribe(_ -> showStatus());
        model.lookedAt().subscribe(_ -> showStatus());
        model.findings().addListener((ListChangeListener<Finding>) _ -> showFindings());
        model.sizes().subscribe(sizes -> {
            if (sizes != null) {
                treemap.show(sizes, this::open);
            }
        });
        model.measuring().subscribe(this::show);
        model.checking().subscribe(checking -> {
            startCheck.setDisable(checking);
            checkBar.setVisible(checking);
            checkBar.setManaged(checking);
        });
        checkProgress.progressProperty().bind(model.checkProgress());
        checkStep.textProperty().bind(model.checkStep().map(step -> Text.of("health.check.step", step)));
        model.error().subscribe(error -> {
            if (error == null) {
                notice.clear();
            } else {
                notice.show(Notice.of(error));
            }
        });
        showFindings();
    }

    private void showStatus() {
        Status status = model.status().get();
        Instant at = model.lookedAt().get();
        statusDot.getStyleClass().removeAll("success", "warning", "danger");
        if (at == null) {
            statusText.setText(Text.of("health.status.looking"));
            summary.setText("");
            return;
        }
        statusDot
                .getStyleClass()
                .add(
                        switch (status) {
                            case HEALTHY -> "success";
                            case DEGRADED -> "warning";
                            case UNHEALTHY -> "danger";
                        });
        statusText.setText(Text.of("health.status." + status.name().toLowerCase(Locale.ROOT)));
        summary.setText(Text.of("health.summary", counted(), Format.age(at, clock.now(), zone.getValue())));
    }

    private String counted() {
        String words = List.of(Finding.Severity.ERROR, Finding.Severity.WARNING, Finding.Severity.NOTE).stream()
                .map(severity -> counted(severity))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? Text.of("health.summary.nothing") : words;
    }

    private String counted(Finding.Severity severity) {
        long count =
                model.findings().stream().filter(f -> f.severity() == severity).count();
        return count == 0 ? "" : Text.count("health.count." + severity.name().toLowerCase(Locale.ROOT), count);
    }

    private void showFindings() {
        findings.getChildren().clear();
        model.findings().stream()
                .limit(MOST_FINDINGS)
                .forEach(finding -> findings.getChildren().add(new FindingView(finding, nav)));
        int more = model.findings().size() - MOST_FINDINGS;
        if (more > 0) {
            findings.getChildren().add(new Label(Text.of("health.findings.more", more)));
        }
        if (model.findings().isEmpty()) {
            HBox nothing = new HBox(Icons.SUCCESS.node("success"), new Label(Text.of("health.findings.none")));
            nothing.getStyleClass().add("nothing");
            findings.getChildren().add(nothing);
        }
        showStatus();
    }

    private void show(HealthModel.Measuring measuring) {
        boolean done = measuring == HealthModel.Measuring.DONE;
        treemap.setVisible(done);
        measureBox.setVisible(!done);
        measure.setVisible(measuring == HealthModel.Measuring.ASK);
        measureText.setText(
                switch (measuring) {
                    case NO, DONE -> "";
                    case RUNNING -> Text.of("health.sizes.running");
                    case ASK -> Text.of("health.sizes.ask");
                });
    }

    private void open(Sizes.Part part) {
        switch (part.kind()) {
            case TABLE, FULL_TEXT -> nav.openTable(part.name());
            case INDEX -> nav.openStructure(part.table());
            case SYSTEM, FREE -> {}
        }
    }

    private void refreshIfShown() {
        if (shown) {
            model.refreshIfChanged();
        }
    }

    @Override
    public String id() {
        return "health";
    }

    @Override
    public String title() {
        return Text.of("health.title");
    }

    @Override
    public Icons icon() {
        return Icons.HEALTH;
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public Node first() {
        return startCheck;
    }

    @Override
    public void onShown() {
        shown = true;
        model.refreshIfChanged();
        aging = jobs.every(Duration.seconds(10), () -> {
            showStatus();
            cards.age();
        });
    }

    @Override
    public void onHidden() {
        shown = false;
        Jobs.Repeated now = aging;
        if (now != null) {
            now.stop();
        }
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.of("refresh", Icons.REFRESH, Text.of("health.refresh"), "F5", model::refresh),
                Command.of("quickCheck", Icons.SHIELD, Text.of("health.check.start"), null, model::startCheck)
                        .when(() -> !model.checking().get()));
    }

    @Override
    public void close() {
        onHidden();
        again.cancel();
        model.workspace().removeListener(listener);
        model.close();
    }
}
