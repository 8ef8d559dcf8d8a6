package studio.rowan.pragmas;

import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// One pragma: its name, its value with what that means, and what it is for; or the heading of a group.
final class PragmaCell extends ListCell<PragmasModel.Line> {
    /// What a user can do with a pragma.
    interface Actions {
        void copy(String text);

        void openSql(String text);
    }

    private final Label heading = new Label();
    private final Label headingCount = new Label();
    private final HBox headingLine = new HBox(heading, headingCount);
    private final Label name = new Label();
    private final Label scope = Controls.badge("");
    private final Label value = new Label();
    private final Label meaning = new Label();
    private final Label usual = new Label();
    private final Label explanation = new Label();
    private final GridPane line = new GridPane();
    private final Actions actions;

    PragmaCell(Actions actions) {
        this.actions = actions;
        heading.getStyleClass().add("heading");
        headingCount.getStyleClass().add("muted");
        headingLine.getStyleClass().add("heading-line");
        name.getStyleClass().addAll("mono", "pragma-name");
        value.getStyleClass().addAll("mono", "pragma-value");
        meaning.getStyleClass().add("muted");
        usual.getStyleClass().add("pragma-usual");
        explanation.getStyleClass().add("pragma-explanation");
        for (Label label : new Label[] {name, value, meaning, usual, explanation}) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
        }
        VBox first = new VBox(name, scope);
        first.getStyleClass().add("stack");
        VBox second = new VBox(value, meaning, usual);
        Button copy = Controls.iconButton("copyPragma", Icons.COPY, Text.of("pragmas.copyValue"), this::copyValue);
        Button open = Controls.iconButton("openPragma", Icons.SQL, Text.of("pragmas.openSql"), this::openSql);
        HBox buttons = new HBox(copy, open);
        buttons.getStyleClass().add("buttons");
        line.getStyleClass().add("pragma-line");
        line.getColumnConstraints().addAll(percent(24), percent(24), rest(), new ColumnConstraints());
        line.addRow(0, first, second, explanation, buttons);
        line.getChildren().forEach(child -> GridPane.setValignment(child, VPos.TOP));
        // The list's width decides where lines break, not the longest line.
        setPrefWidth(0);
        setContextMenu(menu());
    }

    static ColumnConstraints percent(double share) {
        ColumnConstraints column = new ColumnConstraints();
        column.setPercentWidth(share);
        return column;
    }

    static ColumnConstraints rest() {
        ColumnConstraints column = new ColumnConstraints();
        column.setMinWidth(0);
        column.setHgrow(Priority.ALWAYS);
        column.setFillWidth(true);
        return column;
    }

    private ContextMenu menu() {
        return new ContextMenu(
                item("pragmaCopyValue", "pragmas.copyValue", _ -> copyValue()),
                item("pragmaCopyName", "pragmas.copyName", entry -> actions.copy(entry.name())),
                item("pragmaCopySql", "pragmas.copySql", entry -> actions.copy(entry.sql())),
                item("pragmaOpenSql", "pragmas.openSql", _ -> openSql()));
    }

    private MenuItem item(String id, String key, Consumer<Pragmas.Entry> action) {
        MenuItem item = new MenuItem(Text.of(key));
        item.setId(id);
        item.setOnAction(_ -> withEntry(action));
        return item;
    }

    private void withEntry(Consumer<Pragmas.Entry> action) {
        if (getItem() instanceof PragmasModel.Line.Item(Pragmas.Entry entry)) {
            action.accept(entry);
        }
    }

    private void copyValue() {
        withEntry(entry -> actions.copy(entry.value().isEmpty() ? entry.name() : entry.value()));
    }

    private void openSql() {
        withEntry(entry -> actions.openSql(entry.sql()));
    }

    @Override
    protected void updateItem(PragmasModel.Line item, boolean empty) {
        super.updateItem(item, empty);
        setText(null);
        getStyleClass().removeAll("group", "item");
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        switch (item) {
            case PragmasModel.Line.Heading(var category, int count) -> {
                heading.setText(Text.of("pragmas.category." + category.name().toLowerCase(Locale.ROOT)));
                headingCount.setText(String.valueOf(count));
                getStyleClass().add("group");
                setAccessibleText(heading.getText());
                setGraphic(headingLine);
            }
            case PragmasModel.Line.Item(Pragmas.Entry entry) -> {
                show(entry);
                getStyleClass().add("item");
                setGraphic(line);
            }
        }
    }

    private void show(Pragmas.Entry entry) {
        name.setText(entry.name());
        scope.setText(Text.of("pragmas.scope." + entry.pragma().scope().name().toLowerCase(Locale.ROOT)));
        text(value, entry.value());
        text(meaning, entry.meaning());
        String normal = entry.usual();
        text(usual, normal != null && entry.differs() ? Text.of("pragmas.usual", shown(entry.name(), normal)) : "");
        explanation.setText(entry.pragma().explanation());
        setAccessibleText(String.join(
                ". ",
                entry.name(),
                entry.value(),
                entry.meaning(),
                usual.getText(),
                entry.pragma().explanation()));
    }

    private static String shown(String pragma, String normal) {
        String meaning = Pragmas.meaning(pragma, normal);
        return meaning.isEmpty() ? normal : meaning;
    }

    private static void text(Label label, String text) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
        label.setManaged(!text.isEmpty());
    }
}
