package studio.rowan.health;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.SortedList;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
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
    private TilesPane cards;

    @FXML
    private TilesPane halves;

    @FXML
    private Label fileSize;

    @FXML
    private Label fileDetail;

    @FXML
    private Label journalTitle;

    @FXML
    private Label journalSize;

    @FXML
    private Label journalDetail;

    @FXML
    private Label rows;

    @FXML
    private Label rowsDetail;

    @FXML
    private Label figureTitle;

    @FXML
    private Label figure;

    @FXML
    private Label figureDetail;

    @FXML
    private Label integrity;

    @FXML
    private Label integrityDetail;

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
    private TableView<TableLine> tables;

    @FXML
    private TableColumn<TableLine, TableLine> nameColumn;

    @FXML
    private TableColumn<TableLine, TableLine> rowsColumn;

    @FXML
    private TableColumn<TableLine, TableLine> sizeColumn;

    @FXML
    private TableColumn<TableLine, TableLine> createdColumn;

    /// @param zone in which moments are shown
    public HealthPane(Workspace workspace, Nav nav, Jobs jobs, Clock clock, ObservableValue<ZoneId> zone) {
        this.model = new HealthModel(workspace, clock, jobs);
        this.nav = nav;
        this.jobs = jobs;
        this.clock = clock;
        this.zone = zone;
        this.again = jobs.debounce(Duration.seconds(2), this::refreshIfShown);
        this.listener = (_, _) -> jobs.ui(again::trigger);
        Fxml.load(this);
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
            nameColumn.setPrefWidth(13.5 * font.getSize());
            rowsColumn.setPrefWidth(4.5 * font.getSize());
            sizeColumn.setPrefWidth(5 * font.getSize());
            createdColumn.setPrefWidth(10.5 * font.getSize());
        });
        column(nameColumn, TableLine::name, Comparator.comparing(TableLine::name, String.CASE_INSENSITIVE_ORDER));
        column(rowsColumn, HealthPane::rowsOf, Comparator.comparingLong(TableLine::rows));
        column(
                sizeColumn,
                line -> line.bytes() < 0 ? "" : Format.bytes(line.bytes()),
                Comparator.comparingLong(TableLine::bytes));
        column(
                createdColumn,
                line -> moment(line.lastCreated()),
                Comparator.comparing(TableLine::lastCreated, Comparator.nullsFirst(Comparator.naturalOrder())));
        rowsColumn.getStyleClass().add("number");
        sizeColumn.getStyleClass().add("number");
        tables.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        SortedList<TableLine> sorted = new SortedList<>(model.tables());
        sorted.comparatorProperty().bind(tables.comparatorProperty());
        tables.setItems(sorted);
        tables.setPlaceholder(new Label(Text.of("health.tables.none")));
        tables.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                openSelected();
            }
        });
        tables.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                openSelected();
                event.consume();
            }
        });
        tables.setAccessibleText(Text.of("health.tables"));
    }

    private void column(
            TableColumn<TableLine, TableLine> column,
            java.util.function.Function<TableLine, String> text,
            Comparator<TableLine> order) {
        column.setCellValueFactory(line -> new ReadOnlyObjectWrapper<>(line.getValue()));
        column.setCellFactory(_ -> new TableLineCell(text));
        column.setComparator(order);
    }

    private void openSelected() {
        TableLine line = tables.getSelectionModel().getSelectedItem();
        if (line != null) {
            nav.openTable(line.name());
        }
    }

    private void bind() {
        model.status().subscribe(_ -> showStatus());
        model.lookedAt().subscribe(_ -> showStatus());
        model.vitals().subscribe(this::show);
        model.figures().subscribe(_ -> showFigures());
        zone.subscribe(_ -> {
            showFigures();
            tables.refresh();
        });
        model.tables().addListener((ListChangeListener<TableLine>) _ -> showRows());
        model.findings().addListener((ListChangeListener<Finding>) _ -> showFindings());
        model.sizes().subscribe(sizes -> {
            if (sizes != null) {
                treemap.show(sizes, this::open);
            }
        });
        model.measuring().subscribe(this::show);
        model.checked().subscribe(_ -> showIntegrity());
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
        showRows();
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

    private void show(@Nullable Vitals vitals) {
        if (vitals == null) {
            return;
        }
        fileSize.setText(Format.bytes(vitals.fileBytes()));
        String pages = Text.of("health.card.file.pages", vitals.pageCount(), vitals.pageSize());
        fileDetail.setText(
                vitals.freePages() == 0
                        ? pages
                        : Text.of(
                                "health.card.file.free",
                                pages,
                                Format.percent(vitals.freePages(), vitals.pageCount())));
        journalTitle.setText(Text.of(vitals.isWal() ? "health.card.wal" : "health.card.journal"));
        if (vitals.isWal()) {
            journalSize.setText(
                    vitals.walBytes() == 0 ? Text.of("health.card.wal.empty") : Format.bytes(vitals.walBytes()));
            journalDetail.setText(
                    Text.of(vitals.walBytes() == 0 ? "health.card.wal.folded" : "health.card.wal.waiting"));
        } else {
            journalSize.setText(vitals.journalMode().toUpperCase(Locale.ROOT));
            journalDetail.setText(Text.of("health.card.journal.detail"));
        }
    }

    private void showRows() {
        boolean any = model.tables().stream().anyMatch(line -> line.rows() >= 0);
        rows.setText(
                model.tables().isEmpty()
                        ? "0"
                        : any ? (model.rowsAreExact() ? "" : ">") + Format.count(model.rows()) : "…");
        String largest = model.tables().stream()
                .filter(line -> line.rows() >= 0)
                .sorted(Comparator.comparingLong(TableLine::rows).reversed())
                .limit(3)
                .map(line -> line.name() + "\u00a0" + rowsOf(line))
                .collect(Collectors.joining(" · "));
        rowsDetail.setText(model.tables().isEmpty() ? Text.of("health.tables.none") : largest);
    }

    private static String rowsOf(TableLine line) {
        return line.rows() < 0 ? "" : (line.exact() ? "" : ">") + Format.count(line.rows());
    }

    private void showFigures() {
        Figures now = model.figures().get();
        figureTitle.setText(Text.of(now != null && now.sample() ? "health.card.posts" : "health.card.created"));
        if (now == null) {
            figure.setText("…");
            figureDetail.setText("");
        } else if (now.sample()) {
            Double average = now.postsPerUser();
            figure.setText(average == null ? "–" : String.format(Locale.ROOT, "%.1f", average));
            figureDetail.setText(Text.of(
                    "health.card.posts.detail", ageOf(now.lastCreated("posts")), ageOf(now.lastCreated("users"))));
            figureDetail.setTooltip(new Tooltip(Text.of(
                    "health.card.posts.detail", moment(now.lastCreated("posts")), moment(now.lastCreated("users")))));
        } else if (now.lastCreated().isEmpty()) {
            figure.setText("–");
            figureDetail.setText(Text.of("health.card.created.none"));
        } else {
            Figures.LastCreated newest = now.lastCreated().getFirst();
            figure.setText(Format.age(newest.at(), clock.now(), zone.getValue()));
            figureDetail.setText(Text.of("health.card.created.detail", newest.table()));
            figureDetail.setTooltip(new Tooltip(moment(newest.at())));
        }
    }

    private String ageOf(@Nullable Instant at) {
        return at == null ? Text.of("health.never") : Format.age(at, clock.now(), zone.getValue());
    }

    private String moment(@Nullable Instant at) {
        return at == null ? "" : MINUTE.format(at.atZone(zone.getValue()));
    }

    private void showIntegrity() {
        HealthModel.Checked last = model.checked().get();
        integrity.getStyleClass().removeAll("success", "danger");
        if (last == null) {
            integrity.setText(Text.of("health.card.integrity.unknown"));
            integrityDetail.setText(Text.of("health.card.integrity.hint"));
            return;
        }
        int found = last.result().findings().size();
        integrity.setText(
                found == 0
                        ? Text.of("health.card.integrity.sound")
                        : Text.count("health.card.integrity.damaged", found));
        integrity.getStyleClass().add(found == 0 ? "success" : "danger");
        integrityDetail.setText(Text.count(
                "health.card.integrity.detail",
                last.result().tables(),
                Format.age(last.at(), clock.now(), zone.getValue())));
    }

    private void showFindings() {
        findings.getChildren().clear();
        model.findings().stream()
                .limit(MOST_FINDINGS)
                .forEach(finding -> findings.getChildren().add(new FindingView(finding, nav::openSql)));
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
    public void onShown() {
        shown = true;
        model.refreshIfChanged();
        aging = jobs.every(Duration.seconds(10), () -> {
            showStatus();
            showFigures();
            showIntegrity();
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
