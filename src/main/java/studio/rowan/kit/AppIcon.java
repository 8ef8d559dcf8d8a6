package studio.rowan.kit;

import java.util.Objects;
import java.util.stream.IntStream;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.stage.Stage;

/// The program's own icon: rowan berries under their leaves.
public final class AppIcon {
    private AppIcon() {}

    /// Gives the window all sizes, so that the system can pick.
    public static void install(Stage stage) {
        IntStream.of(16, 24, 32, 48, 64, 128, 256, 512).mapToObj(AppIcon::image).forEach(stage.getIcons()::add);
    }

    /// The icon for the welcome page and the About dialog, sharp on dense screens.
    public static ImageView view(double size) {
        ImageView view = new ImageView(image(size <= 64 ? 128 : 512));
        view.setFitWidth(size);
        view.setFitHeight(size);
        view.setSmooth(true);
        return view;
    }

    private static Image image(int size) {
        String name = "/assets/icon/rowan-" + size + ".png";
        return new Image(
                Objects.requireNonNull(AppIcon.class.getResource(name), name).toExternalForm());
    }
}
