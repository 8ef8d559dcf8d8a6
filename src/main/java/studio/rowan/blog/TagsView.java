package studio.rowan.blog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import studio.rowan.kit.Text;

/// The tags of a post as chips, and a field that adds one: it offers those that are there, and to make one that is not.
final class TagsView extends VBox {
    private static final int OFFERED = 8;
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final ObservableList<Tag> known;
    private final Consumer<List<Tag.New>> changed;
    private final FlowPane chips = new FlowPane();
    private final FlowPane offers = new FlowPane();
    private final TextField add = new TextField();
    private List<Tag.New> tags = List.of();
    private List<Tag.New> offered = List.of();
    private int chosen;

    /// @param known all tags of the file
    /// @param changed told what the user made of the tags
    TagsView(ObservableList<Tag> known, Consumer<List<Tag.New>> changed) {
        this.known = known;
        this.changed = changed;
        getStyleClass().add("tags");
        chips.getStyleClass().add("chips");
        offers.getStyleClass().add("offers");
        offers.setId("tagOffers");
        add.setId("tagAdd");
        add.setPromptText(Text.of("blog.tag.add"));
        add.setAccessibleText(Text.of("blog.tag.add"));
        add.setTooltip(new Tooltip(Text.of("blog.tag.add.tip")));
        add.textProperty().subscribe(_ -> offer());
        add.focusedProperty().subscribe(_ -> offer());
        add.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        known.addListener((ListChangeListener<Tag>) _ -> offer());
        getChildren().addAll(chips, offers);
        draw();
    }

    void show(List<Tag.New> now) {
        if (!now.equals(tags)) {
            tags = now;
            draw();
            offer();
        }
    }

    void setLocked(boolean locked) {
        add.setDisable(locked);
        chips.setDisable(locked);
    }

    private void draw() {
        chips.getChildren().clear();
        for (Tag.New tag : tags) {
            chips.getChildren().add(new TagChipView(tag.name(), tag.color()).removable(tag.name(), () -> remove(tag)));
        }
        chips.getChildren().add(add);
    }

    // ---- what is offered ----

    private void offer() {
        String typed = add.getText().strip();
        boolean wanted = add.isFocused() || !typed.isEmpty();
        offered = wanted ? offers(typed) : List.of();
        chosen = typed.isEmpty() ? -1 : 0;
        offers.getChildren().setAll(offered.stream().map(this::button).toList());
        offers.setVisible(!offered.isEmpty());
        offers.setManaged(!offered.isEmpty());
        mark();
    }

    private List<Tag.New> offers(String typed) {
        String part = typed.toLowerCase(Locale.ROOT);
        List<Tag.New> found = new ArrayList<>();
        List<Tag.New> inside = new ArrayList<>();
        boolean exact = false;
        for (Tag tag : known) {
            String name = tag.name().toLowerCase(Locale.ROOT);
            exact |= name.equals(part);
            if (!has(tag.name()) && name.contains(part)) {
                (name.startsWith(part) ? found : inside).add(new Tag.New(tag.name(), tag.color()));
            }
        }
        found.addAll(inside);
        List<Tag.New> best = new ArrayList<>(found.subList(0, Math.min(OFFERED, found.size())));
        if (!exact && !typed.isEmpty() && !has(typed)) {
            best.add(new Tag.New(typed, TagColors.of(typed)));
        }
        return best;
    }

    private boolean has(String name) {
        return tags.stream().anyMatch(tag -> tag.name().equalsIgnoreCase(name));
    }

    private Button button(Tag.New tag) {
        boolean isNew = known.stream().noneMatch(k -> k.name().equals(tag.name()));
        Button button = new Button("", new TagChipView(tag.name(), tag.color()));
        button.setId(isNew ? "tagCreate" : "tagOffer-" + tag.name());
        button.getStyleClass().addAll("flat", "offer");
        if (isNew) {
            button.setText(Text.of("blog.tag.create"));
            button.setContentDisplay(ContentDisplay.RIGHT);
        }
        button.setAccessibleText(Text.of(isNew ? "blog.tag.create.named" : "blog.tag.add.named", tag.name()));
        button.setFocusTraversable(false);
        button.setOnAction(_ -> {
            add(tag);
            add.requestFocus();
        });
        return button;
    }

    private void mark() {
        for (int i = 0; i < offers.getChildren().size(); i++) {
            offers.getChildren().get(i).pseudoClassStateChanged(CHOSEN, i == chosen);
        }
    }

    // ---- keys ----

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case ENTER, COMMA -> {
                if (chosen >= 0 && chosen < offered.size()) {
                    add(offered.get(chosen));
                } else {
                    add.clear();
                }
                event.consume();
            }
            case DOWN, UP -> {
                if (!event.isAltDown() && !offered.isEmpty()) {
                    int step = event.getCode() == KeyCode.DOWN ? 1 : -1;
                    chosen = Math.floorMod(chosen < 0 && step < 0 ? -1 : chosen + step, offered.size());
                    mark();
                    event.consume();
                }
            }
            case BACK_SPACE -> {
                if (add.getText().isEmpty() && !tags.isEmpty()) {
                    remove(tags.getLast());
                    event.consume();
                }
            }
            case ESCAPE -> {
                if (!add.getText().isEmpty()) {
                    add.clear();
                    event.consume();
                }
            }
            default -> {}
        }
    }

    private void add(Tag.New tag) {
        List<Tag.New> more = new ArrayList<>(tags);
        more.add(tag);
        boolean focused = add.isFocused();
        set(more);
        add.clear();
        if (focused) {
            add.requestFocus();
        }
    }

    private void remove(Tag.New tag) {
        List<Tag.New> rest = new ArrayList<>(tags);
        rest.remove(tag);
        set(rest);
        add.requestFocus();
    }

    private void set(List<Tag.New> now) {
        tags = List.copyOf(now);
        draw();
        changed.accept(tags);
        offer();
    }
}
