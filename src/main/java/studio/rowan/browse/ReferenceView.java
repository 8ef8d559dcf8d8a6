package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Job;
import studio.rowan.grid.GridView;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Flyout;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;
import studio.rowan.relate.Kept;
import studio.rowan.relate.Labels;
import studio.rowan.relate.Relation;
import studio.rowan.relate.Suggestions;
import studio.rowan.schema.Column;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;

/// What a column refers to: the keys of the file that it is part of, a reference that the user keeps beside them, and
/// which column of the other table speaks for its rows.
final class ReferenceView {
    private static final int MOST_SUGGESTED = 4;

    private final BrowseModel model;
    private final RelationsModel relations;
    private final GridView grid;
    private final Jobs jobs;
    private final NoticeBar notices;

    ReferenceView(BrowseModel model, RelationsModel relations, GridView grid, Jobs jobs, NoticeBar notices) {
        this.model = model;
        this.relations = relations;
        this.grid = grid;
        this.jobs = jobs;
        this.notices = notices;
    }

    /// Asks the file first, then opens below the header.
    void open(String column, int index) {
        Table table = model.table().get();
        Column at = table == null ? null : table.column(column).orElse(null);
        if (table == null || at == null) {
            return;
        }
        Job<List<Kept.Reference>> job = model.workspace().db().read(Text.of("browse.relations.reference"), access -> {
            relations.file().in(access);
            return Suggestions.read(access).of(table.name(), at);
        });
        jobs.run(job, found -> show(new Form(table, at, found), index), error -> notices.show(Notice.of(error)));
    }

    private void show(Form form, int index) {
        Node below = grid.showColumn(index);
        form.flyout.onHidden(grid::requestFocus).show(below == null ? grid : below, form);
        form.focus();
    }

    /// The content of the flyout.
    private final class Form extends VBox {
        private final Table table;
        private final Column column;
        private final Flyout flyout = new Flyout("referenceFlyout");
        private final ComboBox<String> tables = new ComboBox<>();
        private final ComboBox<String> columns = new ComboBox<>();
        private final ComboBox<String> labels = new ComboBox<>();
        private final Label labelled = new Label(Text.of("browse.relations.label"));
        private final Button keep;
        private final Kept.@Nullable Reference kept;
        private final List<Kept.Reference> suggestions;
        private @Nullable Job<Table> reading;
        private String wantedColumn = "";

        private Form(Table table, Column column, List<Kept.Reference> suggestions) {
            this.table = table;
            this.column = column;
            this.suggestions = suggestions;
            getStyleClass().add("reference-form");
            List<Relation> known = relations.relations().get().of(table.name(), column.name());
            kept = relations.kept().references().stream()
                    .filter(each -> each.child().equalsIgnoreCase(table.name())
                            && each.columns().size() == 1
                            && each.columns().getFirst().equalsIgnoreCase(column.name()))
                    .findFirst()
                    .orElse(null);
            Label title = new Label(Text.of("browse.relations.of", table.name() + "." + column.name()));
            title.getStyleClass().add("heading");
            getChildren().add(title);
            known.stream()
                    .filter(Relation::isDeclared)
                    .forEach(relation -> getChildren().add(declared(relation)));
            keep = Controls.button("keepReference", Icons.CHECK, Text.of("browse.relations.keep"), this::keep);
            keep.getStyleClass().add("primary");
            Optional<Relation> leading =
                    known.stream().filter(Relation::isSound).findFirst();
            boolean declared = leading.filter(Relation::isDeclared).isPresent();
            if (!declared) {
                choice();
            }
            labelChoice(declared ? leading.map(Relation::parent).orElse("") : null);
            getChildren().add(foot());
            begin(declared ? leading.get().parent() : null);
        }

        private Label declared(Relation relation) {
            String state = switch (relation.state()) {
                case SOUND -> "browse.relations.declared";
                case NO_PARENT -> "browse.relations.noParent";
                case NO_KEY -> "browse.relations.noKey";
            };
            Label label = new Label(Text.of(state, relation.text(), relation.parent()));
            label.setWrapText(true);
            label.getStyleClass().add(relation.isSound() ? "muted" : "warning");
            return label;
        }

        private void choice() {
            FlowPane suggested = new FlowPane(new Label(Text.of("browse.relations.suggested")));
            suggested.getStyleClass().add("reference-suggested");
            for (int i = 0; i < Math.min(MOST_SUGGESTED, suggestions.size()); i++) {
                Kept.Reference one = suggestions.get(i);
                Button use = Controls.button(
                        "suggested-" + i,
                        Icons.LINK,
                        one.parent() + "." + one.to().getFirst(),
                        () -> choose(one.parent(), one.to().getFirst()));
                use.setMnemonicParsing(false);
                suggested.getChildren().add(use);
            }
            if (!suggestions.isEmpty()) {
                getChildren().add(suggested);
            }
            tables.setId("referenceTable");
            tables.setAccessibleText(Text.of("browse.relations.table"));
            tables.setPromptText(Text.of("browse.relations.table"));
            tables.getItems()
                    .setAll(model.workspace().schema().objects().stream()
                            .filter(o -> o.kind() == SchemaObject.Kind.TABLE || o.kind() == SchemaObject.Kind.VIEW)
                            .map(SchemaObject::name)
                            .toList());
            columns.setId("referenceColumn");
            columns.setAccessibleText(Text.of("browse.relations.column"));
            columns.setPromptText(Text.of("browse.relations.column"));
            tables.setOnAction(_ -> choose(tables.getValue(), ""));
            columns.setOnAction(_ -> keep.setDisable(columns.getValue() == null));
            HBox line = new HBox(tables, new Label("."), columns);
            line.setAlignment(Pos.CENTER_LEFT);
            line.getStyleClass().add("reference-line");
            getChildren().addAll(line, note("browse.relations.keep.note"));
        }

        private Label note(String key) {
            Label note = new Label(Text.of(key));
            note.getStyleClass().add("muted");
            note.setWrapText(true);
            return note;
        }

        /// @param parent null while it is to be chosen
        private void labelChoice(@Nullable String parent) {
            labels.setId("labelColumn");
            labels.setAccessibleText(Text.of("browse.relations.label"));
            labelled.setLabelFor(labels);
            HBox line = new HBox(labelled, labels);
            line.setAlignment(Pos.CENTER_LEFT);
            line.getStyleClass().add("reference-line");
            line.setDisable(parent == null);
            getChildren().add(line);
        }

        private HBox foot() {
            HBox foot = new HBox(Controls.spacer());
            foot.getStyleClass().add("reference-line");
            Kept.Reference mine = kept;
            if (mine != null) {
                foot.getChildren()
                        .add(Controls.button(
                                "forgetReference", Icons.DELETE, Text.of("browse.relations.forget"), () -> {
                                    relations.change(now -> now.without(mine));
                                    flyout.hide();
                                }));
            }
            foot.getChildren().add(keep);
            return foot;
        }

        /// @param declared the parent that the file names; null where the user chooses
        private void begin(@Nullable String declared) {
            if (declared != null) {
                read(declared);
            } else if (kept != null) {
                choose(kept.parent(), kept.to().getFirst());
            } else if (!suggestions.isEmpty()) {
                choose(
                        suggestions.getFirst().parent(),
                        suggestions.getFirst().to().getFirst());
            } else {
                keep.setDisable(true);
            }
        }

        private void choose(@Nullable String parent, String to) {
            if (parent == null) {
                return;
            }
            wantedColumn = to;
            if (!parent.equals(tables.getValue())) {
                // Comes back here by the box's own action.
                tables.setValue(parent);
                wantedColumn = to;
            }
            read(parent);
        }

        private void read(String parent) {
            SchemaObject object = model.workspace().schema().relation(parent).orElse(null);
            if (object == null) {
                return;
            }
            Job<Table> job = model.workspace().table(object);
            reading = job;
            jobs.run(
                    job,
                    read -> {
                        if (reading == job) {
                            show(read);
                        }
                    },
                    error -> notices.show(Notice.of(error)));
        }

        private void show(Table parent) {
            List<String> names = parent.columns().stream().map(Column::name).toList();
            columns.getItems().setAll(names);
            String key = parent.columns().stream()
                    .filter(Column::isKey)
                    .map(Column::name)
                    .findFirst()
                    .orElse(null);
            columns.setValue(names.stream()
                    .filter(wantedColumn::equalsIgnoreCase)
                    .findFirst()
                    .orElse(key));
            List<String> choices = new ArrayList<>();
            choices.add(suggested(parent));
            choices.add(Text.of("browse.relations.label.none"));
            choices.addAll(names);
            labels.getItems().setAll(choices);
            String chosen = relations.kept().label(parent.name()).orElse(null);
            if (chosen == null) {
                labels.getSelectionModel().select(0);
            } else if (chosen.isEmpty()) {
                labels.getSelectionModel().select(1);
            } else {
                labels.getSelectionModel().select(2 + names.indexOf(chosen));
            }
            labels.getParent().setDisable(false);
            keep.setDisable(!tables.getItems().isEmpty() && columns.getValue() == null);
        }

        private static String suggested(Table parent) {
            return Text.of(
                    "browse.relations.label.suggested",
                    Labels.suggested(parent.name(), parent.columns()).orElse(Text.of("browse.relations.label.key")));
        }

        private void focus() {
            (tables.getScene() == null ? labels : tables).requestFocus();
        }

        /// Keeps the reference, where there is one to choose, and the label.
        private void keep() {
            String parent = tables.getItems().isEmpty() ? declaredParent() : tables.getValue();
            String to = columns.getValue();
            int choice = labels.getSelectionModel().getSelectedIndex();
            String label = choice <= 0 ? null : choice == 1 ? "" : labels.getValue();
            boolean reference = !tables.getItems().isEmpty() && parent != null && to != null;
            Kept.Reference mine = kept;
            if (parent != null) {
                relations.change(now -> {
                    Kept next = reference && mine != null ? now.without(mine) : now;
                    if (reference) {
                        next = next.with(new Kept.Reference(table.name(), List.of(column.name()), parent, List.of(to)));
                    }
                    return next.withLabel(parent, label);
                });
            }
            flyout.hide();
        }

        private @Nullable String declaredParent() {
            return relations.relations().get().of(table.name(), column.name()).stream()
                    .filter(Relation::isSound)
                    .map(Relation::parent)
                    .findFirst()
                    .orElse(null);
        }
    }
}
