package studio.rowan.shell;

import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.AppIcon;
import studio.rowan.kit.Text;
import studio.rowan.kit.Theme;

/// The window on the screen: where it stands, its title, and how it comes to the front.
public final class MainWindow {
    private static final double SMALLEST_WIDTH = 720;
    private static final double SMALLEST_HEIGHT = 480;

    /// What the system's frame adds to the height, roughly.
    private static final double TITLE_BAR = 36;

    private final Stage stage;
    private Session.Window bounds;

    public MainWindow(Stage stage, ShellPane shell, Theme theme, Session.Window from) {
        this.stage = stage;
        this.bounds = visible(from);
        Scene scene = new Scene(shell, bounds.width(), bounds.height());
        theme.install(scene);
        stage.setTitle(Text.of("shell.title"));
        stage.setMinWidth(SMALLEST_WIDTH);
        stage.setMinHeight(SMALLEST_HEIGHT);
        stage.setScene(scene);
        Double x = bounds.x();
        Double y = bounds.y();
        if (x != null && y != null) {
            stage.setX(x);
            stage.setY(y);
        }
        stage.setMaximized(bounds.maximized());
    }

    /// A window that would stand outside all screens, or be larger than the one it is on, is put where it can be seen.
    private static Session.Window visible(Session.Window from) {
        Double x = from.x();
        Double y = from.y();
        List<Screen> screens = x == null || y == null
                ? List.of()
                : Screen.getScreensForRectangle(x + 40, y, Math.max(1, from.width() - 80), 40);
        Rectangle2D area = (screens.isEmpty() ? Screen.getPrimary() : screens.getFirst()).getVisualBounds();
        boolean placed = !screens.isEmpty();
        return new Session.Window(
                placed ? x : null,
                placed ? y : null,
                Math.clamp(from.width(), SMALLEST_WIDTH, Math.max(SMALLEST_WIDTH, area.getWidth())),
                Math.clamp(from.height(), SMALLEST_HEIGHT, Math.max(SMALLEST_HEIGHT, area.getHeight() - TITLE_BAR)),
                from.maximized(),
                from.sidebar(),
                from.inspector(),
                from.sidebarShown(),
                from.inspectorShown(),
                from.systemShown());
    }

    public void show() {
        stage.show();
    }

    /// The second pulse comes when the first frame is drawn: what is opened must not delay it.
    public static void afterFirstFrame(Runnable then) {
        new AnimationTimer() {
            private int pulses;

            @Override
            public void handle(long now) {
                pulses++;
                if (pulses == 2) {
                    stop();
                    then.run();
                }
            }
        }.start();
    }

    /// Once the window is there: to read eight pictures would delay it.
    public void dress() {
        AppIcon.install(stage);
    }

    /// Shown as the title: the file in front.
    public void title(@Nullable String file) {
        stage.setTitle(file == null ? Text.of("shell.title") : Text.of("shell.title.file", file));
    }

    /// Where the window stands; while it fills the screen, where it stood before.
    public Session.Window bounds() {
        boolean whole = stage.isMaximized() || stage.isIconified() || stage.isFullScreen();
        bounds = new Session.Window(
                whole ? bounds.x() : (Double) stage.getX(),
                whole ? bounds.y() : (Double) stage.getY(),
                whole ? bounds.width() : stage.getScene().getWidth(),
                whole ? bounds.height() : stage.getScene().getHeight(),
                stage.isMaximized(),
                bounds.sidebar(),
                bounds.inspector(),
                bounds.sidebarShown(),
                bounds.inspectorShown(),
                bounds.systemShown());
        return bounds;
    }

    /// Some window managers only blink for `toFront`; being on top for a moment is heard by all.
    public void toFront() {
        stage.setIconified(false);
        stage.setAlwaysOnTop(true);
        stage.toFront();
        stage.requestFocus();
        stage.setAlwaysOnTop(false);
    }
}
