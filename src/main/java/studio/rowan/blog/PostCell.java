package studio.rowan.blog;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;

/// A post in the list: title and status, the beginning of its text, who and when, and its tags.
final class PostCell extends ListCell<Blog.Listed> {
    private static final PseudoClass UNSAVED = PseudoClass.getPseudoClass("unsaved");

    private final Supplier<ZoneId> zone;
    private final InstantSource clock;
    private final Set<Long> unsaved;
    private final AvatarView avatar = new AvatarView();
    private final Label title = new Label();
    private final Label status = Controls.badge("");
    private final Label dot = Controls.badge(Text.of("blog.unsaved"), "warning");
    private final Label excerpt = new Label();
    private final Label by = new Label();
    private final ChipRowView chips = new ChipRowView();
    private final HBox line;

    /// @param unsaved ids of posts with drafts
    PostCell(Supplier<ZoneId> zone, InstantSource clock, Set<Long> unsaved) {
        this.zone = zone;
        this.clock = clock;
        this.unsaved = unsaved;
        getStyleClass().add("post-cell");
        title.getStyleClass().add("post-title");
        title.setMinWidth(0);
        excerpt.getStyleClass().addAll("muted", "excerpt");
        excerpt.setMinWidth(0);
        by.getStyleClass().addAll("muted", "small");
        HBox.setHgrow(chips, Priority.ALWAYS);
        by.setMinWidth(0);
        HBox head = new HBox(title, Controls.spacer(), dot, status);
        head.getStyleClass().add("post-head");
        HBox foot = new HBox(by, chips);
        foot.getStyleClass().add("post-foot");
        VBox words = new VBox(head, excerpt, foot);
        words.getStyleClass().add("post-words");
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        line = new HBox(avatar, words);
        line.getStyleClass().add("post-line");
        line.setMinWidth(0);
        // As wide as the list, and not as wide as its title would like.
        setPrefWidth(0);
        setMinWidth(0);
    }

    @Override
    protected void updateItem(Blog.@Nullable Listed item, boolean empty) {
        super.updateItem(item, empty);
        if (item == null || empty) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        PostLine post = item.post();
        boolean isUnsaved = unsaved.contains(post.id());
        avatar.show(post.author().name());
        title.setText(post.title().isBlank() ? Text.of("blog.untitled") : post.title());
        status.setText(Text.of(post.published() ? "blog.published" : "blog.draft"));
        status.getStyleClass().remove("success");
        if (post.published()) {
            status.getStyleClass().add("success");
        }
        dot.setVisible(isUnsaved);
        dot.setManaged(isUnsaved);
        pseudoClassStateChanged(UNSAVED, isUnsaved);
        String beginning = post.excerpt();
        excerpt.setText(beginning == null || beginning.isBlank() ? Text.of("blog.noContent") : oneLine(beginning));
        by.setText(Text.of("blog.by", post.author().name(), date(post.createdAt())));
        chips.show(item.tags());
        setGraphic(line);
        setAccessibleText(
                Text.of("blog.line", title.getText(), post.author().name(), status.getText(), date(post.createdAt())));
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private String date(long millis) {
        return Format.age(Instant.ofEpochMilli(millis), clock.instant(), zone.get());
    }
}
