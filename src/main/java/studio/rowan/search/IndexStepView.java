package studio.rowan.search;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// Whether a full-text index is in step with its text, and what to do where it is not.
final class IndexStepView extends VBox {
    private final FtsWorkbenchModel model;
    private final Region dot = new Region();
    private final Label sentence = new Label();
    private final Button check;
    private final Button rebuild;

    IndexStepView(FtsWorkbenchModel model, Runnable rebuild) {
        this.model = model;
        this.check = Controls.button("careCheck", Icons.SHIELD, Text.of("search.care.check"), model::check);
        this.rebuild = Controls.button("careRebuild", Icons.REFRESH, Text.of("search.care.rebuild"), rebuild);
        setId("stepCard");
        getStyleClass().add("card");
        Label title = new Label(Text.of("search.care.step"));
        title.getStyleClass().add("heading");
        dot.setId("stepDot");
        sentence.setId("careStep");
        sentence.setWrapText(true);
        sentence.setMinHeight(USE_PREF_SIZE);
        HBox line = new HBox(dot, sentence);
        line.getStyleClass().add("step-line");
        FlowPane actions = new FlowPane(check, this.rebuild);
        actions.getStyleClass().add("care-actions");
        getChildren().addAll(title, line, actions);
    }

    /// @param figures null until they were read
    /// @param can whether the file can be written now
    void show(SearchIndex index, FtsCare.@Nullable Figures figures, boolean can) {
        FtsWorkbenchModel.Compared compared = model.compared().get();
        boolean asked = compared != null && compared.index().name().equals(index.name());
        boolean apart = figures != null && figures.isApart();
        boolean bad = apart || (asked && !compared.trouble().isEmpty());
        String words = Text.of("search.care.step.unknown");
        if (figures != null && apart) {
            words = Text.of("search.care.step.apart", figures.missing(), figures.surplus());
        } else if (asked) {
            words = compared.trouble().isEmpty()
                    ? Text.of("search.care.step.good")
                    : Text.of("search.care.step.bad", compared.trouble());
        } else if (!model.workspace().db().isWritable()) {
            words = Text.of("search.care.step.readOnly");
        } else if (figures != null && figures.missing() == 0) {
            words = Text.of("search.care.step.rows");
        }
        sentence.setText(words);
        dot.getStyleClass().setAll("status-dot", bad ? "danger" : asked ? "success" : "info");
        check.setDisable(!can);
        rebuild.setDisable(!can);
        Controls.show(this, !index.isOld() && index.trouble() == null);
        Controls.show(rebuild, new FtsCare(model.workspace().db(), index).canRebuild());
        rebuild.setText(Text.of(bad ? "search.care.repair" : "search.care.rebuild"));
        rebuild.getStyleClass().remove("primary");
        if (bad) {
            rebuild.getStyleClass().add("primary");
        }
    }
}
