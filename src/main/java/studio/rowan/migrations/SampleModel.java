package studio.rowan.migrations;

import java.util.function.Consumer;
import studio.rowan.db.Job;
import studio.rowan.db.Replaced;
import studio.rowan.kit.Format;
import studio.rowan.kit.Notice;
import studio.rowan.kit.RunModel;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Place;
import studio.rowan.schema.Workspace;
import studio.rowan.vault.Backups;
import studio.rowan.vault.Reason;
import studio.rowan.vault.Restore;

/// Fills the sample, and makes a file the sample's again.
final class SampleModel {
    private static final int MOST_DIGITS = 8;

    private static final RunModel.Telling RESETTING = new RunModel.Telling() {
        @Override
        public String title(Job<?> job) {
            return switch (job.stage()) {
                case "copy", "verify" -> Text.of("migrations.reset.keeping");
                case "bringIn", "compare" -> Text.of("migrations.reset.bringingIn");
                default -> Text.of("migrations.reset.building");
            };
        }

        @Override
        public boolean needsFile() {
            return true;
        }
    };

    private final MigrationsModel looking;
    private final KeepingModel keeping;
    private final SampleWork work;

    SampleModel(MigrationsModel looking, KeepingModel keeping, SampleWork work) {
        this.looking = looking;
        this.keeping = keeping;
        this.work = work;
    }

    boolean mayReset() {
        Workspace file = looking.workspace();
        return isFree() && work.resettable().test(file.file(), file.schema());
    }

    boolean maySeed() {
        return isFree() && work.seedable().test(looking.workspace().schema());
    }

    /// Whether the file has the sample's tables; of another one nobody wants to hear of them.
    boolean isItsOwn() {
        return work.seedable().test(looking.workspace().schema());
    }

    private boolean isFree() {
        return looking.isWritable() && !looking.runs().running().get();
    }

    /// Everything in the file goes, behind a verified backup.
    /// @param back brings that backup back
    void reset(Consumer<Backups.Made> back) {
        Workspace file = looking.workspace();
        Backups.Request request = Backups.Request.of(Reason.BEFORE_RESET).keep(keeping.count());
        looking.runs().start(() -> work.resetting().start(file.db(), keeping.backups(), request), RESETTING, done -> {
            looking.result(null);
            if (looking.place().get() == null) {
                looking.choose(Place.BUNDLED);
            }
            looking.runs().notice().set(notice(done, back));
        });
    }

    private Notice notice(Restore.Done done, Consumer<Backups.Made> back) {
        String name = looking.workspace().name();
        Notice notice = done.match() == Replaced.Match.SAME
                ? Notice.success(Text.of("migrations.reset.done", name))
                : Notice.warning(Text.of("migrations.reset.notCompared", name));
        Backups.Made before = done.before();
        return before == null
                ? notice
                : notice.next(Text.of(
                                "migrations.returned.before", before.backup().file()))
                        .action("returnFromReset", Text.of("migrations.return"), () -> back.accept(before));
    }

    /// @param answer how many posts are to be made, as the user typed it
    void seed(String answer) {
        String posts = answer.strip().replaceAll("[\\s.,_']", "");
        if (posts.matches("[0-9]{1," + MOST_DIGITS + "}")) {
            seed(Integer.parseInt(posts));
        } else {
            looking.runs().notice().set(Notice.warning(Text.of("migrations.seed.noNumber", answer)));
        }
    }

    private void seed(int posts) {
        looking.runs()
                .start(
                        () -> work.seeding().start(looking.workspace().db(), posts),
                        _ -> Text.of("migrations.seed.running"),
                        rows -> looking.runs()
                                .notice()
                                .set(Notice.success(Text.of(
                                        "migrations.seed.done",
                                        looking.workspace().name(),
                                        Format.count(rows)))));
    }
}
