package studio.rowan.kit;

import java.util.ArrayList;
import java.util.List;
import studio.rowan.db.DbError;

/// Something the user should know: what happened, what to do next, and the buttons that do it. Shown by a [NoticeBar].
public record Notice(Kind kind, String message, String nextStep, String details, List<Action> actions) {
    public enum Kind {
        INFO,
        SUCCESS,
        WARNING,
        ERROR
    }

    /// A button: a stable id, its text, what it does.
    public record Action(String id, String text, Runnable run) {}

    public Notice {
        actions = List.copyOf(actions);
    }

    public static Notice info(String message) {
        return new Notice(Kind.INFO, message, "", "", List.of());
    }

    public static Notice success(String message) {
        return new Notice(Kind.SUCCESS, message, "", "", List.of());
    }

    public static Notice warning(String message) {
        return new Notice(Kind.WARNING, message, "", "", List.of());
    }

    public static Notice error(String message) {
        return new Notice(Kind.ERROR, message, "", "", List.of());
    }

    /// The sentence and next step of a database error, with SQLite's words, code and statement as details.
    public static Notice of(DbError error) {
        Text.Message message = Text.error(error);
        return new Notice(
                error instanceof DbError.Cancelled ? Kind.INFO : Kind.ERROR,
                message.sentence(),
                message.nextStep(),
                error instanceof DbError.Cancelled ? "" : Text.details(error),
                List.of());
    }

    public Notice next(String step) {
        return new Notice(kind, message, step, details, actions);
    }

    public Notice details(String text) {
        return new Notice(kind, message, nextStep, text, actions);
    }

    public Notice action(String id, String text, Runnable run) {
        List<Action> more = new ArrayList<>(actions);
        more.add(new Action(id, text, run));
        return new Notice(kind, message, nextStep, details, more);
    }
}
