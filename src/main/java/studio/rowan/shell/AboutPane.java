package studio.rowan.shell;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import studio.rowan.db.Db;
import studio.rowan.kit.About;
import studio.rowan.kit.AppIcon;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Help;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// Which program this is, on what it runs, where its log lies, and whose work it stands on.
public final class AboutPane extends VBox {
    /// @param openFolder shows a folder in the system's file manager
    public AboutPane(About about, Path log, Consumer<Path> openFolder) {
        setId("about");
        getStyleClass().add("about");
        Fxml.style(this);
        Label title = new Label(Text.of("shell.about.title"));
        title.getStyleClass().add("page-title");
        Label version = new Label(Text.of("shell.about.version", about.version()));
        version.setId("aboutVersion");
        HBox head = new HBox(AppIcon.view(64), new VBox(title, version));
        head.getStyleClass().add("about-head");
        head.setAlignment(Pos.CENTER_LEFT);
        GridPane facts = new GridPane();
        facts.getStyleClass().add("about-facts");
        row(facts, "shell.about.java", about.java());
        row(facts, "shell.about.javafx", System.getProperty("javafx.runtime.version", "?"));
        row(facts, "shell.about.sqlite", Db.driverVersion());
        row(facts, "shell.about.system", about.system());
        row(facts, "shell.about.log", log.toString());
        Button open = Controls.button(
                "aboutOpenLog", Icons.FOLDER, Text.of("shell.about.openLog"), () -> openFolder.accept(log));
        Button copyPath =
                Controls.button("aboutCopyLog", Icons.COPY, Text.of("shell.about.copyLog"), () -> copy(log.toString()));
        Button copy = Controls.button("aboutCopy", Icons.COPY, Text.of("shell.about.copy"), () -> copy(facts(about)));
        FlowPane buttons = new FlowPane(open, copyPath, copy);
        buttons.getStyleClass().add("about-buttons");
        TextArea licences = new TextArea(licences());
        licences.setId("aboutLicences");
        licences.setEditable(false);
        licences.setPrefRowCount(12);
        licences.setPrefColumnCount(68);
        licences.getStyleClass().add("mono");
        VBox.setVgrow(licences, Priority.ALWAYS);
        getChildren().addAll(head, facts, buttons, licences);
    }

    private static void row(GridPane grid, String key, String value) {
        Label name = new Label(Text.of(key));
        name.getStyleClass().add("muted");
        name.setMinWidth(USE_PREF_SIZE);
        Label text = new Label(value);
        text.setWrapText(true);
        grid.addRow(grid.getRowCount(), name, text);
    }

    private static String facts(About about) {
        return String.join(
                "\n",
                Text.of("shell.about.title") + " " + about.version(),
                about.java(),
                "JavaFX " + System.getProperty("javafx.runtime.version", "?"),
                "SQLite " + Db.driverVersion(),
                about.system());
    }

    /// The Markdown table as lines that read well in plain text.
    private static String licences() {
        StringBuilder out = new StringBuilder();
        Help.licences()
                .lines()
                .filter(line -> !line.startsWith("|--") && !line.startsWith("|-"))
                .forEach(line -> {
                    if (line.startsWith("|")) {
                        String[] cells = line.substring(1).split("\\|");
                        // Where it comes from stands in the file itself.
                        String name = cells[0].strip().replaceAll(" \\([^)]*[.:][^)]*\\)", "");
                        out.append(String.format("%-32s %-10s %s%n", name, cells[1].strip(), cells[2].strip()));
                    } else {
                        out.append(line.startsWith("# ") ? line.substring(2) : line)
                                .append('\n');
                    }
                });
        return out.toString();
    }

    private static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
