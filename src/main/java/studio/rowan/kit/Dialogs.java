package studio.rowan.kit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Questions to the user, behind a seam so that tests can answer them. Called on the window's thread.
public interface Dialogs {
    /// A question whose `yes` does the thing. `danger` colours the button; `typed` must be typed first where not empty.
    record Question(String title, String message, String detail, String yes, boolean danger, String typed) {
        public static Question of(String title, String message, String yes) {
            return new Question(title, message, "", yes, false, "");
        }

        /// Longer text below the message, such as the SQL that will run; shown in fixed width.
        public Question detail(String text) {
            return new Question(title, message, text, yes, danger, typed);
        }

        public Question dangerous() {
            return new Question(title, message, detail, yes, true, typed);
        }

        /// The user has to type this word before `yes` can be pressed.
        public Question typed(String word) {
            return new Question(title, message, detail, yes, true, word);
        }
    }

    boolean confirm(Question question);

    /// Which of the choices; -1 for cancel. The first is the default.
    int choose(String title, String message, List<String> choices);

    /// A line of text; null when cancelled.
    @Nullable
    String ask(String title, String label, String initial);

    FileDialogs files();
}
