package studio.rowan.migrations;

import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Finding;
import studio.rowan.migrate.MigrationWords;

/// What the guard saw in a script, line by line.
final class FindingsView extends ScrollPane {
    private static final double MOST_EM = 14;

    private final VBox lines = new VBox();

    FindingsView() {
        setId("guardFindings");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        getStyleClass().addAll("page-scroll", "guard");
        lines.getStyleClass().add("trial-section");
        setContent(lines);
        setAccessibleText(Text.of("migrations.guard"));
        show(List.of());
    }

    void show(List<Finding> findings) {
        lines.getChildren().setAll(findings.stream().map(FindingsView::line).toList());
        setVisible(!findings.isEmpty());
        setManaged(!findings.isEmpty());
        setVvalue(0);
    }

    /// Grows with what it shows, but leaves room for the script.
    @Override
    protected double computePrefHeight(double width) {
        double em = new Label().getFont().getSize();
        return Math.min(MOST_EM * em, lines.prefHeight(width) + 2);
    }

    /// Sign, line and sentence, and below what to write instead.
    static Node line(Finding finding) {
        Text.Message message = MigrationWords.of(finding);
        Label sentence = TrialView.words(Text.of("migrations.guard.line", finding.line(), message.sentence()), "plain");
        Label instead = TrialView.words(message.nextStep(), "muted");
        VBox words = new VBox(sentence, instead);
        HBox.setHgrow(words, Priority.ALWAYS);
        String severity = finding.severity().name().toLowerCase(Locale.ROOT);
        HBox line = new HBox(sign(finding.severity()), words);
        line.getStyleClass().addAll("finding", severity);
        line.setAccessibleText(Text.of("migrations.guard." + severity) + ": " + sentence.getText());
        return line;
    }

    private static Node sign(Finding.Severity severity) {
        return switch (severity) {
            case ERROR -> Icons.ERROR.node("danger", "small");
            case WARNING -> Icons.WARNING.node("warning", "small");
            case NOTE -> Icons.INFO.node("muted", "small");
        };
    }
}
