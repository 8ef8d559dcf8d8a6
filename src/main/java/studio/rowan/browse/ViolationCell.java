package studio.rowan.browse;

import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;
import studio.rowan.relate.BrokenReferences;
import studio.rowan.relate.Relation;

/// One line of the list of references that lead nowhere: a reference with its count, or a row of it.
final class ViolationCell extends ListCell<ViolationsModel.Entry> {
    private static final int MOST = 60;

    private final Label reference = new Label();
    private final Label count = new Label();
    private final HBox head = new HBox(reference, count);
    private final Label row = new Label();
    private final Label missing = new Label();
    private final HBox line = new HBox(row, missing);

    ViolationCell() {
        head.getStyleClass().add("file-find-head");
        line.getStyleClass().add("file-find-line");
        reference.getStyleClass().add("strong");
        reference.setGraphic(Icons.LINK.node());
        count.getStyleClass().add("muted");
        row.getStyleClass().addAll("mono", "muted");
        row.setMinWidth(USE_PREF_SIZE);
        missing.setMinWidth(0);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(ViolationsModel.@Nullable Entry entry, boolean empty) {
        super.updateItem(entry, empty);
        setText(null);
        switch (empty ? null : entry) {
            case null -> setGraphic(null);
            case ViolationsModel.Head(BrokenReferences.Group group) -> {
                reference.setText(group.relation().text());
                count.setText(words(group));
                setGraphic(head);
            }
            case ViolationsModel.Line(BrokenReferences.Group group, BrokenReferences.Violation one) -> {
                row.setText(
                        one.key().isEmpty()
                                ? group.relation().child()
                                : Text.of("browse.trail.row", group.relation().child(), values(one.key())));
                missing.setText(missing(group.relation(), one));
                setGraphic(line);
            }
        }
        setAccessibleText(empty || entry == null ? "" : words(entry));
    }

    private static String words(ViolationsModel.Entry entry) {
        BrokenReferences.Violation one = entry.one();
        return one == null
                ? entry.group().relation().text() + ", " + words(entry.group())
                : entry.group().relation().child() + " " + values(one.key()) + ", "
                        + missing(entry.group().relation(), one);
    }

    private static String words(BrokenReferences.Group group) {
        String rows = group.isCounted()
                ? Text.count("browse.find.rows", group.rows())
                : Text.of("browse.violations.more", BrokenReferences.MOST_COUNTED);
        return group.rows() > group.named().size()
                ? Text.of("browse.fileFind.first", rows, group.named().size())
                : rows;
    }

    private static String missing(Relation relation, BrokenReferences.Violation one) {
        return relation.to().isEmpty()
                ? Text.of("browse.violations.noTable", relation.parent())
                : ReferenceLabelsModel.missing(relation, one.values());
    }

    private static String values(List<Value> values) {
        return values.stream().map(value -> ValueText.shown(value, MOST)).collect(Collectors.joining(", "));
    }
}
