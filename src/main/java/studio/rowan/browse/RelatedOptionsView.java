package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import studio.rowan.grid.RowSource;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// Which rows of a section are shown: a condition, an order, how many.
final class RelatedOptionsView extends VBox {
    private final TextField where = new TextField();
    private final Label fault = new Label();
    private final ComboBox<String> order = new ComboBox<>();
    private final CheckBox descending = new CheckBox(Text.of("related.descending"));
    private final ComboBox<Integer> limit = new ComboBox<>();
    private final Table table;
    private final Workspace workspace;
    private final Jobs jobs;
    private final Consumer<Related.Options> apply;

    RelatedOptionsView(
            Workspace workspace, Table table, Related.Options now, Jobs jobs, Consumer<Related.Options> apply) {
        this.table = table;
        this.workspace = workspace;
        this.jobs = jobs;
        this.apply = apply;
        getStyleClass().add("related-options");
        where.setId("relatedWhere");
        where.setText(now.where());
        where.setPromptText(Text.of("related.where.prompt"));
        where.setOnAction(_ -> check());
        fault.setId("relatedFault");
        fault.getStyleClass().addAll("danger", "small");
        fault.setWrapText(true);
        fault.managedProperty().bind(fault.textProperty().isNotEmpty());
        order.setId("relatedOrder");
        List<String> columns = new ArrayList<>(List.of(Text.of("related.byKey")));
        RowSource.visible(table).stream().map(Column::name).forEach(columns::add);
        order.getItems().setAll(columns);
        order.getSelectionModel().select(now.order() == null ? 0 : columns.lastIndexOf(now.order()));
        order.setMaxWidth(Double.MAX_VALUE);
        descending.setId("relatedDescending");
        descending.setSelected(now.descending());
        descending
                .disableProperty()
                .bind(order.getSelectionModel().selectedIndexProperty().lessThan(1));
        limit.setId("relatedLimit");
        limit.getItems().setAll(10, 50, 250, 1000);
        limit.setValue(now.limit());
        Button ok = new Button(Text.of("related.apply"));
        ok.setId("relatedApply");
        ok.getStyleClass().add("primary");
        ok.setOnAction(_ -> check());
        Button plain = new Button(Text.of("related.plain"));
        plain.setId("relatedReset");
        plain.setOnAction(_ -> apply.accept(Related.Options.DEFAULT));
        getChildren()
                .addAll(
                        labelled("related.where", where),
                        fault,
                        labelled("related.order", order),
                        descending,
                        labelled("related.limit", limit),
                        new HBox(8, Controls.spacer(), plain, ok));
    }

    private static VBox labelled(String key, javafx.scene.control.Control field) {
        Label label = new Label(Text.of(key));
        label.getStyleClass().addAll("muted", "small");
        label.setLabelFor(field);
        field.setAccessibleText(label.getText());
        return new VBox(4, label, field);
    }

    void focus() {
        where.requestFocus();
    }

    /// A condition that SQLite does not take is said to be so before anything is read.
    private void check() {
        String text = where.getText();
        jobs.run(
                workspace
                        .db()
                        .query(
                                Text.of("related.reading", table.name()),
                                access -> Optional.ofNullable(RawWhere.check(access, table.name(), text))),
                found -> {
                    if (found.isPresent()) {
                        RawWhere.Fault wrong = found.get();
                        fault.setText(
                                wrong.kind() == RawWhere.Fault.Kind.SQLITE
                                        ? wrong.words()
                                        : Text.of("related.where." + wrong.kind()));
                        where.selectRange(
                                Math.max(0, wrong.offset()), RawWhere.tokenEnd(text, Math.max(0, wrong.offset())));
                        where.requestFocus();
                    } else {
                        accept(text);
                    }
                },
                error -> fault.setText(error.words()));
    }

    private void accept(String text) {
        int by = order.getSelectionModel().getSelectedIndex();
        apply.accept(new Related.Options(
                text.strip(), by < 1 ? null : order.getItems().get(by), descending.isSelected(), limit.getValue()));
    }
}
