package studio.rowan.search;

import java.util.Locale;
import java.util.function.Function;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Text;
import studio.rowan.schema.FullTextDdl;

/// What of a table is searched, and how it is cut into words.
final class MakeChoicesView extends VBox {
    private final MakeSearchableModel model;

    @FXML
    private VBox columnBox;

    @FXML
    private HBox kindBox;

    @FXML
    private Label kindText;

    @FXML
    private Label diacriticsLabel;

    @FXML
    private ComboBox<FtsTokenizer.Diacritics> makeDiacritics;

    @FXML
    private CheckBox makeCase;

    @FXML
    private VBox charsBox;

    @FXML
    private Label tokenCharsLabel;

    @FXML
    private TextField makeTokenChars;

    @FXML
    private Label separatorsLabel;

    @FXML
    private TextField makeSeparators;

    @FXML
    private Label categoriesLabel;

    @FXML
    private TextField makeCategories;

    @FXML
    private Label prefixesLabel;

    @FXML
    private TextField makePrefixes;

    @FXML
    private Label detailLabel;

    @FXML
    private ComboBox<FullTextDdl.Detail> makeDetail;

    @FXML
    private Label indexLabel;

    @FXML
    private TextField makeIndex;

    MakeChoicesView(MakeSearchableModel model) {
        this.model = model;
        Fxml.load(this);
        buildKinds();
        buildFields();
        bind();
        model.subject().subscribe(this::showColumns);
    }

    private void buildKinds() {
        ToggleGroup group = new ToggleGroup();
        ToggleButton[] kinds = new ToggleButton[FtsTokenizer.Kind.values().length];
        for (FtsTokenizer.Kind kind : FtsTokenizer.Kind.values()) {
            ToggleButton button = new ToggleButton(Text.of("search.make.kind." + kind.name()));
            button.setId("makeKind" + kind.ordinal());
            button.setUserData(kind);
            kinds[kind.ordinal()] = button;
        }
        HBox segments = Controls.segments(group, kinds);
        HBox.setHgrow(segments, javafx.scene.layout.Priority.ALWAYS);
        kindBox.getChildren().add(segments);
        group.selectedToggleProperty().subscribe(toggle -> {
            if (toggle != null) {
                model.kind().set((FtsTokenizer.Kind) toggle.getUserData());
            }
        });
    }

    private void buildFields() {
        choices(makeDiacritics, FtsTokenizer.Diacritics.values(), "search.make.diacritics.");
        choices(makeDetail, FullTextDdl.Detail.values(), "search.make.detail.");
        label(diacriticsLabel, makeDiacritics);
        label(tokenCharsLabel, makeTokenChars);
        label(separatorsLabel, makeSeparators);
        label(categoriesLabel, makeCategories);
        label(prefixesLabel, makePrefixes);
        label(detailLabel, makeDetail);
        label(indexLabel, makeIndex);
    }

    private static void label(Label label, Control control) {
        label.setLabelFor(control);
        control.setAccessibleText(label.getText());
    }

    private static <E extends Enum<E>> void choices(ComboBox<E> box, E[] values, String key) {
        Function<E, String> words = value -> Text.of(key + value.name());
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable E value) {
                return value == null ? "" : words.apply(value);
            }

            @Override
            public @Nullable E fromString(String text) {
                return null;
            }
        });
        box.getItems().setAll(values);
    }

    private void bind() {
        makeDiacritics.valueProperty().bindBidirectional(model.diacritics());
        makeDetail.valueProperty().bindBidirectional(model.detail());
        makeTokenChars.textProperty().bindBidirectional(model.tokenChars());
        makeSeparators.textProperty().bindBidirectional(model.separators());
        makeCategories.textProperty().bindBidirectional(model.categories());
        makePrefixes.textProperty().bindBidirectional(model.prefixes());
        makeIndex.textProperty().bindBidirectional(model.index());
        makeCase.selectedProperty().bindBidirectional(model.caseSensitive());
        model.kind().subscribe(kind -> {
            boolean parts = kind == FtsTokenizer.Kind.TRIGRAM;
            kindText.setText(Text.of("search.make.kindText." + kind.name()));
            Controls.show(charsBox, !parts);
            Controls.show(makeCase, parts);
            makeDiacritics.getItems().setAll(FtsTokenizer.Diacritics.values());
        });
        makeDiacritics
                .disableProperty()
                .bind(model.kind().isEqualTo(FtsTokenizer.Kind.TRIGRAM).and(model.caseSensitive()));
    }

    private void showColumns(@Nullable FtsSubject subject) {
        columnBox.getChildren().clear();
        for (MakeSearchableModel.Choice choice : model.columns()) {
            CheckBox box = new CheckBox(choice.column().name());
            box.setId("makeColumn" + choice.column().position());
            box.setMnemonicParsing(false);
            box.selectedProperty().bindBidirectional(choice.chosen());
            Label type = Controls.badge(choice.column().declaredType().toLowerCase(Locale.ROOT));
            HBox line = new HBox(box);
            if (!type.getText().isEmpty()) {
                line.getChildren().add(type);
            }
            line.getStyleClass().add("column-line");
            columnBox.getChildren().add(line);
        }
        setDisable(subject == null || subject.refusal() != null);
    }
}
