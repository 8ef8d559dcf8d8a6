package studio.rowan.migrate;

import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.FileDataSource;

/// Follows one migration through Flyway, inside its transaction. What its listener throws rolls the migration back.
final class FlywaySteps implements Callback {
    /// Told of the steps, on the thread that migrates.
    interface Listener {
        /// Its transaction is about to begin its work.
        void begins(Access access);

        /// The statement is about to run.
        void statement(Access access, String sql);

        /// All statements ran; the commit follows.
        void ends(Access access);
    }

    private final FileDataSource source;
    private final String script;
    private final Listener listener;
    private @Nullable RuntimeException thrown;
    private boolean over;

    FlywaySteps(FileDataSource source, String script, Listener listener) {
        this.source = source;
        this.script = script;
        this.listener = listener;
    }

    /// What the listener threw; Flyway wraps it beyond recognition.
    @Nullable
    RuntimeException thrown() {
        return thrown;
    }

    /// Whether the migration was committed and the next one was stopped before its first statement.
    boolean isOver() {
        return over;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE
                || event == Event.BEFORE_EACH_MIGRATE_STATEMENT
                || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            if (!context.getMigrationInfo().getScript().equals(script)) {
                over = true;
                throw new IllegalStateException("only " + script + " was asked for");
            }
            switch (event) {
                case BEFORE_EACH_MIGRATE ->
                    source.on(context.getConnection(), access -> {
                        listener.begins(access);
                        return true;
                    });
                case BEFORE_EACH_MIGRATE_STATEMENT ->
                    source.on(context.getConnection(), access -> {
                        listener.statement(access, context.getStatement().getSql());
                        return true;
                    });
                case AFTER_EACH_MIGRATE ->
                    source.on(context.getConnection(), access -> {
                        listener.ends(access);
                        return true;
                    });
                default -> {}
            }
        } catch (RuntimeException e) {
            if (!over) {
                thrown = e;
            }
            throw e;
        }
    }

    @Override
    public String getCallbackName() {
        return "rowan";
    }
}
