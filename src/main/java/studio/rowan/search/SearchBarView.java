package studio.rowan.search;

import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Duration;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Flyout;
import studio.rowan.kit.Focus;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;

/// Where one types what is searched for, and chooses how and in which index.
final class SearchBarView extends HBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final PseudoClass ON = PseudoClass.getPseudoClass("on");
    private static final Duration PAUSE = Duration.millis(60);

    private final QueryModel query;
    private final Jobs jobs;
    private final TextField field = new TextField();
    private final Button parts;
    private final ToggleButton raw = new ToggleButton("MATCH");
    private final ComboBox<SearchIndex> chooser = new ComboBox<>();
    private final Jobs.Debounced typed;
    private final BooleanSupplier enter;

    /// @param enter goes to what was found, and says whether there is something
    /// @param more what stands at the end of it
    SearchBarView(IndexesModel indexes, QueryModel query, Jobs jobs, BooleanSupplier enter, Node... more) {
        this.query = query;
        this.jobs = jobs;
        this.enter = enter;
        parts = Controls.button("searchBuild", Icons.PRAGMAS, Text.of("search.build"), this::build);
        typed = jobs.debounce(PAUSE, () -> query.text().set(field.getText()));
        fillField();
        fillChoices(indexes);
        getStyleClass().addAll("pane-bar", "search-bar");
        getChildren().addAll(field, parts, raw, chooser);
        getChildren().addAll(more);
    }

    private void fillField() {
        field.setId("searchField");
        field.setPromptText(Text.of("search.prompt"));
        field.setAccessibleText(Text.of("search.field"));
        field.textProperty().subscribe((_, _) -> typed.trigger());
        field.setOnAction(_ -> typed.now());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::fieldKey);
        field.setMinWidth(90);
        HBox.setHgrow(field, Priority.ALWAYS);
    }

    private void fillChoices(IndexesModel indexes) {
        chooser.setId("searchIndex");
        chooser.setItems(indexes.all());
        chooser.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable SearchIndex index) {
                return index == null ? "" : index.name();
            }

            @Override
            public @Nullable SearchIndex fromString(String name) {
                return null;
            }
        });
        chooser.valueProperty().bindBidirectional(indexes.index());
        chooser.setAccessibleText(Text.of("search.index"));
        chooser.setTooltip(new Tooltip(Text.of("search.index")));
        raw.setId("searchRaw");
        raw.setTooltip(new Tooltip(Text.of("search.raw")));
        raw.setAccessibleText(Text.of("search.raw"));
        raw.setMinWidth(USE_PREF_SIZE);
        raw.selectedProperty().bindBidirectional(query.raw());
        raw.selectedProperty().subscribe(on -> {
            parts.setDisable(on);
            field.setPromptText(Text.of(on ? "search.raw.prompt" : "search.prompt"));
        });
        parts.setTooltip(new Tooltip(Text.of("search.build.tip")));
        query.parts().subscribe(now -> parts.pseudoClassStateChanged(ON, !now.equals(Query.typed(""))));
    }

    private void fieldKey(KeyEvent event) {
        if (event.getCode() == KeyCode.DOWN) {
            typed.now();
            if (enter.getAsBoolean()) {
                event.consume();
            }
        } else if (event.getCode() == KeyCode.ESCAPE && !field.getText().isEmpty()) {
            text("");
            event.consume();
        }
    }

    private void build() {
        new Flyout("searchPartsFlyout").show(parts, new QueryPartsView(query));
    }

    /// Marks what is wrong, and nothing can be asked where there is no index.
    void tell(SearchModel.State state) {
        field.pseudoClassStateChanged(WRONG, state instanceof SearchModel.State.Wrong);
        boolean none = state instanceof SearchModel.State.NoIndex;
        List.of(field, raw, chooser).forEach(node -> node.setDisable(none));
        parts.setDisable(none || raw.isSelected());
    }

    String text() {
        return field.getText();
    }

    /// Searches for it at once.
    void text(String text) {
        field.setText(text);
        typed.now();
    }

    void focusField() {
        field.requestFocus();
    }

    /// Once it is shown: a next letter takes the place of what stands there.
    void begin() {
        Focus.give(field, jobs, field::selectAll);
    }

    void close() {
        typed.cancel();
    }
}
