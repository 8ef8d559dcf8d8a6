package studio.rowan.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// Go anywhere by a few letters: tables, panels, actions, recent files. The keyboard alone is enough.
public final class PalettePane extends StackPane {
    private static final int MOST_SHOWN = 200;
    private static final int MOST_UNASKED = 10;

    /// One place to go to.
    /// @param kind what it is, in a word, shown at the right
    /// @param keys the shortcut that does the same, empty without one
    record Entry(Icons icon, String title, String kind, String keys, Runnable run) {}

    private record Hit(Entry entry, Fuzzy.@Nullable Match match) {}

    private final Supplier<List<Entry>> source;
    private final ObservableList<Hit> hits = FXCollections.observableArrayList();
    private List<Entry> entries = List.of();
    private @Nullable Node focusBefore;

    @FXML
    private VBox paletteCard;

    @FXML
    private TextField paletteField;

    @FXML
    private ListView<Hit> paletteList;

    @FXML
    private Label paletteNone;

    /// @param source asked each time the palette opens; entries of a kind stand together, the likeliest first
    PalettePane(Supplier<List<Entry>> source) {
        this.source = source;
        Fxml.load(this);
        setId("palette");
        setVisible(false);
        paletteCard.setMaxHeight(Region.USE_PREF_SIZE);
        paletteList.setItems(hits);
        paletteList.setCellFactory(_ -> new HitCell());
        paletteNone.managedProperty().bind(paletteNone.visibleProperty());
        paletteField.textProperty().subscribe(_ -> search());
        paletteField.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            if (event.getTarget() == this) {
                hide();
            }
        });
    }

    void show() {
        focusBefore = getScene() == null ? null : getScene().getFocusOwner();
        entries = source.get();
        setVisible(true);
        paletteField.clear();
        search();
        paletteField.requestFocus();
    }

    /// Another file came to the front while the user looks.
    void refresh() {
        if (isVisible()) {
            entries = source.get();
            search();
        }
    }

    void hide() {
        if (isVisible()) {
            setVisible(false);
            entries = List.of();
            hits.clear();
            Node before = focusBefore;
            if (before != null && before.getScene() == getScene()) {
                before.requestFocus();
            }
        }
    }

    private void key(KeyEvent event) {
        int at = paletteList.getSelectionModel().getSelectedIndex();
        switch (event.getCode()) {
            case DOWN -> select(at + 1);
            case UP -> select(at - 1);
            case PAGE_DOWN -> select(Math.min(hits.size() - 1, at + 8));
            case PAGE_UP -> select(Math.max(0, at - 8));
            case ENTER -> run();
            case ESCAPE -> hide();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void select(int index) {
        if (!hits.isEmpty()) {
            int at = Math.floorMod(index, hits.size());
            paletteList.getSelectionModel().select(at);
            paletteList.scrollTo(Math.max(0, at - 5));
        }
    }

    private void run() {
        Hit hit = paletteList.getSelectionModel().getSelectedItem();
        if (hit != null) {
            hide();
            hit.entry.run.run();
        }
    }

    private void search() {
        if (!isVisible()) {
            return;
        }
        String typed = paletteField.getText().strip();
        hits.setAll(typed.isEmpty() ? unasked() : found(typed));
        boolean none = hits.isEmpty();
        paletteList.setVisible(!none);
        paletteList.setManaged(!none);
        paletteNone.setVisible(none);
        paletteNone.setText(none ? Text.of("shell.palette.none", typed) : "");
        paletteList.getSelectionModel().selectFirst();
        if (!none) {
            paletteList.scrollTo(0);
        }
        paletteList.setPrefHeight(Math.min(hits.size(), 11) * rowHeight() + 10);
    }

    private double rowHeight() {
        return paletteNone.getFont().getSize() * 2.462;
    }

    /// Without a word typed, a few of each kind.
    private List<Hit> unasked() {
        List<Hit> some = new ArrayList<>();
        String kind = "";
        int ofKind = 0;
        for (Entry entry : entries) {
            ofKind = entry.kind.equals(kind) ? ofKind + 1 : 0;
            kind = entry.kind;
            if (ofKind < MOST_UNASKED || !entry.keys.isEmpty()) {
                some.add(new Hit(entry, null));
            }
        }
        return some;
    }

    private List<Hit> found(String typed) {
        List<Hit> found = new ArrayList<>();
        for (Entry entry : entries) {
            Fuzzy.Match match = Fuzzy.match(typed, entry.title);
            if (match != null) {
                found.add(new Hit(entry, match));
            }
        }
        found.sort(Comparator.comparingInt((Hit hit) -> hit.match == null ? 0 : -hit.match.score()));
        return found.size() > MOST_SHOWN ? found.subList(0, MOST_SHOWN) : found;
    }

    /// What is found now, the best first: titles.
    List<String> titles() {
        return hits.stream().map(hit -> hit.entry.title).toList();
    }

    private final class HitCell extends ListCell<Hit> {
        private final TextFlow title = new TextFlow();
        private final Label kind = new Label();
        private final Label keys = new Label();
        private final HBox line = new HBox();

        HitCell() {
            getStyleClass().add("palette-cell");
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            setPrefWidth(0);
            line.getStyleClass().add("palette-line");
            line.setAlignment(Pos.CENTER_LEFT);
            kind.getStyleClass().addAll("muted", "small");
            kind.setMinWidth(USE_PREF_SIZE);
            keys.getStyleClass().add("badge");
            keys.setMinWidth(USE_PREF_SIZE);
            title.setMinWidth(0);
            HBox.setHgrow(title, Priority.ALWAYS);
            setOnMouseClicked(_ -> {
                if (getItem() != null) {
                    paletteList.getSelectionModel().select(getItem());
                    run();
                }
            });
        }

        @Override
        protected void updateItem(@Nullable Hit hit, boolean empty) {
            super.updateItem(hit, empty);
            if (empty || hit == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            title.getChildren().setAll(words(hit));
            title.setMaxHeight(USE_PREF_SIZE);
            kind.setText(hit.entry.kind);
            keys.setText(hit.entry.keys);
            line.getChildren().setAll(hit.entry.icon.node("muted"), title, kind);
            if (!hit.entry.keys.isEmpty()) {
                line.getChildren().add(keys);
            }
            setGraphic(line);
            // Made while the list is laid out, the new nodes would stay without style until the next change.
            line.applyCss();
            setAccessibleText(hit.entry.title + ", " + hit.entry.kind);
        }

        /// The letters that were meant stand out.
        private List<javafx.scene.text.Text> words(Hit hit) {
            String text = hit.entry.title;
            boolean[] meant = new boolean[text.length()];
            if (hit.match != null) {
                for (int at : hit.match.at()) {
                    meant[at] = true;
                }
            }
            List<javafx.scene.text.Text> runs = new ArrayList<>();
            for (int from = 0; from < text.length(); ) {
                int to = from + 1;
                while (to < text.length() && meant[to] == meant[from]) {
                    to++;
                }
                javafx.scene.text.Text run = new javafx.scene.text.Text(text.substring(from, to));
                run.getStyleClass().add(meant[from] ? "palette-meant" : "palette-text");
                runs.add(run);
                from = to;
            }
            return runs;
        }
    }
}
