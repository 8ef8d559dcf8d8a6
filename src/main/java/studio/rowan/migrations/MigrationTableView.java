package studio.rowan.migrations;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;
import studio.rowan.migrate.History;
import studio.rowan.migrate.Migration;

/// The migrations of a file, one line each, in the order in which they run.
final class MigrationTableView extends TableView<Migration> {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private static final int LINES_BEFORE = 2;

    private final ObservableValue<ZoneId> zone;
    private double room = Double.MAX_VALUE;
    private double letter = new Label().getFont().getSize();
    private @Nullable History history;
    private final TableColumn<Migration, Migration> version = column("version", Migration::label, "number");
    private final TableColumn<Migration, Migration> description = column("description", Migration::description, "");
    private final TableColumn<Migration, Migration> state = column("state", Migration::state, "");
    private final TableColumn<Migration, Migration> installed =
            column("installed", migration -> moment(migration.installedOn()), "faint");
    private final TableColumn<Migration, Migration> time = column("time", MigrationTableView::time, "plain-number");
    private final TableColumn<Migration, Migration> type = column("type", Migration::type, "faint");
    private final TableColumn<Migration, Migration> checksum = column(
            "checksum",
            migration -> migration.checksum() == null ? "" : String.valueOf(migration.checksum()),
            "plain-number");

    /// @param zone in which moments are shown
    MigrationTableView(ObservableValue<ZoneId> zone) {
        this.zone = zone;
        setId("migrationTable");
        state.setCellFactory(_ -> MigrationCell.state(migration -> history != null && history.isEdited(migration)));
        getColumns().addAll(List.of(version, description, state, installed, time, type, checksum));
        setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setAccessibleText(Text.of("migrations.title"));
        zone.subscribe(_ -> refresh());
    }

    private static TableColumn<Migration, Migration> column(
            String name, Function<Migration, String> text, String style) {
        TableColumn<Migration, Migration> column = new TableColumn<>(Text.of("migrations.column." + name));
        column.setId(name + "Column");
        column.setCellValueFactory(item -> new ReadOnlyObjectWrapper<>(item.getValue()));
        column.setCellFactory(_ -> {
            MigrationCell cell = MigrationCell.of(text);
            if (!style.isEmpty()) {
                cell.getStyleClass().add(style);
            }
            return cell;
        });
        column.setSortable(false);
        column.setReorderable(false);
        if (!style.isEmpty()) {
            column.getStyleClass().add(style);
        }
        return column;
    }

    /// What there is no room for is left out rather than cut: type and checksum also stand above the script.
    /// @param width in widths of a letter M
    void fit(double em, double width) {
        room = width;
        leaveOut();
        letter = em;
        width(version, versions() * em);
        width(state, 11 * em);
        width(installed, 11 * em);
        width(time, 6 * em);
        width(type, types() * em);
        width(checksum, 9 * em);
        description.setPrefWidth(400 * em);
    }

    /// Many a tool numbers by the moment, in fourteen digits, which say nothing when they are cut.
    private double versions() {
        int longest = getItems().stream()
                .mapToInt(migration -> migration.label().length())
                .max()
                .orElse(0);
        return Math.clamp(longest * 0.66 + 1.5, 5.5, 14);
    }

    /// Most are SQL; a BASELINE needs more room than its heading.
    private double types() {
        int longest = getItems().stream()
                .mapToInt(migration -> migration.type().length())
                .max()
                .orElse(0);
        return Math.clamp(longest * 0.75 + 2, 6, 11);
    }

    /// Drizzle, dbmate and others write down neither when a migration ran, nor how long, nor a checksum.
    private void leaveOut() {
        boolean told = getItems().isEmpty() || getItems().stream().anyMatch(MigrationTableView::isTold);
        checksum.setVisible(told && room > 64);
        type.setVisible(room > 54);
        installed.setVisible(told && room > 42);
        time.setVisible(told && room > 32);
    }

    private static boolean isTold(Migration migration) {
        return migration.installedOn() != null || migration.executionMs() != null || migration.checksum() != null;
    }

    private static void width(TableColumn<?, ?> column, double width) {
        column.setMinWidth(width);
        column.setPrefWidth(width);
        column.setMaxWidth(width * 1.5);
    }

    ZoneId zone() {
        return zone.getValue();
    }

    String moment(@Nullable Instant instant) {
        return instant == null ? "" : MOMENT.format(instant.atZone(zone.getValue()));
    }

    private static String time(Migration migration) {
        Integer ms = migration.executionMs();
        return ms == null ? "" : Format.duration(Duration.ofMillis(ms));
    }

    /// Shows those of this history; what was selected stays selected, else the next to be run is.
    void show(@Nullable History now) {
        history = now;
        List<Migration> migrations = now == null ? List.of() : now.migrations();
        Migration selected = getSelectionModel().getSelectedItem();
        getItems().setAll(migrations);
        leaveOut();
        width(version, versions() * letter);
        width(type, types() * letter);
        migrations.stream()
                .filter(m -> selected != null && m.script().equals(selected.script()))
                .findFirst()
                .or(() -> migrations.stream().filter(Migration::isPending).findFirst())
                .or(() -> migrations.reversed().stream().findFirst())
                .ifPresent(this::bring);
        boolean nothing = now != null && now.situation() == History.Situation.NOTHING;
        setPlaceholder(new Label(
                now == null ? Text.of("migrations.looking") : nothing ? Text.of("migrations.is.nothing") : ""));
    }

    void select(Migration migration) {
        getItems().stream()
                .filter(m -> m.script().equals(migration.script()))
                .findFirst()
                .ifPresent(this::bring);
    }

    /// Selects it, where its neighbours are to be seen as well.
    private void bring(Migration migration) {
        getSelectionModel().select(migration);
        showSelected();
    }

    /// Scrolls to what is selected, with its neighbours.
    void showSelected() {
        scrollTo(Math.max(0, getSelectionModel().getSelectedIndex() - LINES_BEFORE));
    }
}
