package studio.rowan.browse;

import java.util.List;
import javafx.beans.value.ObservableDoubleValue;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import studio.rowan.grid.GridView;
import studio.rowan.kit.Jobs;

/// What a pane of rows shows of the file's staged edits: the bar below the rows, the review in place of them, and the
/// row that the user asked to see.
final class EditsView {
    /// The parts of the pane.
    /// @param head stands above the rows
    /// @param stage holds the rows, and the review over them
    /// @param height of the pane
    record Parts(Node head, StackPane stage, Node rows, ObservableDoubleValue height) {}

    private final EditsModel edits;
    private final Parts parts;
    private final GridView grid;
    private final RowJumpModel jump;
    private final Jobs jobs;
    private final CommitBarView bar;
    private final Subscription watching;
    private boolean shown;

    EditsView(EditsModel edits, Parts parts, GridView grid, RowJumpModel jump, Jobs jobs) {
        this.edits = edits;
        this.parts = parts;
        this.grid = grid;
        this.jump = jump;
        this.jobs = jobs;
        bar = new CommitBarView(edits, parts.height(), grid::requestFocus);
        watching = Subscription.combine(
                edits.reviewing().subscribe(_ -> review()), edits.wanted().subscribe(_ -> jump()));
    }

    Node bar() {
        return bar;
    }

    /// The pane came to the front, or went behind another: a review stands in the one in front.
    void setShown(boolean now) {
        shown = now;
        review();
        jump();
    }

    /// To be called when rows have come.
    void jump() {
        if (shown) {
            jump.jump();
        }
    }

    private void review() {
        List<ReviewView> before = parts.stage().getChildren().stream()
                .filter(ReviewView.class::isInstance)
                .map(ReviewView.class::cast)
                .toList();
        before.forEach(ReviewView::close);
        parts.stage().getChildren().removeAll(before);
        ReviewModel open = shown ? edits.reviewing().get() : null;
        if (open != null) {
            ReviewView view = new ReviewView(edits, open);
            parts.stage().getChildren().add(view);
            jobs.ui(view::requestFocus);
        }
        parts.rows().setVisible(open == null);
        parts.head().setVisible(open == null);
        parts.head().setManaged(open == null);
        if (shown && open == null && !before.isEmpty()) {
            grid.requestFocus();
        }
    }

    void close() {
        watching.unsubscribe();
        bar.close();
        parts.stage().getChildren().forEach(node -> {
            if (node instanceof ReviewView view) {
                view.close();
            }
        });
    }
}
