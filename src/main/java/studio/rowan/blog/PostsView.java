package studio.rowan.blog;

import java.util.List;
import java.util.function.Consumer;
import javafx.collections.SetChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// The posts, a page at a time, with the one marked that is in the form.
final class PostsView extends VBox {
    /// What a user does here that concerns more than the list.
    /// @param write goes on in the form with the post that is marked
    /// @param status takes where in the list the page is
    record Host(Runnable create, Runnable clearFilters, Runnable write, Runnable delete, Consumer<String> status) {}

    private final BlogModel model;
    private final PostFormModel form;
    private final Host host;
    private boolean selecting;
    private boolean wantFirst;
    private boolean wantLast;

    @FXML
    private ListView<Blog.Listed> blogList;

    @FXML
    private StackPane blogEmpty;

    @FXML
    private Label blogPosition;

    @FXML
    private Button blogOrder;

    @FXML
    private Button blogPrevious;

    @FXML
    private Button blogNext;

    PostsView(BlogModel model, PostFormModel form, BlogPane.Tools tools, Host host) {
        this.model = model;
        this.form = form;
        this.host = host;
        Fxml.load(this);
        buildList(tools);
        buildPager();
        model.window().subscribe(this::draw);
        model.loaded().subscribe(_ -> drawEmpty());
        model.total().subscribe(_ -> drawPosition());
        form.shown().subscribe(_ -> selectShown());
        form.unsaved().addListener((SetChangeListener<Long>) _ -> blogList.refresh());
    }

    private void buildList(BlogPane.Tools tools) {
        blogList.setAccessibleText(Text.of("blog.title"));
        blogList.setCellFactory(_ -> new PostCell(() -> tools.zone().getValue(), tools.clock(), form.unsaved()));
        blogList.getSelectionModel().selectedItemProperty().subscribe((_, now) -> {
            if (now != null && !selecting) {
                form.open(now.post().id());
            }
        });
        blogList.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void key(KeyEvent event) {
        @Nullable
        Runnable deed = switch (event.getCode()) {
            case ENTER -> host.write();
            case DELETE -> host.delete();
            default -> null;
        };
        if (deed != null && form.shown().get() != null) {
            deed.run();
            event.consume();
        }
    }

    private void buildPager() {
        blogOrder.setTooltip(new Tooltip(Text.of("blog.order.tip")));
        blogOrder.setOnAction(_ -> model.towards()
                .set(
                        model.towards().get() == PostMapper.Towards.OLDER
                                ? PostMapper.Towards.NEWER
                                : PostMapper.Towards.OLDER));
        model.towards().subscribe(this::drawOrder);
        blogPrevious.setGraphic(Icons.CHEVRON_LEFT.node());
        blogPrevious.setTooltip(new Tooltip(Text.of("blog.previous")));
        blogPrevious.setOnAction(_ -> model.previous());
        blogNext.setGraphic(Icons.CHEVRON_RIGHT.node());
        blogNext.setTooltip(new Tooltip(Text.of("blog.next")));
        blogNext.setOnAction(_ -> model.next());
    }

    private void drawOrder(PostMapper.Towards towards) {
        boolean newest = towards == PostMapper.Towards.OLDER;
        blogOrder.setText(Text.of(newest ? "blog.order.newest" : "blog.order.oldest"));
        blogOrder.setGraphic((newest ? Icons.SORT_DOWN : Icons.SORT_UP).node("muted"));
    }

    private void draw(BlogModel.Window now) {
        selecting = true;
        if (!blogList.getItems().equals(now.posts())) {
            boolean same = !blogList.getItems().isEmpty()
                    && !now.posts().isEmpty()
                    && blogList.getItems().getFirst().post().id()
                            == now.posts().getFirst().post().id();
            blogList.getItems().setAll(now.posts());
            if (!same) {
                blogList.scrollTo(0);
            }
        }
        selecting = false;
        if ((wantFirst || wantLast) && !now.posts().isEmpty()) {
            blogList.getSelectionModel()
                    .clearAndSelect(wantFirst ? 0 : now.posts().size() - 1);
            blogList.scrollTo(blogList.getSelectionModel().getSelectedIndex());
        } else {
            selectShown();
        }
        wantFirst = false;
        wantLast = false;
        drawEmpty();
        drawPosition();
    }

    /// The list marks the post that is in the form, where it is on this page.
    private void selectShown() {
        PostFormModel.Shown inForm = form.shown().get();
        selecting = true;
        blogList.getSelectionModel().clearSelection();
        if (inForm != null) {
            List<Blog.Listed> posts = blogList.getItems();
            for (int i = 0; i < posts.size(); i++) {
                if (posts.get(i).post().id() == inForm.id()) {
                    blogList.getSelectionModel().select(i);
                }
            }
        }
        selecting = false;
    }

    private void drawEmpty() {
        boolean none = model.isNone();
        blogEmpty.getChildren().clear();
        blogEmpty.setVisible(none);
        if (!none) {
            return;
        }
        if (model.filter().get().isAll()) {
            EmptyState first = new EmptyState(Icons.EDIT, Text.of("blog.none"), Text.of("blog.none.text"));
            blogEmpty
                    .getChildren()
                    .add(
                            form.canWrite()
                                    ? first.action("blogFirst", Text.of("blog.none.write"), host.create())
                                    : first);
        } else {
            blogEmpty
                    .getChildren()
                    .add(new EmptyState(Icons.SEARCH, Text.of("blog.noMatch"), Text.of("blog.noMatch.text"))
                            .action("blogClear", Text.of("blog.noMatch.clear"), host.clearFilters()));
        }
    }

    private void drawPosition() {
        BlogModel.Window now = model.window().get();
        long total = model.total().get();
        long last = now.first() + now.posts().size();
        boolean none = now.posts().isEmpty();
        String range = Text.of("blog.range", now.first() + 1, last);
        String text = none ? "" : total < 0 ? range : Text.of("blog.position", range, Math.max(total, last));
        blogPosition.setText(text);
        blogPrevious.setDisable(now.first() == 0);
        blogNext.setDisable(!now.more());
        host.status().accept(none ? "" : Text.of("blog.status", text));
    }

    /// The post before or after the one in the form, also over the edge of a page.
    void step(int by) {
        int at = blogList.getSelectionModel().getSelectedIndex() + by;
        if (at >= 0 && at < blogList.getItems().size()) {
            blogList.getSelectionModel().clearAndSelect(at);
            blogList.scrollTo(at);
        } else if (by > 0 && model.window().get().more()) {
            wantFirst = true;
            model.next();
        } else if (by < 0 && model.window().get().first() > 0) {
            wantLast = true;
            model.previous();
        }
    }

    void focusList() {
        blogList.requestFocus();
    }

    boolean isInList() {
        return blogList.isFocused();
    }
}
