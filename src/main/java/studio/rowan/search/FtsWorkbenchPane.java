package studio.rowan.search;

import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.IntegerSpinnerValueFactory;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Command;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Panel;
import studio.rowan.kit.RunLine;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;
import studio.rowan.vault.Backups;

/// The workbench of full-text indexes: what is in each, whether it agrees with its text, its upkeep; and the way to a
/// new one.
public final class FtsWorkbenchPane extends StackPane implements Panel {
    /// How the window knows it.
    public static final String ID = "fulltext";

    private final FtsWorkbenchModel model;
    private final Workspace workspace;
    private final SearchTools tools;
    private final IndexFactsView facts = new IndexFactsView();
    private final IndexStepView step;
    private @Nullable MakeSearchablePane making;
    private boolean filling;

    @FXML
    private BorderPane page;

    @FXML
    private ComboBox<SearchIndex> careIndex;

    @FXML
    private Button careRefresh;

    @FXML
    private Button careMake;

    @FXML
    private RunLine progressLine;

    @FXML
    private NoticeBar notice;

    @FXML
    private StackPane body;

    @FXML
    private ScrollPane scroll;

    @FXML
    private Label careTrouble;

    @FXML
    private VBox cards;

    @FXML
    private VBox figuresCard;

    @FXML
    private VBox mergeCard;

    @FXML
    private Label careSegments;

    @FXML
    private Button careOptimize;

    @FXML
    private Button careMerge;

    @FXML
    private Spinner<Integer> carePages;

    @FXML
    private VBox termsCard;

    @FXML
    private Button careCount;

    @FXML
    private ListView<FtsCare.Term> careTerms;

    public FtsWorkbenchPane(Workspace workspace, SearchTools tools) {
        this.workspace = workspace;
        this.tools = tools;
        this.model = new FtsWorkbenchModel(workspace, tools);
        this.step = new IndexStepView(model, this::rebuild);
        Fxml.load(this);
        figuresCard.getChildren().add(facts);
        cards.getChildren().add(cards.getChildren().indexOf(mergeCard), step);
        build();
        bind();
        model.refresh();
    }

    private void build() {
        careIndex.setAccessibleText(Text.of("search.care.index"));
        careIndex.setTooltip(new Tooltip(Text.of("search.care.index")));
        careIndex.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable SearchIndex index) {
                return index == null ? "" : index.name();
            }

            @Override
            public @Nullable SearchIndex fromString(String text) {
                return null;
            }
        });
        careRefresh.setGraphic(Icons.REFRESH.node());
        careRefresh.setTooltip(new Tooltip(careRefresh.getText()));
        careRefresh.setOnAction(_ -> model.refresh());
        careMake.setGraphic(Icons.PLUS.node());
        careMake.setOnAction(_ -> makeSearchable(null));
        careOptimize.setOnAction(_ -> model.optimize());
        careOptimize.setTooltip(new Tooltip(Text.of("search.care.optimize.tip")));
        careMerge.setOnAction(_ -> model.merge(carePages.getValue()));
        carePages.setValueFactory(new IntegerSpinnerValueFactory(1, 1_000_000, FtsCare.STEP, 100));
        carePages.getEditor().setAccessibleText(Text.of("search.care.pages.field"));
        carePages.setTooltip(new Tooltip(Text.of("search.care.pages.field")));
        careCount.setOnAction(_ -> model.count());
        careTerms.setCellFactory(_ -> new TermCell());
        careTerms.setAccessibleText(Text.of("search.care.terms"));
    }

    private void bind() {
        model.index().subscribe(index -> {
            filling = true;
            careIndex.getItems().setAll(model.indexes());
            careIndex.setValue(index);
            filling = false;
            show();
        });
        careIndex.valueProperty().subscribe(chosen -> {
            if (!filling && chosen != null) {
                model.index().set(chosen);
            }
        });
        model.looked().subscribe(_ -> showBody());
        model.figures().subscribe(_ -> show());
        model.compared().subscribe(_ -> show());
        model.terms().subscribe(now -> {
            careTerms.getItems().setAll(now == null ? List.of() : now);
            Controls.show(careTerms, now != null);
            Controls.show(careCount, now == null);
        });
        notice.follow(model.runs().notice());
        model.runs().running().subscribe(_ -> show());
        progressLine.follow(model.runs());
    }

    // ---- what is shown ----

    private void showBody() {
        if (model.looked().get() && model.index().get() == null) {
            body.getChildren()
                    .setAll(new EmptyState(
                                    Icons.FULL_TEXT, Text.of("search.care.none"), Text.of("search.care.none.text"))
                            .action("careMakeFirst", Text.of("search.care.make"), () -> makeSearchable(null)));
        } else {
            body.getChildren().setAll(scroll);
        }
    }

    private void show() {
        SearchIndex index = model.index().get();
        showBody();
        scroll.setVisible(index != null);
        if (index == null) {
            return;
        }
        String trouble = index.trouble();
        careTrouble.setText(trouble == null ? "" : Text.of("search.care.trouble", trouble));
        Controls.show(careTrouble, trouble != null);
        FtsCare.Figures figures = model.figures().get();
        boolean can = workspace.db().isWritable() && !model.runs().running().get();
        facts.show(index, figures);
        step.show(index, figures, can);
        boolean old = index.isOld() || trouble != null;
        Controls.show(mergeCard, !old);
        Controls.show(termsCard, trouble == null);
        careOptimize.setDisable(!can);
        careMerge.setDisable(!can);
        careSegments.setText(
                figures == null || figures.segments() < 0
                        ? ""
                        : Text.count("search.care.segments", figures.segments()));
    }

    // ---- doing ----

    private void rebuild() {
        SearchIndex index = model.index().get();
        if (index != null
                && tools.dialogs()
                        .confirm(Dialogs.Question.of(
                                Text.of("search.care.rebuild.title", index.name()),
                                Backups.promised(model.workspace().db(), Text.of("search.care.rebuild.ask")),
                                Text.of("search.care.rebuild.yes")))) {
            model.rebuild();
        }
    }

    /// Shows the page that makes a table searchable; null lets the user choose which.
    public void makeSearchable(@Nullable String table) {
        MakeSearchablePane shown = making;
        if (shown == null) {
            shown = new MakeSearchablePane(workspace, tools, table, this::back);
            making = shown;
            getChildren().add(shown);
            page.setVisible(false);
        } else if (table != null) {
            shown.table(table);
        }
    }

    private void back() {
        MakeSearchablePane shown = making;
        if (shown != null && shown.mayClose()) {
            shown.close();
            getChildren().remove(shown);
            making = null;
            page.setVisible(true);
            model.refresh();
        }
    }

    // ---- the tab ----

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return Text.of("search.care.title");
    }

    @Override
    public Icons icon() {
        return Icons.FULL_TEXT;
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public void onShown() {
        model.refresh();
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.of("refresh", Icons.REFRESH, Text.of("search.care.refresh"), "F5", model::refresh),
                Command.of(
                        "fulltext.make", Icons.PLUS, Text.of("search.make.title"), null, () -> makeSearchable(null)));
    }

    @Override
    public String state() {
        return model.wanted();
    }

    @Override
    public void restore(String state) {
        model.want(state);
    }

    @Override
    public void choose(String object) {
        model.want(object);
    }

    @Override
    public boolean mayClose() {
        MakeSearchablePane shown = making;
        return shown == null || shown.mayClose();
    }

    @Override
    public void close() {
        MakeSearchablePane shown = making;
        if (shown != null) {
            shown.close();
        }
        model.close();
    }
}
