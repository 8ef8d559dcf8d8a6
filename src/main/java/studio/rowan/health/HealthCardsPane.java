package studio.rowan.health;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.kit.Format;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Text;

/// The figures at the top of the health page: file, log or journal, rows, newest rows, the last check.
final class HealthCardsPane extends TilesPane {
    private final HealthModel model;
    private final Clock clock;
    private final ObservableValue<ZoneId> zone;

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

    /// @param zone in which moments are shown
    HealthCardsPane(HealthModel model, Clock clock, ObservableValue<ZoneId> zone) {
        this.model = model;
        this.clock = clock;
        this.zone = zone;
        setId("cards");
        Fxml.load(this);
        model.vitals().subscribe(this::show);
        model.figures().subscribe(_ -> showFigures());
        model.checked().subscribe(_ -> showIntegrity());
        model.tables().addListener((ListChangeListener<TableLine>) _ -> showRows());
        zone.subscribe(_ -> showFigures());
        showRows();
    }

    /// Says anew how long ago things were.
    void age() {
        showFigures();
        showIntegrity();
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
                .map(line -> line.name() + "\u00a0" + TableLinesView.rows(line))
                .collect(Collectors.joining(" · "));
        rowsDetail.setText(model.tables().isEmpty() ? Text.of("health.tables.none") : largest);
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
                    "health.card.posts.detail",
                    TableLinesView.moment(zone.getValue(), now.lastCreated("posts")),
                    TableLinesView.moment(zone.getValue(), now.lastCreated("users")))));
        } else if (now.lastCreated().isEmpty()) {
            figure.setText("–");
            figureDetail.setText(Text.of("health.card.created.none"));
        } else {
            Figures.LastCreated newest = now.lastCreated().getFirst();
            figure.setText(Format.age(newest.at(), clock.now(), zone.getValue()));
            figureDetail.setText(Text.of("health.card.created.detail", newest.table()));
            figureDetail.setTooltip(new Tooltip(TableLinesView.moment(zone.getValue(), newest.at())));
        }
    }

    private String ageOf(@Nullable Instant at) {
        return at == null ? Text.of("health.never") : Format.age(at, clock.now(), zone.getValue());
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
}
