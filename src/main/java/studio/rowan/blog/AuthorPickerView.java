package studio.rowan.blog;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Job;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Flyout;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// A button that says who, and opens a list of users to search in.
final class AuthorPickerView extends Button {
    private static final int FOUND = 50;
    private static final Duration QUIET = Duration.millis(120);

    private final Workspace workspace;
    private final Jobs jobs;
    private final String nobody;
    private final boolean clearable;
    private final Consumer<@Nullable Author> chosen;
    private final AvatarView avatar = new AvatarView("small");
    private final Flyout flyout;
    private final TextField search = new TextField();
    private final ListView<Author> list = new ListView<>();
    private final Label none = new Label(Text.of("blog.author.none"));
    private final VBox content = new VBox();
    private final Jobs.Debounced searching;
    private @Nullable Author author;
    private @Nullable Job<?> job;

    /// @param id of the button; the search field and list in the flyout are named after it
    /// @param nobody what the button says while nobody is chosen
    /// @param clearable whether it can go back to nobody
    AuthorPickerView(
            String id,
            String nobody,
            boolean clearable,
            Workspace workspace,
            Jobs jobs,
            Consumer<@Nullable Author> chosen) {
        this.workspace = workspace;
        this.jobs = jobs;
        this.nobody = nobody;
        this.clearable = clearable;
        this.chosen = chosen;
        setId(id);
        getStyleClass().add("author-picker");
        flyout = new Flyout(id + "Flyout").onHidden(search::clear);
        searching = jobs.debounce(QUIET, this::search);
        search.setId(id + "Search");
        search.setPromptText(Text.of("blog.author.search"));
        search.setAccessibleText(Text.of("blog.author.search"));
        search.textProperty().subscribe(_ -> {
            if (flyout.isShowing()) {
                searching.trigger();
            }
        });
        search.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.setId(id + "List");
        list.getStyleClass().add("plain");
        list.setCellFactory(_ -> new AuthorCell(this::choose));
        list.setPlaceholder(none);
        list.setFocusTraversable(false);
        none.getStyleClass().add("muted");
        none.setWrapText(true);
        content.getStyleClass().add("author-choice");
        setOnAction(_ -> open());
        show(null);
    }

    @Nullable
    Author author() {
        return author;
    }

    void show(@Nullable Author who) {
        author = who;
        setText(who == null ? nobody : who.name());
        if (who != null) {
            avatar.show(who.name());
        }
        setGraphic(who == null ? Icons.CHEVRON_DOWN.node("muted") : avatar);
        setContentDisplay(who == null ? ContentDisplay.RIGHT : ContentDisplay.LEFT);
        setAccessibleText(who == null ? nobody : Text.of("blog.author.is", who.name()));
    }

    void open() {
        content.getChildren().setAll(search, list);
        if (clearable && author != null) {
            HBox line = new HBox(Controls.button(getId() + "Clear", Icons.CLOSE, nobody, () -> choose(null)));
            content.getChildren().add(line);
        }
        if (!clearable && workspace.db().isWritable()) {
            content.getChildren()
                    .add(new HBox(
                            Controls.button(getId() + "New", Icons.PLUS, Text.of("blog.author.make"), this::make)));
        }
        search.clear();
        flyout.show(this, content);
        search.requestFocus();
        search();
    }

    private void make() {
        AuthorMakerView maker = new AuthorMakerView(getId(), search.getText(), workspace, jobs, this::choose);
        content.getChildren().setAll(maker);
        maker.focus();
    }

    private void search() {
        Job<?> before = job;
        if (before != null) {
            before.cancel();
        }
        String text = search.getText();
        Job<List<Author>> now = workspace
                .db()
                .read("authors", access -> access.mapper(UserMapper.class).search(text, FOUND));
        job = now;
        jobs.run(
                now,
                found -> {
                    if (now == job) {
                        list.getItems().setAll(found);
                        list.getSelectionModel().selectFirst();
                        list.scrollTo(0);
                    }
                },
                // An empty list says enough; the panel's own list says why nothing can be read.
                _ -> list.getItems().clear());
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> {
                list.getSelectionModel().selectNext();
                list.scrollTo(list.getSelectionModel().getSelectedIndex());
                event.consume();
            }
            case UP -> {
                list.getSelectionModel().selectPrevious();
                list.scrollTo(list.getSelectionModel().getSelectedIndex());
                event.consume();
            }
            case ENTER -> {
                Author first = list.getSelectionModel().getSelectedItem();
                if (first != null) {
                    choose(first);
                }
                event.consume();
            }
            default -> {}
        }
    }

    private void choose(@Nullable Author who) {
        flyout.hide();
        show(who);
        chosen.accept(who);
        requestFocus();
    }

    /// A user with name and address.
    private static final class AuthorCell extends ListCell<Author> {
        private final AvatarView avatar = new AvatarView("small");
        private final Label name = new Label();
        private final Label email = new Label();
        private final HBox line = new HBox(avatar, new VBox(name, email));

        AuthorCell(Consumer<@Nullable Author> choose) {
            line.getStyleClass().add("author-line");
            email.getStyleClass().addAll("muted", "small");
            name.getStyleClass().add("medium");
            setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY && getItem() != null) {
                    choose.accept(getItem());
                }
            });
        }

        @Override
        protected void updateItem(@Nullable Author item, boolean empty) {
            super.updateItem(item, empty);
            if (item == null || empty) {
                setGraphic(null);
            } else {
                avatar.show(item.name());
                name.setText(item.name());
                email.setText(item.email());
                setGraphic(line);
            }
        }
    }
}
