package studio.rowan.blog;

import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/// The initials of a name in a coloured circle; the same name has the same colour everywhere.
final class AvatarView extends StackPane {
    private static final int COLORS = 8;

    private final Label letters = new Label();

    AvatarView(String... styleClasses) {
        getStyleClass().add("avatar");
        getStyleClass().addAll(styleClasses);
        getChildren().add(letters);
        setMouseTransparent(true);
    }

    void show(String name) {
        letters.setText(initials(name));
        getStyleClass().removeIf(styleClass -> styleClass.startsWith("avatar-"));
        getStyleClass().add("avatar-" + Math.floorMod(name.hashCode(), COLORS));
    }

    /// The first letters of the first and last word.
    static String initials(String name) {
        String[] words = name.strip().split("\\s+");
        String first = letter(words[0]);
        return words.length < 2 ? first : first + letter(words[words.length - 1]);
    }

    private static String letter(String word) {
        return word.isEmpty() ? "?" : new String(Character.toChars(Character.toUpperCase(word.codePointAt(0))));
    }
}
