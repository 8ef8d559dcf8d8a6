package studio.rowan.browse;

import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Cascade;
import studio.rowan.change.Plan;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.SqlEditor;
import studio.rowan.kit.Text;

/// Each statement that a commit would run, in its order, with what it changes; any can be left out. What is seen is
/// what runs.
final class ReviewView extends VBox {
    /// Characters; nobody reads more, and the copied script has all.
    private static final int MOST = 400_000;

    private final EditsModel edits;
    private final ReviewModel model;
    private final Label counts = new Label();
    private final Label left = new Label();
    private final Label cascade = new Label();
    private final NoticeBar notices = new NoticeBar();
    private final ListView<ReviewModel.Item> list = new ListView<>();
    private final SqlEditor sql = SqlEditor.readOnly("");
    private final Button copy;
    private final Button commit;
    private final Subscription subscription;
    private @Nullable ReviewScript shown;

    ReviewView(EditsModel edits, ReviewModel model) {
        this.edits = edits;
        this.model = model;
        setId("review");
        getStyleClass().add("review");
        Fxml.style(this);
        copy = Controls.button("reviewCopy", Icons.COPY, Text.of("browse.edits.review.copy"), this::copyScript);
        commit = Controls.button("reviewCommit", Icons.CHECK, Text.of("browse.edits.commit"), edits::commit);
        commit.getStyleClass().add("primary");
        copy.setTooltip(new Tooltip(Text.of("browse.edits.review.copy")));
        commit.setContentDisplay(ContentDisplay.TEXT_ONLY);
        commit.setTooltip(new Tooltip(Text.of("browse.edits.commit.tip")));
        list.setId("reviewList");
        list.getStyleClass().add("review-list");
        list.setCellFactory(_ -> new ReviewCell(model));
        list.getSelectionModel().selectedItemProperty().subscribe(this::mark);
        sql.setId("reviewSql");
        sql.setWrapText(true);
        SplitPane split = new SplitPane(list, sql);
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(0.56);
        VBox.setVgrow(split, Priority.ALWAYS);
        cascade.setId("reviewCascade");
        cascade.getStyleClass().add("review-cascade");
        cascade.setWrapText(true);
        cascade.setMinHeight(Region.USE_PREF_SIZE);
        cascade.setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(head(), notices, cascade, split, foot());
        addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        widthProperty()
                .subscribe(width -> copy.setContentDisplay(
                        width.doubleValue() < 36 * counts.getFont().getSize()
                                ? ContentDisplay.GRAPHIC_ONLY
                                : ContentDisplay.LEFT));
        subscription = Subscription.combine(
                model.sheet().subscribe(this::show),
                model.script().subscribe(this::show),
                edits.busy().busy().subscribe(_ -> enable()));
    }

    private HBox head() {
        Label title = new Label(Text.of("browse.edits.review.title"));
        title.getStyleClass().add("heading");
        title.setMinWidth(Region.USE_PREF_SIZE);
        counts.setId("reviewCounts");
        counts.getStyleClass().add("muted");
        HBox head = new HBox(
                title,
                counts,
                Controls.spacer(),
                Controls.iconButton(
                        "reviewClose", Icons.CLOSE, Text.of("browse.edits.review.close"), edits::closeReview));
        head.getStyleClass().add("pane-bar");
        return head;
    }

    private HBox foot() {
        left.setId("reviewLeft");
        left.getStyleClass().add("muted");
        left.setWrapText(true);
        left.setMinWidth(0);
        Button back = new Button(Text.of("browse.edits.review.back"));
        back.setId("reviewBack");
        back.setMinWidth(Region.USE_PREF_SIZE);
        back.setOnAction(_ -> edits.closeReview());
        HBox foot = new HBox(copy, left, Controls.spacer(), back, commit);
        foot.getStyleClass().add("review-foot");
        return foot;
    }

    private void keyPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            edits.closeReview();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
            edits.commit();
            event.consume();
        } else if (event.getCode() == KeyCode.SPACE
                && list.isFocused()
                && list.getSelectionModel().getSelectedItem() instanceof ReviewModel.Item item) {
            model.include(item.edit().target(), !item.included());
            event.consume();
        }
    }

    @Override
    public void requestFocus() {
        list.requestFocus();
    }

    // ---- what is shown ----

    private void show(ReviewModel.Sheet sheet) {
        int selected = list.getSelectionModel().getSelectedIndex();
        list.getItems().setAll(sheet.items());
        list.getSelectionModel()
                .select(Math.clamp(selected, 0, Math.max(0, sheet.items().size() - 1)));
        counts.setText(words(sheet.plan()));
        int out = model.leftOut();
        left.setText(out == 0 ? "" : Text.count("browse.edits.review.left", out));
        foresee(sheet.cascade());
        warn(sheet);
        if (model.included().isEmpty()) {
            shown = null;
            sql.setText("");
        }
        enable();
    }

    private void show(@Nullable ReviewScript script) {
        shown = script;
        if (script != null) {
            String beginning = script.beginning(MOST);
            boolean whole = beginning.length() == script.text().length();
            sql.setText(whole ? beginning : beginning + "\n-- " + Text.of("browse.edits.review.cut"));
            mark(list.getSelectionModel().getSelectedItem());
        }
        enable();
    }

    private String words(@Nullable Plan plan) {
        if (model.included().isEmpty()) {
            return Text.of("browse.edits.review.nothing");
        }
        String edits = model.included().counts().text();
        return plan == null
                ? edits
                : edits + " · "
                        + Text.count(
                                "browse.edits.review.statements", plan.steps().size());
    }

    private void foresee(@Nullable Cascade known) {
        String words = known == null ? "" : CascadeWords.whole(known);
        cascade.setText(words);
        cascade.setVisible(!words.isEmpty());
        cascade.setManaged(!words.isEmpty());
        boolean grave = known != null && (CascadeWords.deletes(known) || CascadeWords.refused(known));
        cascade.setGraphic(
                known != null && !known.effects().isEmpty()
                        ? Icons.WARNING.node(grave ? "danger" : "warning")
                        : Icons.TRIGGER.node("muted"));
    }

    private void warn(ReviewModel.Sheet sheet) {
        Plan plan = sheet.plan();
        if (sheet.error() != null) {
            notices.show(Notice.of(sheet.error()));
        } else if (plan != null && !plan.clashes().isEmpty()) {
            notices.show(Notice.warning(
                            Text.count("browse.edits.clash", plan.clashes().size()))
                    .action(
                            "reviewResolve",
                            Text.of("browse.edits.clash.resolve"),
                            () -> edits.resolve(plan.clashes())));
        } else if (plan != null || model.included().isEmpty()) {
            notices.clear();
        }
    }

    private void enable() {
        Plan plan = model.sheet().get().plan();
        boolean seen = shown != null && shown.plan() == plan;
        boolean ready = plan != null
                && seen
                && plan.clashes().isEmpty()
                && !plan.steps().isEmpty();
        commit.setDisable(!ready || edits.busy().busy().get());
        copy.setDisable(!seen);
    }

    /// The statement of the selected line.
    private void mark(ReviewModel.@Nullable Item item) {
        ReviewScript script = shown;
        ReviewScript.Place place =
                item == null || item.step() == null || script == null ? null : script.place(item.step());
        if (place != null && place.end() <= sql.getText().length()) {
            sql.select(place.end(), place.start());
        }
    }

    private void copyScript() {
        if (shown != null) {
            ClipboardContent content = new ClipboardContent();
            content.putString(shown.text());
            Clipboard.getSystemClipboard().setContent(content);
        }
    }

    void close() {
        subscription.unsubscribe();
    }
}
