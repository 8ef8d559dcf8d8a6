package studio.rowan.browse;

import java.io.ByteArrayInputStream;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.kit.Format;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;

/// The picture that a blob holds, decoded off the window's thread and only where its size can be borne.
final class CellPictureView extends StackPane {
    /// Bytes that are read to decode one.
    private static final int MOST = 64 << 20;

    private static final int HEAD = 1 << 20;

    private final Jobs jobs;

    CellPictureView(Jobs jobs) {
        this.jobs = jobs;
        getStyleClass().add("cell-picture-place");
    }

    void show(CellContent shown, Consumer<? super DbError> onError) {
        Node waiting = new ProgressIndicator();
        getChildren().setAll(waiting);
        jobs.run(
                jobs.<Decoded>task(Text.of("inspector.looking"), _ -> decode(shown)),
                decoded -> {
                    // Another one may be wanted by now.
                    if (getChildren().contains(waiting)) {
                        show(decoded, shown.stored().length());
                    }
                },
                onError);
    }

    /// @param size as its header says; null where that says none
    /// @param picture null where it was not decoded
    private record Decoded(
            @Nullable PictureSize size, @Nullable Image picture) {}

    private static Decoded decode(CellContent shown) {
        CellBytes bytes = shown.stored();
        PictureSize size = shown.kind() == null ? null : PictureSize.of(bytes.read(0, HEAD), shown.kind());
        boolean may = size != null && size.isBearable() && bytes.length() <= MOST;
        return new Decoded(size, may ? new Image(new ByteArrayInputStream(bytes.all())) : null);
    }

    private void show(Decoded decoded, long bytes) {
        PictureSize size = decoded.size;
        Image picture = decoded.picture;
        if (size == null || (picture != null && picture.isError())) {
            say(Text.of("inspector.picture.broken"));
        } else if (!size.isBearable()) {
            say(Text.of("inspector.picture.large", size.width(), size.height()));
        } else if (picture == null) {
            say(Text.of("inspector.picture.heavy", Format.bytes(bytes)));
        } else {
            show(picture);
        }
    }

    private void say(String words) {
        Label label = new Label(words);
        label.setId("valueState");
        label.setWrapText(true);
        label.getStyleClass().add("muted");
        VBox box = new VBox(label);
        box.getStyleClass().add("cell-state");
        getChildren().setAll(box);
    }

    private void show(Image picture) {
        ImageView view = new ImageView(picture);
        view.setId("valuePicture");
        view.setPreserveRatio(true);
        String pixels = Text.of("inspector.picture.size", (int) picture.getWidth(), (int) picture.getHeight());
        view.setAccessibleText(Text.of("inspector.way.IMAGE") + ", " + pixels);
        StackPane frame = new StackPane(view);
        frame.getStyleClass().add("cell-picture");
        frame.setMinSize(0, 0);
        // Shrunk to the room there is, never blown up.
        view.fitWidthProperty()
                .bind(frame.widthProperty().map(w -> Math.min(picture.getWidth(), Math.max(1, w.doubleValue() - 16))));
        view.fitHeightProperty()
                .bind(frame.heightProperty()
                        .map(h -> Math.min(picture.getHeight(), Math.max(1, h.doubleValue() - 16))));
        Label size = new Label(pixels);
        size.setId("valuePictureSize");
        size.getStyleClass().addAll("muted", "small");
        VBox box = new VBox(4, frame, size);
        VBox.setVgrow(frame, Priority.ALWAYS);
        getChildren().setAll(box);
    }
}
