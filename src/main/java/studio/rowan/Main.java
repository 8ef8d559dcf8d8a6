package studio.rowan;

/// The entry: decides between the window and a command, and never loads JavaFX for a command.
public final class Main {
    private Main() {}

    static void main(String[] args) {}
}
