package studio.rowan.browse;

import java.time.ZoneId;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbFiles;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Text;

/// The row in front as a form, and its current cell in full.
public final class InspectorPane extends StackPane {
    private final InspectorModel model;
    private final CellValueView value;
    private final ToggleGroup group = new ToggleGroup();
    private final Node empty;
    private Subscription watching = Subscription.EMPTY;
    private @Nullable Node cameFrom;

    @FXML
    @SuppressWarnings("NullAway.Init")
    private VBox filled;

    @FXML
    @SuppressWarnings("NullAway.Init")
    private VBox head;

    @FXML
    @SuppressWarnings("NullAway.Init")
    private Label inspectorTitle;

    @FXML
    @SuppressWarnings("NullAway.Init")
    private StackPane content;

    /// @param zone in which moments are read
    public InspectorPane(Jobs jobs, Dialogs dialogs, DbFiles files, ObservableValue<ZoneId> zone) {
        model = new InspectorModel(jobs);
        Fxml.load(this);
        setId("inspector");
        value = new CellValueView(model, jobs, dialogs, files, zone);
        sections(List.of(new RowFormView(model, zone, this::openValue), value, new RelatedView(model, jobs)));
        empty = new EmptyState(Icons.EYE, Text.of("inspector.empty"), Text.of("inspector.empty.text"));
        getChildren().add(empty);
        model.shown().subscribe(this::shown);
        addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        addEventHandler(KeyEvent.KEY_PRESSED, this::escapePressed);
        sceneProperty().subscribe(scene -> {
            watching.unsubscribe();
            watching = scene == null
                    ? Subscription.EMPTY
                    : scene.focusOwnerProperty().subscribe(this::focusMoved);
        });
    }

    /// A button for each, the first in front.
    private void sections(List<InspectorSectionView> sections) {
        ToggleButton[] buttons = sections.stream()
                .map(section -> {
                    ToggleButton button = new ToggleButton(section.title());
                    button.setId(section.buttonId());
                    button.setUserData(section);
                    return button;
                })
                .toArray(ToggleButton[]::new);
        head.getChildren().add(Controls.segments(group, buttons));
        group.selectedToggleProperty().subscribe((_, _) -> {
            InspectorSectionView front = front();
            content.getChildren().setAll(front.node());
            sections.forEach(section -> section.active(section == front));
        });
        sections.forEach(section -> section.active(section == front()));
        content.getChildren().setAll(front().node());
    }

    private InspectorSectionView front() {
        return (InspectorSectionView) group.getSelectedToggle().getUserData();
    }

    /// Shows a row and its current cell; null empties the pane.
    public void show(Nav.@Nullable Inspected row) {
        model.show(row);
    }

    private void shown(InspectorModel.Shown shown) {
        Nav.Inspected row = shown.row();
        filled.setVisible(row != null);
        empty.setVisible(row == null);
        if (row != null) {
            inspectorTitle.setText(Text.of("inspector.title", row.table(), row.row()));
        }
    }

    // ---- keys ----

    private void keyPressed(KeyEvent event) {
        if (event.isShortcutDown() && event.getCode() == KeyCode.F) {
            front().find();
            event.consume();
        }
    }

    /// Closes what is open here, else goes back to where the keyboard came from: the grid.
    private void escapePressed(KeyEvent event) {
        Node back = cameFrom;
        if (event.getCode() != KeyCode.ESCAPE) {
            return;
        }
        if (!front().escape() && back != null && back.getScene() == getScene()) {
            back.requestFocus();
        }
        event.consume();
    }

    private void focusMoved(@Nullable Node owner) {
        for (Node node = owner; node != null; node = node.getParent()) {
            if (node == this) {
                return;
            }
        }
        cameFrom = owner;
    }

    private void openValue() {
        group.getToggles().stream()
                .filter(button -> button.getUserData() == value)
                .findFirst()
                .ifPresent(group::selectToggle);
    }
}
