package studio.rowan.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;
import javax.xml.stream.XMLInputFactory;

/// Fills a pane from the `Xxx.fxml` beside its class (`fx:root`, the pane is its own controller), texts from the
/// bundle, and adds the `Xxx.css` beside it. Called in the pane's constructor, which therefore may take arguments.
public final class Fxml {
    private Fxml() {}

    /// Has ready what the first [#load] needs: the texts and the parser.
    public static void prepare() {
        Text.bundle();
        XMLInputFactory.newInstance();
    }

    public static void load(Parent pane) {
        Class<?> type = pane.getClass();
        URL fxml = type.getResource(type.getSimpleName() + ".fxml");
        if (fxml == null) {
            throw new IllegalStateException("no " + type.getSimpleName() + ".fxml beside its class");
        }
        FXMLLoader loader = new FXMLLoader(fxml, Text.bundle());
        loader.setRoot(pane);
        loader.setController(pane);
        try {
            loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        style(pane);
    }

    /// Adds the `Xxx.css` beside the class, for panes that are built in code.
    public static void style(Parent pane) {
        Class<?> type = pane.getClass();
        URL css = type.getResource(type.getSimpleName() + ".css");
        if (css != null) {
            pane.getStylesheets().add(css.toExternalForm());
        }
    }
}
