package studio.rowan.cli;

import java.nio.file.Path;
import studio.rowan.db.DbError;
import studio.rowan.kit.Text;

/// A command cannot do what it was asked for; the message is for the user.
final class CommandFailed extends RuntimeException {
    CommandFailed(String message) {
        super(message);
    }

    private CommandFailed(String message, Throwable cause) {
        super(message, cause);
    }

    /// Which file it was, what happened, SQLite's own words, and what to do next.
    static CommandFailed of(Path file, DbError error) {
        Text.Message message = Text.error(error);
        String words = error.words();
        String sentence = message.sentence();
        boolean said = words.isEmpty() || sentence.contains(words) || words.startsWith(file + ":");
        String told = said ? sentence : sentence + " (" + words + ")";
        return new CommandFailed(Text.of("cli.failed", file, new Text.Message(told, message.nextStep()).both()), error);
    }
}
