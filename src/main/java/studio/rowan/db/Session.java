package studio.rowan.db;

/// A console's hold on the writer: statements run one by one without a transaction of ours, and while the user has one
/// open by BEGIN nobody else writes. Close it to roll back what is open and give the writer free.
public final class Session implements AutoCloseable {
    private final String title;
    private final Writer writer;

    Session(String title, Writer writer) {
        this.title = title;
        this.writer = writer;
    }

    public String title() {
        return title;
    }

    /// Runs statements on the writer's connection, in the user's transaction where one is open.
    public <T> Job<T> run(String what, Work<T> body) {
        return writer.run(what, this, Task.Frame.BARE, body);
    }

    /// True while the user's transaction is open here.
    public boolean holdsTransaction() {
        return writer.holder() == this;
    }

    @Override
    public void close() {
        writer.release(this);
    }
}
