package studio.rowan.console;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;

/// The rows of one statement.
final class ResultView extends StackPane {
    ResultView(Outcome outcome, Outcome.Rows rows) {
        TableView<Row> table = new TableView<>(FXCollections.observableList(rows.rows()));
        table.setId("grid");
        for (int i = 0; i < rows.columns().size(); i++) {
            int column = i;
            TableColumn<Row, String> c = new TableColumn<>(rows.columns().get(i).name());
            c.setCellValueFactory(
                    f -> new ReadOnlyObjectWrapper<>(Sql.literal(f.getValue().get(column))));
            table.getColumns().add(c);
        }
        getChildren().add(table);
    }

    void close() {}
}
