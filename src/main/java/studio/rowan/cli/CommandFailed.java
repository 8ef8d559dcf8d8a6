package studio.rowan.cli;

/// A command cannot do what it was asked for; the message is for the user.
final class CommandFailed extends RuntimeException {
    CommandFailed(String message) {
        super(message);
    }
}
