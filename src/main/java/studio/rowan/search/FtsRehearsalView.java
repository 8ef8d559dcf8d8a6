package studio.rowan.search;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import studio.rowan.kit.Format;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// What became of the copy that an index was tried in, line by line.
final class FtsRehearsalView {
    private FtsRehearsalView() {}

    static List<Node> lines(FtsRehearsal of) {
        List<Node> lines = new ArrayList<>();
        Label heading = new Label(Text.of(of.isGood() ? "search.make.tried.good" : "search.make.tried.bad"));
        heading.setId("makeTried");
        heading.getStyleClass().add("heading");
        heading.setWrapText(true);
        lines.add(heading);
        lines.add(line(
                of.rows() == of.indexed(),
                Text.of("search.make.tried.rows", of.indexed(), of.rows(), Format.duration(of.took()))));
        String trouble = of.trouble();
        lines.add(line(
                trouble == null,
                trouble == null
                        ? Text.of("search.make.tried.inStep")
                        : Text.of("search.make.tried.outOfStep", trouble)));
        lines.add(line(
                of.changed().isEmpty(),
                of.changed().isEmpty()
                        ? Text.of("search.make.tried.others")
                        : Text.of("search.make.tried.changed", String.join(", ", of.changed()))));
        lines.add(line(true, Text.of("search.make.tried.size", Format.bytes(of.bytes()))));
        FtsRehearsal.Tried tried = of.tried();
        if (tried != null) {
            lines.add(line(
                    true,
                    Text.count("search.make.tried.search", tried.rows(), tried.word(), Format.duration(tried.took()))));
        }
        return lines;
    }

    private static Node line(boolean good, String text) {
        Label words = new Label(text);
        words.setWrapText(true);
        words.setMinHeight(Label.USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox line = new HBox((good ? Icons.CHECK : Icons.WARNING).node(good ? "success" : "danger"), words);
        line.getStyleClass().add("check-line");
        return line;
    }
}
