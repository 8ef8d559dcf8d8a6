package studio.rowan.blog;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.SetChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Outcome;
import studio.rowan.db.DbError;
import studio.rowan.kit.Command;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Panel;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// The blog as its editors see it: the posts, and the one that is written.
public final class BlogPane extends BorderPane implements Panel {
    public static final String ID = "blog";

    private static final Duration QUIET = Duration.millis(180);

    private static final double BAR_GAPS = 64;

    /// What it needs beside its file.
    /// @param commits where what it writes can be undone
    public record Tools(
            Jobs jobs, Dialogs dialogs, InstantSource clock, ObservableValue<ZoneId> zone, CommitList commits) {}

    private final BlogModel model;
    private final PostFormModel form;
    private final PostFormView formView;
    private final Nav nav;
    private final Tools tools;
    private final Workspace.Listener listener;
    private final Jobs.Debounced searching;
    private final AuthorPickerView byAuthor;
    private final ToggleGroup statuses = new ToggleGroup();
    private final EmptyState nothingOpen;
    private boolean shown;
    private boolean stale = true;
    private boolean selecting;
    private boolean wantFirst;
    private boolean wantLast;

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

    @FXML
    private NoticeBar blogNotice;

    @FXML
    private SplitPane blogSplit;

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

    @FXML
    private StackPane blogForm;

    public BlogPane(Workspace workspace, Nav nav, Tools tools) {
        this.nav = nav;
        this.tools = tools;
        Jobs jobs = tools.jobs();
        model = new BlogModel(workspace, jobs);
        form = new PostFormModel(workspace, jobs, tools.commits());
        Supplier<ZoneId> zone = () -> tools.zone().getValue();
        formView = new PostFormView(
                form, new PostFormView.Host(jobs, zone, tools.clock(), model, this::open, this::delete, this::revert));
        byAuthor = new AuthorPickerView(
                "blogAuthor",
                Text.of("blog.author.any"),
                true,
                workspace,
                jobs,
                who -> model.filter().set(model.filter().get().withAuthor(who == null ? null : who.id())));
        nothingOpen = new EmptyState(Icons.EDIT, Text.of("blog.nothingOpen"), Text.of("blog.nothingOpen.text"))
                .action("blogWrite", Text.of("blog.new"), this::create);
        searching = jobs.debounce(QUIET, this::search);
        listener = (_, _) -> jobs.ui(this::changed);
        Fxml.load(this);
        buildBar();
        buildList();
        buildForm();
        workspace.addListener(listener);
    }

    // ---- the bar ----

    private void buildBar() {
        blogSearch.setAccessibleText(Text.of("blog.search"));
        blogSearch.setTooltip(new Tooltip(Text.of("blog.search.tip")));
        blogSearch.textProperty().subscribe((_, _) -> searching.trigger());
        blogSearch.addEventHandler(KeyEvent.KEY_PRESSED, this::searchKey);
        blogTag.setCellFactory(_ -> new TagChoiceCell());
        blogTag.setButtonCell(new TagButtonCell());
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
        blogBar.widthProperty().subscribe(this::fitBar);
        blogNew.setGraphic(Icons.PLUS.node());
        blogNew.setTooltip(new Tooltip(Text.of("blog.new.tip")));
        blogNew.setOnAction(_ -> create());
        blogNew.setDisable(!form.canWrite());
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

    private void search() {
        model.search(blogSearch.getText());
    }

    private void searchKey(KeyEvent event) {
        switch (event.getCode()) {
            case ENTER -> searching.now();
            case DOWN -> {
                if (!event.isAltDown()) {
                    blogList.requestFocus();
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

    private void clearFilters() {
        blogSearch.clear();
        searching.cancel();
        byAuthor.show(null);
        blogTag.setValue(null);
        statuses.selectToggle(statuses.getToggles().getFirst());
        model.filter().set(PostFilter.ALL);
    }

    // ---- the list ----

    private void buildList() {
        blogList.setAccessibleText(Text.of("blog.title"));
        blogList.setCellFactory(_ -> new PostCell(() -> tools.zone().getValue(), tools.clock(), form.unsaved()));
        blogList.getSelectionModel().selectedItemProperty().subscribe((_, now) -> {
            if (now != null && !selecting) {
                form.open(now.post().id());
            }
        });
        blogList.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && form.shown().get() != null) {
                formView.focusTitle();
                event.consume();
            } else if (event.getCode() == KeyCode.DELETE && form.shown().get() != null) {
                delete();
                event.consume();
            }
        });
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
        model.window().subscribe(this::draw);
        model.loaded().subscribe(_ -> drawEmpty(model.window().get()));
        model.total().subscribe(_ -> drawPosition());
        model.error().subscribe(this::showError);
        form.unsaved().addListener((SetChangeListener<Long>) _ -> blogList.refresh());
    }

    private void drawOrder(PostMapper.Towards towards) {
        boolean newest = towards == PostMapper.Towards.OLDER;
        blogOrder.setText(Text.of(newest ? "blog.order.newest" : "blog.order.oldest"));
        blogOrder.setGraphic((newest ? Icons.SORT_DOWN : Icons.SORT_UP).node("muted"));
        blogOrder.setTooltip(new Tooltip(Text.of("blog.order.tip")));
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
        drawEmpty(now);
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

    private void drawEmpty(BlogModel.Window now) {
        blogEmpty.getChildren().clear();
        boolean none = model.loaded().get() && now.posts().isEmpty();
        nothingOpen.setVisible(!none);
        blogEmpty.setVisible(none);
        if (none && model.filter().get().isAll()) {
            EmptyState first = new EmptyState(Icons.EDIT, Text.of("blog.none"), Text.of("blog.none.text"));
            blogEmpty
                    .getChildren()
                    .add(form.canWrite() ? first.action("blogFirst", Text.of("blog.none.write"), this::create) : first);
        } else if (none) {
            blogEmpty
                    .getChildren()
                    .add(new EmptyState(Icons.SEARCH, Text.of("blog.noMatch"), Text.of("blog.noMatch.text"))
                            .action("blogClear", Text.of("blog.noMatch.clear"), this::clearFilters));
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
        nav.status(this, none ? "" : Text.of("blog.status", text));
    }

    private void showError(@Nullable DbError error) {
        if (error == null) {
            blogNotice.clear();
        } else {
            blogNotice.show(Notice.of(error).action("blogRetry", Text.of("blog.retry"), model::refresh));
        }
    }

    // ---- the form ----

    private void buildForm() {
        form.shown().subscribe(now -> {
            blogForm.getChildren().setAll(now == null ? nothingOpen : formView);
            selectShown();
        });
        form.event().subscribe(this::tell);
        form.unsaved().addListener((SetChangeListener<Long>) _ -> nav.changed(this));
        nothingOpen.setDisable(!form.canWrite());
    }

    private void tell(PostFormModel.@Nullable Event event) {
        NoticeBar bar = formView.notice();
        bar.clear();
        switch (event) {
            case null -> {}
            case PostFormModel.Event.Saved(PostDetail now, boolean isNew, var done) ->
                bar.show(Notice.success(Text.of(
                                isNew
                                        ? now.post().published() ? "blog.said.published" : "blog.said.created"
                                        : "blog.said.saved"))
                        .action("postUndo", Text.of("blog.undo"), () -> takeBack(done)));
            case PostFormModel.Event.Deleted(Post post, var done) ->
                blogNotice.show(Notice.success(Text.of("blog.said.deleted", post.title()))
                        .action("postUndo", Text.of("blog.undo"), () -> takeBack(done)));
            case PostFormModel.Event.Changed(PostDetail theirs) ->
                bar.show(Notice.warning(Text.of("blog.changed"))
                        .next(Text.of("blog.changed.next"))
                        .details(theirWords(theirs))
                        .action("postKeepMine", Text.of("blog.changed.mine"), form::keepMine)
                        .action("postTakeTheirs", Text.of("blog.changed.theirs"), form::takeTheirs));
            case PostFormModel.Event.Gone() ->
                bar.show(Notice.warning(Text.of("blog.gone"))
                        .next(Text.of("blog.gone.next"))
                        .action("postSaveAsNew", Text.of("blog.gone.asNew"), form::saveAsNew)
                        .action("postGiveUp", Text.of("blog.gone.giveUp"), form::revert));
            case PostFormModel.Event.Elsewhere(Post post) ->
                besideForm()
                        .show(Notice.warning(Text.of("blog.elsewhere", post.title()))
                                .next(Text.of("blog.elsewhere.next"))
                                .action("postElsewhere", Text.of("blog.elsewhere.open"), () -> form.open(post.id())));
            case PostFormModel.Event.Refused(DbError error) -> besideForm().show(Notice.of(error));
        }
    }

    private NoticeBar besideForm() {
        return form.shown().get() == null ? blogNotice : formView.notice();
    }

    private static String theirWords(PostDetail theirs) {
        PostDraft now = PostDraft.of(theirs);
        return Text.of(
                "blog.changed.details",
                now.title(),
                theirs.author().name(),
                Text.of(now.published() ? "blog.published" : "blog.draft"),
                String.join(", ", now.names()),
                now.content());
    }

    private void takeBack(Outcome.Done done) {
        blogNotice.clear();
        if (!form.takeBack(done)) {
            blogNotice.show(Notice.info(Text.of("blog.undo.not")).next(Text.of("blog.undo.not.next")));
        }
    }

    private void open(long id) {
        form.open(id);
    }

    private void create() {
        if (form.canWrite()) {
            form.create(byAuthor.author());
            formView.focusTitle();
        }
    }

    private void revert() {
        if (!form.dirty().get()
                || tools.dialogs()
                        .confirm(Dialogs.Question.of(
                                        Text.of("blog.revert.title"),
                                        Text.of("blog.revert.message"),
                                        Text.of("blog.revert"))
                                .dangerous())) {
            form.revert();
        }
    }

    private void delete() {
        PostFormModel.Shown now = form.shown().get();
        if (now != null && now.base() != null && form.canWrite()) {
            Dialogs.Question question = Dialogs.Question.of(
                            Text.of("blog.delete.title"),
                            Text.of("blog.delete.message", now.base().post().title()),
                            Text.of("blog.delete"))
                    .dangerous();
            if (tools.dialogs().confirm(question)) {
                form.delete();
            }
        }
    }

    /// The post before or after the one in the form, also over the edge of a page.
    private void step(int by) {
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

    /// From the form back to the list; from the list to the words that are looked for.
    private void back() {
        if (blogList.isFocused()) {
            blogSearch.requestFocus();
        } else {
            blogList.requestFocus();
        }
    }

    // ---- the panel ----

    private void changed() {
        stale = true;
        if (shown) {
            refresh();
        }
    }

    private void refresh() {
        stale = false;
        model.refresh();
        form.refresh();
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return Text.of("blog.title") + (form.unsaved().isEmpty() ? "" : " •");
    }

    @Override
    public Icons icon() {
        return Icons.EDIT;
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public void onShown() {
        shown = true;
        if (stale) {
            refresh();
        }
    }

    @Override
    public void onHidden() {
        shown = false;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.of("refresh", Icons.REFRESH, Text.of("blog.refresh"), "F5", this::refresh),
                Command.of("find", Icons.SEARCH, Text.of("blog.search"), "Shortcut+F", blogSearch::requestFocus),
                Command.of("blog.new", Icons.PLUS, Text.of("blog.new"), "Shortcut+N", this::create)
                        .when(form::canWrite),
                Command.of("blog.save", Icons.CHECK, Text.of("blog.save"), "Shortcut+S", formView::save)
                        .when(() -> form.shown().get() != null && form.canWrite()),
                Command.of("blog.delete", Icons.DELETE, Text.of("blog.delete"), null, this::delete)
                        .when(() -> form.shown().get() != null && form.canWrite()),
                Command.of("blog.before", Icons.UP, Text.of("blog.before"), "Alt+Up", () -> step(-1)),
                Command.of("blog.after", Icons.DOWN, Text.of("blog.after"), "Alt+Down", () -> step(1)),
                Command.of("blog.back", Icons.BACK, Text.of("blog.back"), "Esc", this::back));
    }

    @Override
    public String state() {
        return BlogState.write(form.kept());
    }

    @Override
    public void restore(String state) {
        form.restore(BlogState.read(state));
    }

    @Override
    public void close() {
        model.workspace().removeListener(listener);
        searching.cancel();
        model.close();
    }

    /// A tag in the filter; none stands for any.
    private static final class TagChoiceCell extends ListCell<@Nullable Tag> {
        @Override
        protected void updateItem(@Nullable Tag tag, boolean empty) {
            super.updateItem(tag, empty);
            setText(empty || tag != null ? null : Text.of("blog.tag.any"));
            setGraphic(empty || tag == null ? null : new TagChipView(tag.name(), tag.color()));
        }
    }

    /// The same on the button, which is empty while nothing was chosen.
    private static final class TagButtonCell extends ListCell<@Nullable Tag> {
        @Override
        protected void updateItem(@Nullable Tag tag, boolean empty) {
            super.updateItem(tag, empty);
            setText(tag == null ? Text.of("blog.tag.any") : null);
            setGraphic(tag == null ? null : new TagChipView(tag.name(), tag.color()));
        }
    }
}
