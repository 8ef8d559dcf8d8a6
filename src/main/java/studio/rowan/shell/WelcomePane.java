package studio.rowan.shell;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.collections.ObservableList;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import studio.rowan.kit.AppIcon;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;

/// What stands in the window while no file is open.
public final class WelcomePane extends ScrollPane {
    private static final int MOST_RECENT = 8;

    private final Consumer<Path> open;

    @FXML
    private HBox welcomeHead;

    @FXML
    private Button welcomeOpen;

    @FXML
    private Button welcomeNew;

    @FXML
    private Button welcomeSample;

    @FXML
    private Label welcomeRecentTitle;

    @FXML
    private VBox welcomeRecent;

    /// @param open opens one of the recent files
    WelcomePane(ObservableList<String> recent, Runnable choose, Runnable create, Runnable sample, Consumer<Path> open) {
        this.open = open;
        Fxml.load(this);
        setId("welcome");
        welcomeHead.getChildren().addFirst(AppIcon.view(64));
        welcomeOpen.setGraphic(Icons.FOLDER.node());
        welcomeNew.setGraphic(Icons.FILE_NEW.node());
        welcomeSample.setGraphic(Icons.DATABASE.node());
        welcomeOpen.setOnAction(_ -> choose.run());
        welcomeNew.setOnAction(_ -> create.run());
        welcomeSample.setOnAction(_ -> sample.run());
        welcomeRecentTitle.managedProperty().bind(welcomeRecentTitle.visibleProperty());
        recent.subscribe(() -> draw(recent));
        draw(recent);
    }

    private void draw(ObservableList<String> recent) {
        welcomeRecentTitle.setVisible(!recent.isEmpty());
        welcomeRecent
                .getChildren()
                .setAll(recent.stream().limit(MOST_RECENT).map(this::item).toList());
    }

    private Button item(String path) {
        Path file = Path.of(path);
        Label name = new Label(String.valueOf(file.getFileName()), Icons.DATABASE.node("muted"));
        name.getStyleClass().add("medium");
        name.setMinWidth(USE_PREF_SIZE);
        Label folder = new Label(String.valueOf(file.getParent()));
        folder.getStyleClass().addAll("muted", "small");
        folder.setMinWidth(0);
        HBox line = new HBox(name, folder);
        line.getStyleClass().add("welcome-recent-line");
        line.setAlignment(Pos.CENTER_LEFT);
        Button item = new Button("", line);
        item.setId("recent-" + path);
        item.setAccessibleText(path);
        item.getStyleClass().addAll("flat", "welcome-recent-item");
        item.setMaxWidth(Double.MAX_VALUE);
        item.setOnAction(_ -> open.accept(file));
        return item;
    }
}
