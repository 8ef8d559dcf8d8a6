package studio.rowan.migrations;

import java.util.Objects;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;
import studio.rowan.migrate.History;
import studio.rowan.migrate.Migration;
import studio.rowan.migrate.MigrationWords;
import studio.rowan.migrate.Mismatch;
import studio.rowan.migrate.Repair;
import studio.rowan.migrate.Setting;
import studio.rowan.vault.Backups;

/// What keeps migrations from running, and what to do about it.
final class StandingView extends VBox {
    /// Where it leads.
    /// @param convert shows the way to Flyway
    /// @param settings shows under which settings the migrations run
    /// @param repair brings the history in line with the scripts
    /// @param changes shows what became of the first script that is not what ran
    record Ways(Runnable convert, Runnable settings, Runnable repair, Runnable changes) {}

    private final MigrationsModel looking;
    private final BaselineModel baseline;
    private final Dialogs dialogs;
    private final Ways ways;
    private final NoticeBar standing = new NoticeBar().lasting();

    StandingView(MigrationsModel looking, BaselineModel baseline, Dialogs dialogs, Ways ways) {
        this.looking = looking;
        this.baseline = baseline;
        this.dialogs = dialogs;
        this.ways = ways;
        standing.setId("standing");
        getChildren().add(standing);
        looking.history().subscribe(this::show);
    }

    private void show(@Nullable History history) {
        standing.clear();
        if (history == null) {
            return;
        }
        Text.Message message = MigrationWords.of(history);
        switch (history.situation()) {
            case NO_HISTORY ->
                standing.show(Notice.info(message.sentence())
                        .next(message.nextStep())
                        .action("setBaseline", Text.of("migrations.baseline.set"), () -> askBaseline(history)));
            case OTHER_TOOL ->
                standing.show(Notice.info(message.sentence())
                        .next(message.nextStep())
                        .action("convertFolder", Text.of("migrations.convert"), ways.convert()));
            case NEEDS_VALUES ->
                standing.show(Notice.warning(message.sentence())
                        .next(message.nextStep())
                        .action("giveValues", Text.of("migrations.settings.give"), ways.settings()));
            case MISMATCH -> standing.show(mismatch(history, message));
            case UNREADABLE -> standing.show(Notice.warning(message.sentence()).next(message.nextStep()));
            case PENDING -> {
                if (!looking.isWritable()) {
                    standing.show(Notice.info(Text.of("migrations.readOnly")));
                }
            }
            case NOTHING, CURRENT -> {}
        }
    }

    private Notice mismatch(History history, Text.Message message) {
        Notice notice = Notice.warning(message.sentence()).next(message.nextStep());
        if (history.mismatches().stream().anyMatch(m -> m.kind() == Mismatch.Kind.NOT_APPLIED)) {
            notice = notice.action("allowOutOfOrder", Text.of("migrations.outOfOrder.settings"), ways.settings());
        }
        if (history.migrations().stream().anyMatch(history::isEdited)) {
            notice = notice.action("showChange", Text.of("migrations.edited.show"), ways.changes());
        }
        return Repair.preview(history).isEmpty() || !looking.isWritable()
                ? notice
                : notice.action("repairHistory", Text.of("migrations.repair"), ways.repair());
    }

    private void askBaseline(History history) {
        String last = history.pending().reversed().stream()
                .map(Migration::version)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("1");
        String version = dialogs.ask(
                Text.of("migrations.baseline.title"),
                Backups.promised(looking.workspace().db(), Text.of("migrations.baseline.ask")),
                history.scripts().settings().said(Setting.BASELINE_VERSION, last));
        if (version != null && version.strip().matches("[0-9]+([._][0-9]+)*")) {
            baseline.begin(version.strip());
        } else if (version != null) {
            looking.runs().notice().set(Notice.warning(Text.of("migrations.baseline.notAVersion", version)));
        }
    }
}
