package studio.rowan.browse;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Format;
import studio.rowan.kit.OffReason;
import studio.rowan.kit.Text;

/// The values of a column with how many rows hold each, to be chosen from.
final class ColumnFacetsView extends VBox {
    private final Set<Value> chosen = new LinkedHashSet<>();
    private final ObservableList<Facets.Facet> facets = FXCollections.observableArrayList();
    private final FilteredList<Facets.Facet> listed = new FilteredList<>(facets);
    private final ListView<Facets.Facet> list = new ListView<>(listed);
    private final TextField search = new TextField();
    private final Label words = new Label();
    private final Button only = new Button(Text.of("browse.facets.only"));
    private final Button without = new Button(Text.of("browse.facets.without"));
    private long most = 1;

    /// @param before what is chosen already
    /// @param apply takes the chosen values, and whether they are to be left out
    ColumnFacetsView(String column, FacetsModel model, List<Value> before, BiConsumer<List<Value>, Boolean> apply) {
        getStyleClass().add("facets");
        chosen.addAll(before);
        Label heading = new Label(Text.of("browse.facets.title", column));
        heading.getStyleClass().add("strong");
        search.setId("facetsSearch");
        search.setPromptText(Text.of("browse.facets.search"));
        search.setAccessibleText(Text.of("browse.facets.search"));
        search.textProperty().subscribe(this::search);
        search.setOnAction(_ -> {
            // What was sought and found alone is meant.
            if (chosen.isEmpty() && listed.size() == 1) {
                chosen.add(listed.getFirst().value());
            }
            apply.accept(List.copyOf(chosen), false);
        });
        search.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.DOWN) {
                list.requestFocus();
                list.getSelectionModel().selectFirst();
                event.consume();
            }
        });
        list.setId("facetsList");
        list.getStyleClass().add("plain");
        list.setPlaceholder(new Label(""));
        list.setCellFactory(_ -> new FacetCell(this::isChosen, this::choose, () -> most));
        list.setOnKeyPressed(event -> {
            Facets.Facet at = list.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.SPACE && at != null) {
                choose(at.value(), !isChosen(at.value()));
                list.refresh();
                event.consume();
            } else if (event.getCode() == KeyCode.ENTER) {
                apply.accept(List.copyOf(chosen), false);
                event.consume();
            }
        });
        words.setId("facetsWords");
        words.setWrapText(true);
        words.getStyleClass().addAll("muted", "small");
        only.setId("facetsOnly");
        only.getStyleClass().add("primary");
        only.setOnAction(_ -> apply.accept(List.copyOf(chosen), false));
        without.setId("facetsWithout");
        without.setOnAction(_ -> apply.accept(List.copyOf(chosen), true));
        OffReason.of(only, () -> Text.of("browse.facets.why"));
        OffReason.of(without, () -> Text.of("browse.facets.why"));
        HBox foot = new HBox(Controls.spacer(), without, only);
        foot.getStyleClass().add("facets-foot");
        getChildren().addAll(heading, search, list, words, foot);
        enable(before.isEmpty());
        model.state().subscribe(this::show);
    }

    void focus() {
        search.requestFocus();
    }

    private boolean isChosen(Value value) {
        return chosen.contains(value);
    }

    private void choose(Value value, boolean on) {
        boolean unused = on ? chosen.add(value) : chosen.remove(value);
        enable(false);
    }

    /// With nothing chosen, "only these" takes an earlier choice back.
    private void enable(boolean nothingYet) {
        only.setDisable(nothingYet && chosen.isEmpty());
        without.setDisable(chosen.isEmpty());
    }

    private void search(String text) {
        String sought = text.toLowerCase(Locale.ROOT);
        listed.setPredicate(facet ->
                FilterWords.value(facet.value()).toLowerCase(Locale.ROOT).contains(sought));
    }

    private void show(FacetsModel.State state) {
        Facets.Found found = state.found();
        if (found != null) {
            most = Math.max(
                    1, found.top().stream().mapToLong(Facets.Facet::rows).max().orElse(1));
            List<Facets.Facet> all = new ArrayList<>();
            // What was chosen before stays in sight, however rare it is.
            for (Value value : chosen) {
                if (found.top().stream().noneMatch(f -> f.value().equals(value))) {
                    all.add(new Facets.Facet(value, -1));
                }
            }
            all.addAll(found.top());
            facets.setAll(all);
        }
        words.setText(words(state, found));
    }

    private static String words(FacetsModel.State state, Facets.@Nullable Found found) {
        if (state.error() != null) {
            return Text.error(state.error()).both();
        }
        if (found == null) {
            return Text.of(state.stage() == FacetsModel.Stage.PART ? "browse.facets.none" : "browse.facets.reading");
        }
        String distinct = found.exact()
                ? Text.count("browse.facets.distinct", found.distinct())
                : Text.of("browse.facets.atLeast", found.distinct());
        String rows = switch (state.stage()) {
            case READING, COUNTING -> Text.of("browse.facets.counting", Format.count(found.rows()));
            case DONE -> Text.count("browse.facets.all", found.rows());
            case PART, FAILED -> Text.of("browse.facets.part", Format.count(found.rows()));
        };
        String longer = found.longer() == 0 ? "" : " · " + Text.count("browse.facets.longer", found.longer());
        return distinct + " " + rows + longer;
    }
}
