package studio.rowan.browse;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Flyout;
import studio.rowan.kit.Format;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// The profile of a column as a card below its header: which classes its values have, how they spread, and the most
/// frequent ones, each to be filtered by.
final class ColumnProfileView extends VBox {
    private static final int LISTED = 10;
    private static final int MOST_CHARACTERS = 200;
    private static final double BAR = 72;

    private final ColumnProfileModel model;
    private final String filtered;
    private final Function<Value, String> format;
    private final Consumer<Value> filter;
    private final Flyout flyout;
    private final Label scope = new Label();
    private final ProgressBar progress = new ProgressBar();
    private final Button cancel;
    private final HBox mix = new HBox();
    private final HBox legend = new HBox();
    private final GridPane facts = new GridPane();
    private final VBox top = new VBox();

    /// @param type of the column, as its header says
    /// @param isFiltered whether the rows are those that a filter leaves
    /// @param format a value as the column shows it; empty where that is as it is stored
    ColumnProfileView(
            ColumnProfileModel model,
            String type,
            boolean isFiltered,
            Function<Value, String> format,
            Consumer<Value> filter) {
        this.model = model;
        this.filtered = isFiltered ? ".filtered" : "";
        this.format = format;
        this.filter = filter;
        flyout = new Flyout("columnProfile").onHidden(model::close);
        getStyleClass().add("column-profile");
        Fxml.style(this);
        cancel = Controls.iconButton("profileCancel", Icons.CANCEL, Text.of("browse.profile.cancel"), model::cancel);
        progress.setId("profileProgress");
        progress.setMaxWidth(Double.MAX_VALUE);
        scope.setId("profileScope");
        scope.setWrapText(true);
        scope.setMaxWidth(Double.MAX_VALUE);
        scope.getStyleClass().addAll("muted", "small");
        HBox.setHgrow(scope, Priority.ALWAYS);
        mix.getStyleClass().add("profile-mix");
        legend.getStyleClass().add("profile-legend");
        facts.getStyleClass().add("profile-facts");
        top.getStyleClass().add("profile-top");
        HBox state = new HBox(scope, cancel);
        state.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(heading(type), state, progress, mix, legend, facts, top);
        model.fraction().subscribe(part -> progress.setProgress(part.doubleValue()));
        model.profile().subscribe(_ -> show());
        model.phase().subscribe(_ -> show());
    }

    private Node heading(String type) {
        Label name = new Label(model.scan().column());
        name.getStyleClass().add("profile-name");
        name.setMinWidth(40);
        Label of = new Label(type);
        of.getStyleClass().addAll("muted", "small");
        HBox.setHgrow(of, Priority.ALWAYS);
        of.setMaxWidth(Double.MAX_VALUE);
        Button close = Controls.iconButton("profileClose", Icons.CLOSE, Text.of("browse.profile.close"), flyout::hide);
        HBox line = new HBox(name, of, close);
        line.setAlignment(Pos.BASELINE_LEFT);
        line.getStyleClass().add("profile-heading");
        return line;
    }

    /// Opens the card below a node.
    void open(Node below) {
        flyout.show(below, this);
        model.start();
    }

    // ---- what it says ----

    private void show() {
        ColumnProfileModel.Phase phase = model.phase().get();
        boolean reading = phase == ColumnProfileModel.Phase.FIRST || phase == ColumnProfileModel.Phase.ALL;
        Controls.show(progress, reading);
        Controls.show(cancel, reading);
        ColumnProfile profile = model.profile().get();
        scope.setText(words(profile, phase));
        boolean any = profile != null && profile.rows() > 0;
        List.of(mix, legend, facts, top).forEach(part -> Controls.show(part, any));
        if (profile != null && any) {
            mix(profile);
            facts(profile);
            top(profile);
        }
    }

    private String words(@Nullable ColumnProfile profile, ColumnProfileModel.Phase phase) {
        String rows = profile == null
                ? ""
                : profile.all()
                        ? Text.count("browse.profile.all" + filtered, profile.rows())
                        : Text.count("browse.profile.first" + filtered, profile.rows());
        return switch (phase) {
            case FIRST -> Text.of("browse.profile.reading");
            case ALL -> Text.of("browse.profile.readingAll", rows);
            case DONE -> rows;
            case LOCKS -> Text.of("browse.profile.locks", rows);
            case STOPPED -> profile == null ? Text.of("browse.profile.stopped") : rows;
            case FAILED -> {
                var error = model.error();
                yield error == null ? rows : Text.error(error).sentence();
            }
        };
    }

    private void mix(ColumnProfile profile) {
        mix.getChildren().clear();
        legend.getChildren().clear();
        for (Value.StorageClass type : Value.StorageClass.values()) {
            long count = profile.count(type);
            if (count == 0) {
                continue;
            }
            String style = "profile-" + type.name().toLowerCase(Locale.ROOT);
            Region part = new Region();
            part.getStyleClass().addAll("profile-part", style);
            part.setPrefWidth(Math.max(3, 320.0 * count / profile.rows()));
            HBox.setHgrow(part, count * 2 > profile.rows() ? Priority.ALWAYS : Priority.NEVER);
            mix.getChildren().add(part);
            Region dot = new Region();
            dot.getStyleClass().addAll("profile-dot", style);
            Label label = new Label(type.name() + " " + share(count, profile.rows()), dot);
            label.getStyleClass().add("small");
            label.setTooltip(new Tooltip(Text.count("browse.profile.holds", count)));
            legend.getChildren().add(label);
        }
    }

    private static String share(long part, long whole) {
        boolean few = part > 0 && part * 2000 < whole;
        return part == whole ? "100 %" : few ? "< 0.1 %" : Format.percent(part, whole);
    }

    private void facts(ColumnProfile profile) {
        facts.getChildren().clear();
        long nulls = profile.count(Value.StorageClass.NULL);
        fact("nulls", Format.count(nulls) + (nulls == 0 ? "" : " · " + share(nulls, profile.rows())), "");
        fact("distinct", distinct(profile), "");
        ColumnProfile.Numbers numbers = profile.numbers();
        if (numbers != null) {
            value("least", numbers.least());
            Label median = value("median", numbers.median());
            if (!numbers.medianExact()) {
                median.setText("≈ " + median.getText());
            }
            value("most", numbers.most());
            fact("average", round(numbers.average()), "value-real");
        }
        ColumnProfile.Span texts = profile.texts();
        if (texts != null) {
            value("firstText", texts.first());
            value("lastText", texts.last());
        }
        lengths("characters", profile.characters());
        lengths("bytes", profile.bytes());
        if (profile.longer() > 0) {
            fact("longer", Text.count("browse.profile.holds", profile.longer()), "");
        }
    }

    private static String distinct(ColumnProfile profile) {
        long values = profile.rows() - profile.count(Value.StorageClass.NULL);
        String count = (profile.distinctExact() ? "" : "≥ ") + Format.count(profile.distinct());
        boolean unique = profile.distinctExact() && profile.distinct() == values && values > 1;
        return unique ? Text.of("browse.profile.unique", count) : count;
    }

    private void lengths(String key, ColumnProfile.@Nullable Lengths lengths) {
        if (lengths == null) {
            return;
        }
        boolean same = lengths.least() == lengths.most();
        fact(
                key,
                same
                        ? Format.count(lengths.least())
                        : Text.of(
                                "browse.profile.span",
                                Format.count(lengths.least()),
                                Format.count(lengths.most()),
                                tenths(lengths.average())),
                "");
    }

    private static String tenths(double number) {
        return String.format(Locale.ROOT, "%,.1f", number);
    }

    private static String round(double number) {
        return Double.isInfinite(number) || Double.isNaN(number)
                ? Value.Real.text(number)
                : new BigDecimal(number)
                        .round(new MathContext(8))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private Label value(String key, Value value) {
        String shown = format.apply(value);
        String stored = ValueText.shown(value, MOST_CHARACTERS);
        Label fact = fact(key, shown.isEmpty() ? stored : shown, ValueText.styleClass(value));
        if (!shown.isEmpty()) {
            facts.add(stored(stored), 2, facts.getRowCount() - 1);
        }
        return fact;
    }

    /// What stands in the file, beside what the column's format makes of it.
    private static Label stored(String words) {
        Label label = new Label(words.replace('\n', '␤'));
        label.getStyleClass().addAll("muted", "small", "profile-stored");
        label.setMinWidth(0);
        return label;
    }

    private Label fact(String key, String text, String styleClass) {
        int row = facts.getRowCount();
        Label name = new Label(Text.of("browse.profile." + key));
        name.getStyleClass().addAll("muted", "small");
        name.setMinWidth(USE_PREF_SIZE);
        Label shown = new Label(text.replace('\n', '␤'));
        shown.setId("profile-" + key);
        if (!styleClass.isEmpty()) {
            shown.getStyleClass().add(styleClass);
        }
        facts.addRow(row, name, shown);
        return shown;
    }

    // ---- the most frequent ----

    private void top(ColumnProfile profile) {
        top.getChildren().clear();
        List<ColumnProfile.Top> values = profile.top();
        if (values.isEmpty() || values.getFirst().rows() < 2) {
            Controls.show(top, false);
            return;
        }
        Label heading = new Label(Text.of("browse.profile.top"));
        heading.getStyleClass().add("profile-heading-small");
        top.getChildren().add(heading);
        List<Node> lines = new ArrayList<>();
        for (ColumnProfile.Top each : values.subList(0, Math.min(LISTED, values.size()))) {
            lines.add(line(each, profile, values.getFirst().rows()));
        }
        top.getChildren().addAll(lines);
    }

    private Node line(ColumnProfile.Top each, ColumnProfile profile, long most) {
        String stored = ValueText.shown(each.value(), MOST_CHARACTERS).replace('\n', '␤');
        String formatted = format.apply(each.value());
        String words = formatted.isEmpty() ? stored : formatted;
        Label value = new Label(words);
        value.getStyleClass().add(ValueText.styleClass(each.value()));
        value.setMinWidth(0);
        value.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(value, Priority.ALWAYS);
        Region bar = new Region();
        bar.getStyleClass().add("profile-bar");
        bar.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        bar.setPrefWidth(Math.max(2, BAR * each.rows() / most));
        StackPane room = new StackPane(bar);
        room.setAlignment(Pos.CENTER_LEFT);
        room.setMinWidth(BAR);
        Label count = new Label(Format.count(each.rows()));
        count.getStyleClass().add("profile-count");
        Label share = new Label(share(each.rows(), profile.rows()));
        share.getStyleClass().addAll("muted", "small", "profile-share");
        share.setMinWidth(USE_PREF_SIZE);
        HBox line = new HBox(value, room, count, share);
        if (!formatted.isEmpty()) {
            line.getChildren().add(1, stored(stored));
        }
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("profile-line");
        // A button, so that the keyboard reaches it.
        Button button = new Button("", line);
        button.getStyleClass().addAll("flat", "profile-value");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setId("profileTop");
        button.setAccessibleText(Text.of("browse.profile.filterBy", words, Format.count(each.rows())));
        button.setTooltip(new Tooltip(Text.of("browse.profile.filter")));
        line.prefWidthProperty().bind(button.widthProperty());
        button.setOnAction(_ -> {
            flyout.hide();
            filter.accept(each.value());
        });
        return button;
    }
}
