package studio.rowan.migrations;

import java.util.function.Consumer;
import java.util.stream.Collectors;
import studio.rowan.db.DbError;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.migrate.AlreadyThere;
import studio.rowan.migrate.History;
import studio.rowan.migrate.MarkApplied;
import studio.rowan.migrate.Migration;

/// Enters pending migrations as run whose work the file has already.
final class MarkModel {
    private final MigrationsModel looking;
    private final KeepingModel keeping;

    MarkModel(MigrationsModel looking, KeepingModel keeping) {
        this.looking = looking;
        this.keeping = keeping;
    }

    boolean isUsable() {
        History seen = looking.history().get();
        return seen != null
                && seen.situation() == History.Situation.PENDING
                && seen.scripts().tool().equals("Flyway")
                && looking.isWritable()
                && !looking.runs().running().get();
    }

    /// Looks which they are.
    /// @param found told of them, where there are some
    void find(Consumer<AlreadyThere> found) {
        looking.look(history -> looking.runs()
                .start(
                        () -> AlreadyThere.start(
                                looking.workspace().db(), Text.of("markApplied.job.look"), history.scripts()),
                        _ -> Text.of("drift.running"),
                        there -> {
                            if (there.isNone()) {
                                looking.runs()
                                        .notice()
                                        .set(Notice.info(Text.of("markApplied.none"))
                                                .next(Text.of("markApplied.none.next")));
                            } else {
                                found.accept(there);
                            }
                        }));
    }

    /// @param done told once it is so
    void enter(AlreadyThere there, Runnable done) {
        History seen = looking.history().get();
        if (seen == null) {
            return;
        }
        MarkApplied work = new MarkApplied(looking.workspace().db(), seen.scripts(), looking.applied());
        looking.runs()
                .start(
                        () -> work.start(Text.of("markApplied.job"), there, keeping.keeping()),
                        _ -> Text.of("markApplied.running"),
                        result -> {
                            done.run();
                            tell(
                                    result.entered().isEmpty()
                                            ? Notice.warning(Text.of("markApplied.changed"))
                                            : Notice.success(Text.of(
                                                    "markApplied.done",
                                                    result.entered().stream()
                                                            .map(Migration::name)
                                                            .collect(Collectors.joining(", ")))));
                        },
                        error -> tell(
                                error instanceof DbError.Cancelled
                                        ? Notice.info(Text.of("markApplied.cancelled"))
                                        : Notice.of(error)));
    }

    private void tell(Notice notice) {
        looking.runs().notice().set(notice);
    }
}
