package studio.rowan.blog;

import atlantafx.base.controls.ToggleSwitch;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Format;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;

/// The form of one post: title, author, tags, status and text, with what saves and deletes it.
final class PostFormView extends VBox {
    /// What it needs of the panel around it.
    record Host(
            Jobs jobs,
            Supplier<ZoneId> zone,
            InstantSource clock,
            BlogModel list,
            Consumer<Long> open,
            Runnable delete,
            Runnable revert) {}

    private final PostFormModel model;
    private final Host host;
    private final Label heading = new Label();
    private final Label unsaved = Controls.badge(Text.of("blog.unsaved"), "warning");
    private final Button save;
    private final Button revert;
    private final Button delete;
    private final NoticeBar notice = new NoticeBar();
    private final TextField title = new TextField();
    private final Label problem = new Label();
    private final AuthorPickerView author;
    private final ToggleSwitch published = new ToggleSwitch();
    private final TagsView tags;
    private final TextArea content = new TextArea();
    private final Label words = new Label();
    private final Label times = new Label();
    private final FlowPane others = new FlowPane();
    private boolean tried;

    PostFormView(PostFormModel model, Host host) {
        this.model = model;
        this.host = host;
        getStyleClass().add("post-form");
        save = Controls.button("postSave", Icons.CHECK, Text.of("blog.save"), this::save);
        save.getStyleClass().add("primary");
        save.setTooltip(new Tooltip(Text.of("blog.save.tip")));
        revert = Controls.iconButton("postRevert", Icons.REVERT, Text.of("blog.revert"), host.revert());
        delete = Controls.iconButton("postDelete", Icons.DELETE, Text.of("blog.delete"), host.delete());
        author = new AuthorPickerView(
                "postAuthor", Text.of("blog.author.choose"), false, host.list().workspace(), host.jobs(), who -> {
                    if (who != null) {
                        edit(model.draft().get().withAuthor(who));
                    }
                });
        tags = new TagsView(host.list().tags(), now -> edit(model.draft().get().withTags(now)));
        build();
        model.shown().subscribe(this::opened);
        model.draft().subscribe(this::fill);
        model.dirty().subscribe(_ -> enable());
        model.busy().subscribe(_ -> enable());
        model.onIncomplete(this::tellProblem);
    }

    NoticeBar notice() {
        return notice;
    }

    private void build() {
        heading.getStyleClass().add("heading");
        heading.setMinWidth(USE_PREF_SIZE);
        HBox bar = new HBox(heading, unsaved, Controls.spacer(), delete, revert, save);
        if (!model.canWrite()) {
            bar.getChildren().setAll(heading, Controls.badge(Text.of("blog.readOnly")));
        }
        bar.getStyleClass().add("pane-bar");
        notice.setId("postNotice");
        title.setId("postTitle");
        title.setPromptText(Text.of("blog.title.prompt"));
        title.setAccessibleText(Text.of("blog.title.label"));
        title.getStyleClass().add("post-title-field");
        title.textProperty().subscribe((_, now) -> edit(model.draft().get().withTitle(now)));
        problem.setId("postProblem");
        problem.getStyleClass().addAll("danger", "small");
        problem.setWrapText(true);
        published.setId("postPublished");
        published
                .selectedProperty()
                .subscribe((_, now) -> edit(model.draft().get().withPublished(now)));
        content.setId("postContent");
        content.setWrapText(true);
        content.setPromptText(Text.of("blog.content.prompt"));
        content.setAccessibleText(Text.of("blog.content.label"));
        content.textProperty().subscribe((_, now) -> edit(model.draft().get().withContent(now)));
        VBox.setVgrow(content, Priority.ALWAYS);
        words.getStyleClass().addAll("muted", "small");
        words.setMinWidth(USE_PREF_SIZE);
        times.getStyleClass().addAll("muted", "small");
        times.setWrapText(true);
        others.getStyleClass().add("others");
        HBox contentHead = new HBox(label("blog.content.label", content), Controls.spacer(), words);
        HBox who = new HBox(author, Controls.spacer(), published);
        who.setAlignment(Pos.CENTER_LEFT);
        who.getStyleClass().add("who");
        VBox text = new VBox(contentHead, content);
        text.getStyleClass().add("field");
        VBox.setVgrow(text, Priority.ALWAYS);
        VBox fields = new VBox(
                new VBox(title, problem),
                field("blog.author.label", author, who),
                field("blog.tag.label", tags, tags),
                text,
                times,
                others);
        fields.getStyleClass().add("fields");
        fields.setMinWidth(0);
        title.setMinWidth(0);
        others.setMinWidth(0);
        ScrollPane scroll = new ScrollPane(fields);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(bar, notice, scroll);
    }

    private static VBox field(String key, Node control, Node content) {
        VBox field = new VBox(label(key, control), content);
        field.getStyleClass().add("field");
        return field;
    }

    private static Label label(String key, Node control) {
        Label label = new Label(Text.of(key));
        label.getStyleClass().addAll("medium", "field-label");
        label.setLabelFor(control);
        return label;
    }

    // ---- what is shown ----

    private void opened(PostFormModel.@Nullable Shown now) {
        tried = false;
        if (now == null) {
            return;
        }
        PostDetail base = now.base();
        heading.setText(Text.of(base == null ? "blog.form.new" : "blog.form.edit"));
        delete.setVisible(base != null);
        delete.setManaged(base != null);
        times.setVisible(base != null);
        times.setManaged(base != null);
        if (base != null) {
            times.setText(Text.of(
                    "blog.times",
                    age(base.post().createdAt()),
                    age(base.post().updatedAt()),
                    String.valueOf(base.post().id())));
        }
        drawOthers(base, now.others());
        enable();
    }

    private String age(long millis) {
        return Format.age(
                Instant.ofEpochMilli(millis),
                host.clock().instant(),
                host.zone().get());
    }

    private void drawOthers(@Nullable PostDetail base, List<PostMapper.Title> titles) {
        others.getChildren().clear();
        boolean any = base != null && !titles.isEmpty();
        others.setVisible(any);
        others.setManaged(any);
        if (base == null || titles.isEmpty()) {
            return;
        }
        Label from = new Label(Text.of("blog.others", base.author().name()));
        from.getStyleClass().addAll("muted", "small");
        others.getChildren().add(from);
        for (PostMapper.Title other : titles) {
            Hyperlink link = new Hyperlink(other.title());
            link.setId("otherPost-" + other.id());
            link.getStyleClass().add("small");
            link.maxWidthProperty().bind(others.widthProperty());
            link.setOnAction(_ -> host.open().accept(other.id()));
            others.getChildren().add(link);
        }
    }

    private void edit(PostDraft now) {
        if (!now.equals(model.draft().get())) {
            model.draft().set(now);
        }
    }

    private void fill(PostDraft now) {
        set(title, now.title());
        if (!content.getText().equals(now.content())) {
            content.setText(now.content());
        }
        published.setSelected(now.published());
        published.setText(Text.of(now.published() ? "blog.published" : "blog.draft"));
        Author before = author.author();
        if (before == null || !before.equals(now.author())) {
            author.show(now.author());
        }
        tags.show(now.tags());
        words.setText(Text.count("blog.words", countWords(now.content())));
        enable();
    }

    private static void set(TextField field, String text) {
        if (!field.getText().equals(text)) {
            field.setText(text);
        }
    }

    private static long countWords(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }

    private void enable() {
        boolean locked = !model.canWrite() || model.busy().get();
        boolean dirty = model.dirty().get();
        PostFormModel.Shown shown = model.shown().get();
        boolean isNew = shown != null && shown.base() == null;
        unsaved.setVisible(dirty);
        save.setDisable(locked || !(dirty || isNew));
        revert.setDisable(locked || !(dirty || isNew));
        delete.setDisable(locked);
        boolean readOnly = !model.canWrite();
        title.setEditable(!readOnly);
        content.setEditable(!readOnly);
        author.setDisable(readOnly);
        published.setDisable(readOnly);
        tags.setLocked(readOnly);
        PostDraft.Problem what = model.draft().get().problem().orElse(null);
        boolean tell = tried && what != null;
        problem.setText(what == null ? "" : words(what));
        problem.setVisible(tell);
        problem.setManaged(tell);
    }

    private static String words(PostDraft.Problem problem) {
        return Text.of(
                switch (problem) {
                    case NO_TITLE -> "blog.problem.title";
                    case NO_AUTHOR -> "blog.problem.author";
                    case NOTHING_TO_PUBLISH -> "blog.problem.content";
                });
    }

    // ---- deeds ----

    /// Saves, or says what is missing and goes there.
    void save() {
        if (model.draft().get().problem().isPresent()) {
            tellProblem();
        } else {
            tried = true;
            model.save();
        }
    }

    private void tellProblem() {
        PostDraft.Problem what = model.draft().get().problem().orElse(null);
        tried = true;
        enable();
        switch (what) {
            case NO_TITLE -> title.requestFocus();
            case NO_AUTHOR -> author.requestFocus();
            case NOTHING_TO_PUBLISH -> content.requestFocus();
            case null -> {}
        }
    }

    void focusTitle() {
        title.requestFocus();
        title.positionCaret(title.getText().length());
    }
}
