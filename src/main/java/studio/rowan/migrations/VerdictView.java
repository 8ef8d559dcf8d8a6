package studio.rowan.migrations;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Rehearsal;

/// What a rehearsal says as a whole, beside the button that applies it: that it may be, or what stands in its way, each
/// a step away.
final class VerdictView extends FlowPane {
    /// Of many that wait for approval; when they are approved, the next come up.
    private static final int MOST = 4;

    private final RehearsalModel model;
    private final Rehearsal.Report report;
    private final Consumer<Rehearsal.Trial> show;

    /// @param show brings one migration of the report into view
    VerdictView(RehearsalModel model, Rehearsal.Report report, Consumer<Rehearsal.Trial> show) {
        this.model = model;
        this.report = report;
        this.show = show;
        setId("verdict");
        getStyleClass().add("verdict");
        model.waiting().subscribe(_ -> say());
        model.applicable().subscribe(_ -> say());
    }

    private void say() {
        getChildren().clear();
        List<Rehearsal.Trial> waiting = model.waiting().get();
        List<Rehearsal.Trial> stopped =
                report.trials().stream().filter(trial -> trial.stop() != null).toList();
        boolean losses = report.trials().stream().anyMatch(RehearsalModel::needsApproval);
        if (!stopped.isEmpty()) {
            say(Icons.ERROR.node("danger", "small"), Text.of("migrations.verdict.stopped"));
            link(stopped.getFirst());
        } else if (!waiting.isEmpty()) {
            say(Icons.WARNING.node("danger", "small"), Text.count("migrations.verdict.waiting", waiting.size()));
            waiting.stream().limit(MOST).forEach(this::link);
            if (waiting.size() > MOST) {
                words(Text.of("migrations.verdict.more", waiting.size() - MOST));
            }
        } else if (model.applicable().get()) {
            say(
                    Icons.CHECK.node("success", "small"),
                    Text.of(losses ? "migrations.verdict.approved" : "migrations.verdict.fine"));
        }
        setVisible(!getChildren().isEmpty());
        setManaged(isVisible());
    }

    private void say(Node sign, String sentence) {
        getChildren().add(sign);
        words(sentence);
    }

    private void words(String sentence) {
        Label label = TrialView.words(sentence, "plain");
        // A line that is too long for the pane breaks instead of reaching over its edge, beside the sign.
        label.maxWidthProperty().bind(widthProperty().subtract(24));
        getChildren().add(label);
    }

    private void link(Rehearsal.Trial trial) {
        Hyperlink link = new Hyperlink(trial.migration().name());
        link.setMnemonicParsing(false);
        link.setId("toTrial-" + trial.migration().label());
        link.setOnAction(_ -> {
            link.setVisited(false);
            show.accept(trial);
        });
        getChildren().add(link);
    }
}
