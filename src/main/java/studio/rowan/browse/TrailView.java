package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.util.Subscription;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// The trail above the rows: back, forward, and each place that one came by, `posts 5 › users 2`.
final class TrailView extends HBox {
    private static final int MOST_SHOWN = 8;

    /// What the bar needs of its pane.
    interface Place {
        boolean isIn(Trail trail);

        void go(int step);
    }

    private final Place place;
    private final TrailModel model;
    private final Subscription watching;

    TrailView(TrailModel model, Place place) {
        this.model = model;
        this.place = place;
        setId("trail");
        getStyleClass().add("browse-trail");
        setAlignment(Pos.CENTER_LEFT);
        watching = model.trail().subscribe(this::show);
    }

    private void show(Trail trail) {
        boolean shown = trail.steps().size() > 1 && place.isIn(trail);
        setVisible(shown);
        setManaged(shown);
        if (!shown) {
            getChildren().clear();
            return;
        }
        List<Node> nodes = new ArrayList<>();
        Button back = Controls.iconButton(
                "trailBack", Icons.BACK, Text.of("browse.trail.back"), () -> place.go(trail.at() - 1));
        back.setDisable(!trail.canGoBack());
        Button forward = Controls.iconButton(
                "trailForward", Icons.FOLLOW, Text.of("browse.trail.forward"), () -> place.go(trail.at() + 1));
        forward.setDisable(!trail.canGoForward());
        nodes.add(back);
        nodes.add(forward);
        int first = Math.clamp(
                trail.at() - MOST_SHOWN / 2, 0, Math.max(0, trail.steps().size() - MOST_SHOWN));
        int end = Math.min(trail.steps().size(), first + MOST_SHOWN);
        if (first > 0) {
            nodes.add(separator("…"));
        }
        for (int i = first; i < end; i++) {
            if (i > first) {
                nodes.add(separator("›"));
            }
            nodes.add(crumb(trail, i));
        }
        nodes.add(Controls.spacer());
        nodes.add(Controls.iconButton("trailClose", Icons.CLOSE, Text.of("browse.trail.forget"), model::forget));
        getChildren().setAll(nodes);
    }

    private Node crumb(Trail trail, int step) {
        Button crumb = new Button(trail.steps().get(step).name());
        crumb.setId("trail-" + step);
        crumb.setMnemonicParsing(false);
        crumb.getStyleClass().addAll("flat", "crumb");
        crumb.setTextOverrun(OverrunStyle.ELLIPSIS);
        crumb.setTooltip(new Tooltip(crumb.getText()));
        crumb.setOnAction(_ -> place.go(step));
        if (step == trail.at()) {
            crumb.getStyleClass().add("current");
            crumb.setAccessibleText(Text.of("browse.trail.current", crumb.getText()));
        }
        return crumb;
    }

    private static Label separator(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("dim");
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    void close() {
        watching.unsubscribe();
    }
}
