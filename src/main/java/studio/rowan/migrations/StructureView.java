package studio.rowan.migrations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import studio.rowan.diff.Change;
import studio.rowan.diff.DiffWords;

/// What changes in a structure, table by table: the name once, and below it what is new, gone or otherwise.
final class StructureView extends VBox {
    StructureView(List<Change> changes) {
        getStyleClass().add("structure");
        Map<String, List<Change>> byTable =
                told(changes).collect(Collectors.groupingBy(Change::table, LinkedHashMap::new, Collectors.toList()));
        byTable.forEach((table, all) -> {
            if (all.size() == 1) {
                getChildren().add(TrialView.words(DiffWords.of(all.getFirst()), "plain"));
            } else {
                getChildren().add(TrialView.words(table, "plain"));
                all.forEach(change -> getChildren().add(line(change)));
            }
        });
    }

    /// What belongs to a table goes with it: not told again.
    private static Stream<Change> told(List<Change> changes) {
        Set<String> gone = changes.stream()
                .filter(change -> change instanceof Change.Removed removed
                        && removed.object().kind().isRelation())
                .map(Change::table)
                .collect(Collectors.toSet());
        return changes.stream()
                .filter(change -> !(change instanceof Change.Removed removed
                        && !removed.object().kind().isRelation()
                        && gone.contains(change.table())));
    }

    private static Node line(Change change) {
        Node line = TrialView.words(DiffWords.inTable(change), "structure-line");
        line.getStyleClass()
                .add(
                        switch (change) {
                            case Change.Added _, Change.ColumnAdded _ -> "come";
                            case Change.Removed _, Change.ColumnRemoved _ -> "gone";
                            case Change.Altered _,
                                    Change.ColumnAltered _,
                                    Change.KeysAltered _,
                                    Change.DefinitionAltered _ -> "other";
                        });
        return line;
    }
}
