package studio.rowan.health;

import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Text;

/// One finding: how bad it is by icon and colour, what it is, what it means, and the SQL that mends it, to be looked
/// at.
final class FindingView extends HBox {
    FindingView(Finding finding, Nav nav) {
        getStyleClass().add("finding");
        FontIcon icon = switch (finding.severity()) {
            case NOTE -> Icons.INFO.node("accent");
            case WARNING -> Icons.WARNING.node("warning");
            case ERROR -> Icons.ERROR.node("danger");
        };
        String severity = Text.of("health.severity." + finding.severity().name().toLowerCase(Locale.ROOT));
        icon.setAccessibleText(severity);
        Tooltip.install(icon, new Tooltip(severity));
        Label message = new Label(finding.message());
        message.setWrapText(true);
        message.getStyleClass().add("strong");
        Label detail = new Label(finding.detail());
        detail.setWrapText(true);
        detail.getStyleClass().add("detail");
        VBox words = new VBox(message, detail);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(icon, words);
        if (finding.check().equals("foreign-key-violation")) {
            Button rows = new Button(Text.of("health.violations"));
            rows.setId("violations-" + finding.object());
            rows.setMinWidth(USE_PREF_SIZE);
            rows.setOnAction(_ -> nav.openPanel("violations"));
            getChildren().add(rows);
        }
        if (!finding.fix().isEmpty()) {
            Button fix = new Button(Text.of("health.fix"));
            fix.setId("fix-" + finding.check());
            fix.setMinWidth(USE_PREF_SIZE);
            fix.setTooltip(new Tooltip(finding.fix()));
            fix.setAccessibleText(Text.of("health.fix.said", finding.message()));
            fix.setOnAction(_ -> nav.openSql(finding.fix()));
            getChildren().add(fix);
        }
    }
}
