package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableDoubleValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Cascade;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// Below the rows: what is staged and what a commit of it would do, why the last one did not happen, what was done. No
/// part of it is there unless it has something to say.
final class CommitBarView extends VBox {
    private final EditsModel edits;
    private final Runnable focusRows;
    private final TroubleView trouble;
    private final Label counts = new Label();
    private final Label cascade = new Label();
    private final HBox row = new HBox();
    private final VBox bar = new VBox();
    private final FlowPane buttons;
    private final Label key = new Label(Text.of("browse.edits.commit.key"));
    private final HBox working;
    private final Label workingText = new Label();
    private final HBox note = new HBox();
    private final Subscription subscription;

    /// @param room the height of the pane that it stands in
    /// @param focusRows gives the keyboard back to the rows
    CommitBarView(EditsModel edits, ObservableDoubleValue room, Runnable focusRows) {
        this.edits = edits;
        this.focusRows = focusRows;
        trouble = new TroubleView(edits, room);
        Fxml.style(this);
        setId("edits");
        bar.setId("commitBar");
        bar.getStyleClass().add("commit-bar");
        row.getStyleClass().add("commit-row");
        counts.setId("commitCounts");
        counts.getStyleClass().add("strong");
        counts.setMinWidth(Region.USE_PREF_SIZE);
        cascade.setId("commitCascade");
        cascade.getStyleClass().add("commit-cascade");
        cascade.setGraphic(Icons.WARNING.node("warning"));
        cascade.setWrapText(true);
        buttons = buttons();
        working = working();
        note.setId("commitNote");
        note.getStyleClass().add("commit-note");
        subscription = Subscription.combine(
                edits.changes().subscribe(_ -> show()),
                edits.failure().subscribe(trouble::show),
                edits.failure().subscribe(_ -> show()),
                edits.note().subscribe(this::say),
                edits.reviewing().subscribe(_ -> show()),
                edits.cascades().cascade().subscribe(this::foresee),
                edits.busy().text().subscribe(this::work));
        widthProperty().subscribe(_ -> arrange());
        counts.fontProperty().subscribe(_ -> arrange());
    }

    private FlowPane buttons() {
        Button review = Controls.button("reviewButton", Icons.CODE, Text.of("browse.edits.review"), edits::review);
        review.setGraphic(null);
        Button discard =
                Controls.button("discardButton", Icons.REVERT, Text.of("browse.edits.discard"), edits::discard);
        discard.setGraphic(null);
        Button commit = Controls.button("commitButton", Icons.CHECK, Text.of("browse.edits.commit"), edits::commit);
        key.getStyleClass().add("commit-key");
        commit.setGraphic(key);
        commit.setContentDisplay(ContentDisplay.RIGHT);
        commit.getStyleClass().add("primary");
        commit.setTooltip(new Tooltip(Text.of("browse.edits.commit.tip")));
        FlowPane box = new FlowPane(review, discard, commit);
        box.getStyleClass().add("commit-buttons");
        HBox.setHgrow(box, Priority.ALWAYS);
        return box;
    }

    private HBox working() {
        ProgressIndicator turning = new ProgressIndicator();
        turning.setId("commitWorking");
        turning.getStyleClass().add("commit-turning");
        workingText.setId("commitWorkingText");
        workingText.setWrapText(true);
        workingText.setMinWidth(0);
        HBox.setHgrow(workingText, Priority.ALWAYS);
        workingText.setMaxWidth(Double.MAX_VALUE);
        Button cancel = Controls.button("commitCancel", Icons.STOP, Text.of("dialog.cancel"), edits.busy()::cancel);
        HBox box = new HBox(turning, workingText, cancel);
        box.getStyleClass().add("commit-working");
        HBox.setHgrow(box, Priority.ALWAYS);
        return box;
    }

    private void show() {
        List<Node> parts = new ArrayList<>();
        boolean review = edits.reviewing().get() != null;
        if (!review && edits.failure().get() != null) {
            parts.add(trouble);
        }
        if (edits.note().get() != null) {
            parts.add(note);
        }
        if (!edits.changes().get().isEmpty() && !review) {
            counts.setText(edits.changes().get().counts().text());
            parts.add(bar);
        } else if (!edits.busy().text().get().isEmpty()) {
            // A commit that is taken back works without drafts.
            parts.add(bar);
        }
        if (!parts.equals(getChildren())) {
            boolean focused = isFocusWithin();
            getChildren().setAll(parts);
            if (focused && !isFocusWithin()) {
                focusRows.run();
            }
        }
        arrange();
    }

    private void foresee(@Nullable Cascade known) {
        String words = known == null ? "" : CascadeWords.of(known);
        cascade.setText(words);
        cascade.setTooltip(known == null || words.isEmpty() ? null : new Tooltip(CascadeWords.whole(known)));
        boolean grave = known != null && (CascadeWords.deletes(known) || CascadeWords.refused(known));
        cascade.setGraphic(
                known != null && !known.effects().isEmpty()
                        ? Icons.WARNING.node(grave ? "danger" : "warning")
                        : Icons.TRIGGER.node("muted"));
        arrange();
    }

    private void work(String text) {
        workingText.setText(text);
        show();
    }

    private void say(CommitModel.@Nullable Note said) {
        note.getChildren().clear();
        if (said != null) {
            Label text = new Label(said.text(), Icons.SUCCESS.node("success"));
            text.setId("commitNoteText");
            text.setWrapText(true);
            text.setMinWidth(0);
            note.getChildren().add(text);
            if (!said.action().isEmpty()) {
                Button action = new Button(said.action());
                action.setId("commitNoteAction");
                action.getStyleClass().addAll("flat", "commit-link");
                action.setMinWidth(Region.USE_PREF_SIZE);
                action.setOnAction(_ -> said.run().run());
                note.getChildren().add(action);
            }
            note.getChildren()
                    .addAll(
                            Controls.spacer(),
                            Controls.iconButton(
                                    "commitNoteClose",
                                    Icons.CLOSE,
                                    Text.of("browse.edits.dismiss"),
                                    edits::dismissNote));
        }
        show();
    }

    /// What a commit will do besides stands beside the counts where there is room, else above.
    private void arrange() {
        if (!getChildren().contains(bar)) {
            return;
        }
        if (!edits.busy().text().get().isEmpty()) {
            row.getChildren().setAll(working);
            bar.getChildren().setAll(row);
            return;
        }
        boolean words = !cascade.getText().isEmpty();
        row.getChildren().setAll(counts, buttons);
        bar.getChildren().setAll(words ? List.of(cascade, row) : List.of(row));
        cascade.setWrapText(true);
        cascade.setMinWidth(0);
        key.setVisible(true);
        key.setManaged(true);
        // Only what is in the window knows how wide it wants to be. A font that comes with it has this called within
        // itself: whatever was put where by then, each has one place below.
        applyCss();
        double em = counts.prefHeight(-1);
        double needed = counts.prefWidth(-1) + wide() + 4.2 * em;
        buttons.setPrefWrapLength(Math.max(1, Math.min(wide() + 1, getWidth() - 2 * em)));
        if (words && needed + cascade.prefWidth(-1) < getWidth()) {
            cascade.setWrapText(false);
            cascade.setMinWidth(Region.USE_PREF_SIZE);
            bar.getChildren().setAll(row);
            row.getChildren().setAll(counts, cascade, buttons);
        } else if (needed > getWidth()) {
            key.setVisible(false);
            key.setManaged(false);
            row.getChildren().setAll(buttons);
            bar.getChildren().setAll(words ? List.of(cascade, counts, row) : List.of(counts, row));
        }
    }

    /// Of all buttons in one line.
    private double wide() {
        double width = -buttons.getHgap();
        for (Node button : buttons.getChildren()) {
            width += button.prefWidth(-1) + buttons.getHgap();
        }
        return width;
    }

    void close() {
        subscription.unsubscribe();
    }
}
