package studio.rowan.blog;

import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;

/// Which posts are listed: words, author, tag and status; and the button that begins a new one.
final class PostsBarView extends VBox {
    private static final Duration QUIET = Duration.millis(180);

    private static final double BAR_GAPS = 64;

    private final BlogModel model;
    private final Jobs.Debounced searching;
    private final AuthorPickerView byAuthor;
    private final ToggleGroup statuses = new ToggleGroup();

    @FXML
    private TextField blogSearch;

    @FXML
    private HBox blogBar;

    @FXML
    private HBox blogSecond;

    @FXML
    private HBox blogFilters;

    @FXML
    private ComboBox<@Nullable Tag> blogTag;

    @FXML
    private Button blogNew;

    /// @param create begins a new post; null where the file cannot be written
    /// @param toList the arrow down leads from the words to what was found
    PostsBarView(BlogModel model, Jobs jobs, @Nullable Runnable create, Runnable toList) {
        this.model = model;
        byAuthor = new AuthorPickerView(
                "blogAuthor",
                Text.of("blog.author.any"),
                true,
                model.workspace(),
                jobs,
                who -> model.filter().set(model.filter().get().withAuthor(who == null ? null : who.id())));
        searching = jobs.debounce(QUIET, this::search);
        Fxml.load(this);
        buildSearch(toList);
        buildFilters();
        blogNew.setGraphic(Icons.PLUS.node());
        blogNew.setTooltip(new Tooltip(Text.of("blog.new.tip")));
        blogNew.setDisable(create == null);
        if (create != null) {
            blogNew.setOnAction(_ -> create.run());
        }
        blogBar.widthProperty().subscribe(this::fitBar);
    }

    private void buildSearch(Runnable toList) {
        blogSearch.setAccessibleText(Text.of("blog.search"));
        blogSearch.setTooltip(new Tooltip(Text.of("blog.search.tip")));
        blogSearch.textProperty().subscribe((_, _) -> searching.trigger());
        blogSearch.addEventHandler(KeyEvent.KEY_PRESSED, event -> searchKey(event, toList));
    }

    private void search() {
        model.search(blogSearch.getText());
    }

    private void searchKey(KeyEvent event, Runnable toList) {
        switch (event.getCode()) {
            case ENTER -> searching.now();
            case DOWN -> {
                if (!event.isAltDown()) {
                    toList.run();
                    event.consume();
                }
            }
            case ESCAPE -> {
                if (!blogSearch.getText().isEmpty()) {
                    blogSearch.clear();
                    event.consume();
                }
            }
            default -> {}
        }
    }

    private void buildFilters() {
        blogTag.setCellFactory(_ -> TagChoiceCell.inList());
        blogTag.setButtonCell(TagChoiceCell.onButton());
        blogTag.setAccessibleText(Text.of("blog.tag.filter"));
        blogTag.valueProperty()
                .subscribe((_, tag) -> model.filter().set(model.filter().get().withTag(tag == null ? null : tag.id())));
        model.tags().addListener((ListChangeListener<Tag>) _ -> fillTags());
        fillTags();
        ToggleButton all = status("blogAll", "blog.status.all", null);
        ToggleButton published = status("blogPublished", "blog.published", true);
        ToggleButton drafts = status("blogDrafts", "blog.status.drafts", false);
        blogFilters.getChildren().add(0, byAuthor);
        blogFilters.getChildren().add(Controls.segments(statuses, all, published, drafts));
    }

    private ToggleButton status(String id, String key, @Nullable Boolean published) {
        ToggleButton button = new ToggleButton(Text.of(key));
        button.setId(id);
        button.selectedProperty().subscribe((_, on) -> {
            if (on) {
                model.filter().set(model.filter().get().withPublished(published));
            }
        });
        return button;
    }

    private void fillTags() {
        Tag chosen = blogTag.getValue();
        blogTag.getItems().clear();
        blogTag.getItems().add(null);
        blogTag.getItems().addAll(model.tags());
        if (chosen != null) {
            blogTag.setValue(model.tags().stream()
                    .filter(tag -> tag.id() == chosen.id())
                    .findFirst()
                    .orElse(null));
        }
    }

    /// In a narrow pane, or with large letters, the filters stand in a line of their own.
    private void fitBar() {
        double needed = blogFilters.prefWidth(-1) + blogNew.prefWidth(-1) + blogSearch.minWidth(-1);
        HBox to = needed + BAR_GAPS > blogBar.getWidth() ? blogSecond : blogBar;
        if (blogFilters.getParent() != to) {
            ((HBox) blogFilters.getParent()).getChildren().remove(blogFilters);
            to.getChildren().add(to == blogBar ? 1 : 0, blogFilters);
        }
        blogBar.getStyleClass().remove("joined");
        if (to == blogSecond) {
            blogBar.getStyleClass().add("joined");
        }
        blogSecond.setVisible(to == blogSecond);
        blogSecond.setManaged(to == blogSecond);
    }

    /// The author that is filtered by, who is likely to be the next one's too.
    @Nullable
    Author author() {
        return byAuthor.author();
    }

    void focusSearch() {
        blogSearch.requestFocus();
    }

    /// Lists all posts again.
    void clear() {
        blogSearch.clear();
        searching.cancel();
        byAuthor.show(null);
        blogTag.setValue(null);
        statuses.selectToggle(statuses.getToggles().getFirst());
        model.filter().set(PostFilter.ALL);
    }

    void close() {
        searching.cancel();
    }
}
