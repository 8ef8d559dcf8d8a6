package studio.rowan.blog;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.collections.SetChangeListener;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.kit.Command;
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

    /// What it needs beside its file.
    /// @param commits where what it writes can be undone
    public record Tools(
            Jobs jobs, Dialogs dialogs, InstantSource clock, ObservableValue<ZoneId> zone, CommitList commits) {}

    private final BlogModel model;
    private final PostFormModel form;
    private final PostsBarView bar;
    private final PostsView posts;
    private final PostFormView formView;
    private final NoticeBar notice = new NoticeBar();
    private final StackPane formPlace = new StackPane();
    private final EmptyState nothingOpen;
    private final Nav nav;
    private final Dialogs dialogs;
    private final Workspace.Listener listener;
    private boolean shown;
    private boolean stale = true;

    public BlogPane(Workspace workspace, Nav nav, Tools tools) {
        this.nav = nav;
        this.dialogs = tools.dialogs();
        Jobs jobs = tools.jobs();
        model = new BlogModel(workspace, jobs);
        form = new PostFormModel(workspace, jobs, tools.commits());
        Supplier<ZoneId> zone = () -> tools.zone().getValue();
        formView = new PostFormView(
                form, new PostFormView.Host(jobs, zone, tools.clock(), model, form::open, this::delete, this::revert));
        bar = new PostsBarView(model, jobs, form.canWrite() ? this::create : null, this::focusList);
        posts = new PostsView(
                model,
                form,
                tools,
                new PostsView.Host(
                        this::create, bar::clear, formView::focusTitle, this::delete, text -> nav.status(this, text)));
        nothingOpen = new EmptyState(Icons.EDIT, Text.of("blog.nothingOpen"), Text.of("blog.nothingOpen.text"))
                .action("blogWrite", Text.of("blog.new"), this::create);
        listener = (_, _) -> jobs.ui(this::changed);
        build();
        follow();
        workspace.addListener(listener);
    }

    private void build() {
        getStyleClass().add("blog");
        Fxml.style(this);
        notice.setId("blogNotice");
        setTop(new VBox(bar, notice));
        formPlace.setId("blogForm");
        SplitPane split = new SplitPane(posts, formPlace);
        split.setId("blogSplit");
        split.setDividerPositions(0.5);
        setCenter(split);
        nothingOpen.setDisable(!form.canWrite());
    }

    private void follow() {
        form.shown().subscribe(now -> formPlace.getChildren().setAll(now == null ? nothingOpen : formView));
        form.unsaved().addListener((SetChangeListener<Long>) _ -> nav.changed(this));
        model.window().subscribe(_ -> offer());
        model.loaded().subscribe(_ -> offer());
        model.error().subscribe(this::showError);
        PostNoticesView.follow(form, formView.notice(), notice);
    }

    /// Where the list is empty, that alone says what to do.
    private void offer() {
        nothingOpen.setVisible(!model.isNone());
    }

    private void showError(@Nullable DbError error) {
        if (error == null) {
            notice.clear();
        } else {
            notice.show(Notice.of(error).action("blogRetry", Text.of("blog.retry"), model::refresh));
        }
    }

    private void focusList() {
        posts.focusList();
    }

    // ---- what concerns list and form ----

    private void create() {
        if (form.canWrite()) {
            form.create(bar.author());
            formView.focusTitle();
        }
    }

    private void revert() {
        if (!form.dirty().get()
                || dialogs.confirm(Dialogs.Question.of(
                                Text.of("blog.revert.title"), Text.of("blog.revert.message"), Text.of("blog.revert"))
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
            if (dialogs.confirm(question)) {
                form.delete();
            }
        }
    }

    /// From the form back to the list; from the list to the words that are looked for.
    private void back() {
        if (posts.isInList()) {
            bar.focusSearch();
        } else {
            posts.focusList();
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
                Command.of("find", Icons.SEARCH, Text.of("blog.search"), "Shortcut+F", bar::focusSearch),
                Command.of("blog.new", Icons.PLUS, Text.of("blog.new"), "Shortcut+N", this::create)
                        .when(form::canWrite),
                Command.of("blog.save", Icons.CHECK, Text.of("blog.save"), "Shortcut+S", formView::save)
                        .when(() -> form.shown().get() != null && form.canWrite()),
                Command.of("blog.delete", Icons.DELETE, Text.of("blog.delete"), null, this::delete)
                        .when(() -> form.shown().get() != null && form.canWrite()),
                Command.of("blog.before", Icons.UP, Text.of("blog.before"), "Alt+Up", () -> posts.step(-1)),
                Command.of("blog.after", Icons.DOWN, Text.of("blog.after"), "Alt+Down", () -> posts.step(1)),
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
        bar.close();
        model.close();
    }
}
