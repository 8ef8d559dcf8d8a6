package studio.rowan.migrations;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.geometry.Bounds;
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
    /// Of the height that they share with the script.
    private static final double MOST_SHARE = 0.4;

    private final VBox lines = new VBox();
    /// How high the place is that they share with the script; 0 before it has a size.
    private double shared;

    private final List<Node> remarks;

    FindingsView() {
        this(List.of());
    }

    /// @param remarks what is to be known beside, above the findings
    FindingsView(List<String> remarks) {
        this.remarks = remarks.stream()
                .<Node>map(
                        words -> signed(Icons.INFO.node("muted", "small"), new VBox(TrialView.words(words, "plain"))))
                .toList();
        setId("guardFindings");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        getStyleClass().addAll("page-scroll", "guard");
        lines.getStyleClass().add("trial-section");
        setContent(lines);
        setAccessibleText(Text.of("migrations.guard"));
        parentProperty()
                .flatMap(parent -> parent.layoutBoundsProperty().map(Bounds::getHeight))
                .subscribe(now -> {
                    shared = now == null ? 0 : now;
                    requestLayout();
                });
        show(List.of());
    }

    void show(List<Finding> findings) {
        lines.getChildren().setAll(remarks);
        lines.getChildren().addAll(lines(findings));
        setVisible(!lines.getChildren().isEmpty());
        setManaged(isVisible());
        setVvalue(0);
    }

    /// Grows with what it shows, but leaves room for the script.
    @Override
    protected double computePrefHeight(double width) {
        double em = new Label().getFont().getSize();
        double most = shared > 0 ? Math.min(MOST_EM * em, MOST_SHARE * shared) : MOST_EM * em;
        return Math.min(most, lines.prefHeight(width) + 2);
    }

    /// What is said to one line of a script.
    private record Told(Finding.Severity severity, int line, String sentence, String instead) {}

    /// What to write instead is told once for those that follow each other and share it, and columns that go together
    /// are named together.
    static List<Node> lines(List<Finding> all) {
        // The little room above a script shows what is worst without scrolling.
        List<Finding> findings =
                all.stream().sorted(Comparator.comparing(Finding::severity)).toList();
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < findings.size(); ) {
            Finding first = findings.get(i);
            List<Finding> alike = findings.subList(i, findings.size()).stream()
                    .takeWhile(finding -> finding == first || goTogether(first, finding))
                    .toList();
            Text.Message message = MigrationWords.of(first);
            String columns =
                    alike.stream().map(finding -> finding.subjects().getLast()).collect(Collectors.joining(", "));
            String sentence = alike.size() == 1
                    ? message.sentence()
                    : Text.of("migrations.guard.drops_columns", first.subjects().getFirst(), columns);
            told.add(new Told(first.severity(), first.line(), sentence, message.nextStep()));
            i += alike.size();
        }
        List<Node> lines = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            boolean again = i + 1 < told.size()
                    && told.get(i + 1).instead().equals(told.get(i).instead());
            lines.add(line(told.get(i), !again));
        }
        return lines;
    }

    private static boolean goTogether(Finding one, Finding other) {
        return one.kind() == Finding.Kind.DROPS_COLUMN
                && other.kind() == Finding.Kind.DROPS_COLUMN
                && one.line() == other.line()
                && one.subjects().getFirst().equals(other.subjects().getFirst());
    }

    /// Sign, line and sentence, and below what to write instead.
    private static Node line(Told told, boolean withInstead) {
        Label sentence = TrialView.words(Text.of("migrations.guard.line", told.line(), told.sentence()), "plain");
        VBox words = new VBox(sentence);
        if (withInstead) {
            words.getChildren().add(TrialView.words(told.instead(), "muted"));
        }
        String severity = told.severity().name().toLowerCase(Locale.ROOT);
        HBox line = signed(sign(told.severity()), words);
        line.getStyleClass().add(severity);
        line.setAccessibleText(Text.of("migrations.guard." + severity) + ": " + sentence.getText());
        return line;
    }

    private static HBox signed(Node sign, VBox words) {
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox line = new HBox(sign, words);
        line.getStyleClass().add("finding");
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
