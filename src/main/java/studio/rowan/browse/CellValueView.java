package studio.rowan.browse;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Value;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Format;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav.Inspected;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;

/// One cell in full, in each way that its content allows.
final class CellValueView extends VBox {
    /// Longer values are looked through off the window's thread.
    private static final int AT_ONCE = 65_536;

    /// Characters that need no wrapping.
    private static final int SHORT = 30;

    private final InspectorModel model;
    private final Jobs jobs;
    private final Dialogs dialogs;
    private final DbFiles files;
    private final ObservableValue<ZoneId> zone;
    private final Label name = new Label();
    private final Label facts = new Label();
    private final NoticeBar notices = new NoticeBar();
    private final HBox ways = new HBox();
    private final HBox bar = new HBox();
    private final ToggleButton wrap = new ToggleButton(Text.of("inspector.wrap"));
    private final Button copy;
    private final Button save;
    private final CellBodyView body = new CellBodyView();
    private final Label foot = new Label();
    private boolean active;
    private CellContent.@Nullable Way way;
    private @Nullable CellContent content;
    private @Nullable Value lookedAt;

    CellValueView(InspectorModel model, Jobs jobs, Dialogs dialogs, DbFiles files, ObservableValue<ZoneId> zone) {
        this.model = model;
        this.jobs = jobs;
        this.dialogs = dialogs;
        this.files = files;
        this.zone = zone;
        getStyleClass().add("cell-value");
        name.setId("valueColumn");
        name.getStyleClass().add("medium");
        facts.setId("valueFacts");
        facts.getStyleClass().addAll("muted", "small");
        facts.setWrapText(true);
        VBox head = new VBox(name, facts);
        head.getStyleClass().add("cell-head");
        wrap.setId("valueWrap");
        wrap.setSelected(true);
        wrap.getStyleClass().add("flat");
        wrap.selectedProperty().subscribe(body::wrap);
        copy = Controls.iconButton("valueCopy", Icons.COPY, Text.of("inspector.copy"), this::copy);
        save = Controls.iconButton("valueSave", Icons.SAVE, Text.of("inspector.save"), this::save);
        bar.getStyleClass().add("cell-bar");
        bar.getChildren().addAll(ways, Controls.spacer(), wrap, copy, save);
        body.getStyleClass().add("cell-body");
        VBox.setVgrow(body, Priority.ALWAYS);
        foot.setId("valueMoments");
        foot.setWrapText(true);
        VBox footBox = new VBox(foot);
        footBox.getStyleClass().add("cell-foot");
        getChildren().addAll(head, notices, bar, body, footBox);
        model.shown().subscribe(_ -> update());
        zone.subscribe(_ -> update());
    }

    void active(boolean now) {
        active = now;
        update();
    }

    private void update() {
        Inspected.Cell cell = model.shown().get().cell();
        if (!active) {
            return;
        }
        notices.clear();
        if (cell == null) {
            name.setText(Text.of("inspector.noCell"));
            facts.setText("");
            foot.setText("");
            bar.setVisible(false);
            body.show(new StackPane());
            lookedAt = null;
            return;
        }
        Value value = model.shown().get().value(model.shown().get().current());
        name.setText(cell.declaredType().isEmpty() ? cell.column() : cell.column() + " · " + cell.declaredType());
        foot.setText(Moments.of(value, cell.column(), cell.declaredType(), zone.getValue()).stream()
                .map(ValueText::moment)
                .collect(Collectors.joining("\n")));
        if (value instanceof Value.Large large) {
            lookedAt = null;
            unloaded(cell, large);
        } else if (value != lookedAt) {
            lookedAt = value;
            look(value);
        }
    }

    private void look(Value value) {
        boolean heavy = length(value) > AT_ONCE;
        if (!heavy) {
            show(CellContent.of(value));
            return;
        }
        bar.setVisible(false);
        facts.setText(value.type().name());
        body.show(new StackPane(new ProgressIndicator()));
        jobs.run(
                jobs.<CellContent>task(Text.of("inspector.looking"), _ -> CellContent.of(value)),
                made -> {
                    if (lookedAt == value) {
                        show(made);
                    }
                },
                error -> notices.show(Notice.of(error)));
    }

    private static long length(Value value) {
        return switch (value) {
            case Value.Text text -> text.value().length();
            case Value.Blob(byte[] bytes) -> bytes.length;
            case Value.Null _, Value.Int _, Value.Real _, Value.Large _ -> 0;
        };
    }

    private void show(CellContent made) {
        content = made;
        facts.setText(ValueText.facts(made));
        bar.setVisible(true);
        if (made.wrongBytes() > 0) {
            notices.show(Notice.warning(Text.count("inspector.wrongBytes", made.wrongBytes()))
                    .next(Text.of("inspector.wrongBytes.next")));
        }
        fillWays(made.ways());
        save.setDisable(made.value().isNull());
        if (made.ways().isEmpty()) {
            wrap.setVisible(false);
            body.show(state(ValueText.shown(made.value(), 100), "value-null"));
        }
    }

    private void fillWays(List<CellContent.Way> offered) {
        ways.getChildren().clear();
        if (offered.isEmpty()) {
            return;
        }
        ToggleGroup group = new ToggleGroup();
        List<ToggleButton> buttons = new ArrayList<>();
        for (CellContent.Way each : offered) {
            ToggleButton button = new ToggleButton(Text.of("inspector.way." + each));
            button.setId("valueWay" + each);
            button.setUserData(each);
            buttons.add(button);
        }
        HBox segments = Controls.segments(group, buttons.toArray(ToggleButton[]::new));
        if (buttons.size() > 1) {
            ways.getChildren().add(segments);
        }
        // The way chosen last stays where the next cell allows it, so that one can walk down a column in hex.
        CellContent.Way preferred = way;
        buttons.stream()
                .filter(button -> button.getUserData() == preferred)
                .findFirst()
                .ifPresent(group::selectToggle);
        group.selectedToggleProperty().subscribe((_, now) -> {
            if (now != null && now.getUserData() instanceof CellContent.Way chosen) {
                way = chosen;
                render(chosen);
            }
        });
        if (group.getSelectedToggle().getUserData() instanceof CellContent.Way first) {
            render(first);
        }
    }

    private void render(CellContent.Way chosen) {
        CellContent shown = content;
        if (shown == null) {
            return;
        }
        wrap.setVisible(chosen == CellContent.Way.TEXT && length(shown.value()) > SHORT);
        String text = shown.text();
        String pretty = shown.pretty();
        switch (chosen) {
            case TEXT -> {
                if (text == null || text.isEmpty()) {
                    body.show(state(Text.of("inspector.emptyText"), "value-null"));
                } else {
                    body.showText(text);
                }
            }
            case JSON -> body.showJson(pretty == null ? "" : pretty);
            case HEX -> body.showHex(shown.stored());
            case IMAGE -> showPicture(shown);
        }
    }

    // ---- pictures ----

    private void showPicture(CellContent shown) {
        byte[] bytes = shown.stored();
        PictureSize size = shown.kind() == null ? null : PictureSize.of(bytes, shown.kind());
        if (size == null || !size.isBearable()) {
            body.show(state(
                    size == null
                            ? Text.of("inspector.picture.broken")
                            : Text.of("inspector.picture.large", size.width(), size.height()),
                    "muted"));
            return;
        }
        body.show(new StackPane(new ProgressIndicator()));
        jobs.run(
                jobs.<Image>task(Text.of("inspector.looking"), _ -> new Image(new ByteArrayInputStream(bytes))),
                picture -> {
                    if (content == shown && way(shown) == CellContent.Way.IMAGE) {
                        body.show(picture(picture));
                    }
                },
                error -> notices.show(Notice.of(error)));
    }

    private CellContent.Way way(CellContent shown) {
        CellContent.Way chosen = way;
        return chosen != null && shown.ways().contains(chosen)
                ? chosen
                : shown.ways().getFirst();
    }

    private Node picture(Image picture) {
        if (picture.isError()) {
            return state(Text.of("inspector.picture.broken"), "muted");
        }
        ImageView view = new ImageView(picture);
        view.setId("valuePicture");
        view.setPreserveRatio(true);
        view.setAccessibleText(Text.of("inspector.way.IMAGE"));
        StackPane frame = new StackPane(view);
        frame.getStyleClass().add("cell-picture");
        frame.setMinSize(0, 0);
        // Shrunk to the room there is, never blown up.
        view.fitWidthProperty()
                .bind(frame.widthProperty().map(w -> Math.min(picture.getWidth(), Math.max(1, w.doubleValue() - 16))));
        view.fitHeightProperty()
                .bind(frame.heightProperty()
                        .map(h -> Math.min(picture.getHeight(), Math.max(1, h.doubleValue() - 40))));
        Label size = new Label(Text.of("inspector.picture.size", (int) picture.getWidth(), (int) picture.getHeight()));
        size.getStyleClass().addAll("muted", "small");
        VBox box = new VBox(4, frame, size);
        VBox.setVgrow(frame, Priority.ALWAYS);
        return box;
    }

    // ---- large cells ----

    private void unloaded(Inspected.Cell cell, Value.Large large) {
        content = null;
        bar.setVisible(false);
        facts.setText(large.type().name() + " · " + Text.count("inspector.bytes", large.length()));
        InspectorModel.Shown shown = model.shown().get();
        if (shown.error() != null) {
            notices.show(Notice.of(shown.error()));
        }
        VBox box = new VBox();
        box.getStyleClass().add("cell-state");
        Label words = new Label();
        words.setWrapText(true);
        words.getStyleClass().add("muted");
        box.getChildren().add(words);
        if (large.length() > Condition.SEARCHED_BYTES) {
            words.setText(Text.of(
                    "inspector.tooLarge", Format.bytes(large.length()), Format.bytes(Condition.SEARCHED_BYTES)));
        } else if (shown.loading() != null) {
            words.setText(Text.of("inspector.loading", Format.bytes(large.length())));
            box.getChildren()
                    .addAll(
                            new ProgressIndicator(),
                            Controls.button("valueCancel", Icons.CANCEL, Text.of("inspector.cancel"), model::cancel));
        } else if (cell.load() == null) {
            words.setText(Text.of("inspector.notLoadable", Format.bytes(large.length())));
        } else {
            words.setText(Text.of("inspector.large", Format.bytes(large.length())));
            Button load = Controls.button("valueLoad", Icons.EXPORT, Text.of("inspector.load"), model::load);
            load.getStyleClass().add("primary");
            box.getChildren().add(load);
        }
        body.show(box);
    }

    private static Node state(String words, String styleClass) {
        Label label = new Label(words);
        label.setId("valueState");
        label.setWrapText(true);
        label.getStyleClass().add(styleClass);
        VBox box = new VBox(label);
        box.getStyleClass().add("cell-state");
        return box;
    }

    // ---- copy, save ----

    /// The text; of bytes that are none, hexadecimal in hex, else Base64.
    private void copy() {
        CellContent shown = content;
        if (shown == null) {
            return;
        }
        String text = way(shown) == CellContent.Way.JSON ? shown.pretty() : shown.text();
        ClipboardContent clip = new ClipboardContent();
        if (text == null && way(shown) == CellContent.Way.IMAGE) {
            clip.putString(Base64.getEncoder().encodeToString(shown.stored()));
        } else {
            clip.putString(text == null ? HexFormat.of().formatHex(shown.stored()) : text);
        }
        Clipboard.getSystemClipboard().setContent(clip);
    }

    private void save() {
        CellContent shown = content;
        Inspected.Cell cell = model.shown().get().cell();
        if (shown == null || cell == null) {
            return;
        }
        String plain = cell.column().replaceAll("[^\\p{L}\\p{N}_-]+", "_");
        Path file = dialogs.files().saveFile(Text.of("inspector.save"), null, plain + "." + shown.extension());
        if (file == null) {
            return;
        }
        byte[] bytes = shown.stored();
        jobs.run(
                jobs.task(Text.of("inspector.save"), _ -> {
                    new FileTarget(file, files).write(out -> out.write(bytes));
                    return true;
                }),
                _ -> notices.show(Notice.success(
                        Text.of("inspector.saved", String.valueOf(file.getFileName()), Format.bytes(bytes.length)))),
                error -> notices.show(Notice.of(error)));
    }
}
