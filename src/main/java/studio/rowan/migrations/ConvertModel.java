package studio.rowan.migrations;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Conversion;
import studio.rowan.migrate.History;
import studio.rowan.migrate.Migrator;
import studio.rowan.migrate.OtherWords;
import studio.rowan.migrate.Place;
import studio.rowan.migrate.Standing;

/// Another tool's folder on its way to become Flyway's: first the files, then, where the user agrees, the line in the
/// database that says up to which of them it stands.
final class ConvertModel {
    /// What is converted.
    /// @param source its folder
    /// @param standing how the open file stands to it
    record Plan(Path source, Conversion conversion, Standing standing) {
        /// Where the files go unless the user says otherwise.
        Path proposed() {
            return source.resolveSibling(Objects.requireNonNullElse(source.getFileName(), "migrations") + "-flyway");
        }
    }

    private final MigrationsModel looking;
    private final KeepingModel keeping;
    private final BooleanBinding usable;
    private final ReadOnlyObjectWrapper<@Nullable Plan> plan = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable Path> written = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper writing = new ReadOnlyBooleanWrapper();
    private @Nullable Path target;

    ConvertModel(MigrationsModel looking, KeepingModel keeping) {
        this.looking = looking;
        this.keeping = keeping;
        this.usable = Bindings.createBooleanBinding(
                () -> looking.history().get() instanceof History history
                        && history.scripts().isConvertible()
                        && looking.place().get() instanceof Place.Folder
                        && !looking.runs().running().get(),
                looking.history(),
                looking.place(),
                looking.runs().running());
    }

    /// Whether the folder is another tool's and can be converted now.
    BooleanBinding usable() {
        return usable;
    }

    /// What would be written; null before [#open].
    ReadOnlyObjectProperty<@Nullable Plan> plan() {
        return plan.getReadOnlyProperty();
    }

    /// Why nothing can be written to the folder named last; empty where it can.
    ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /// Where the files were written; null before.
    ReadOnlyObjectProperty<@Nullable Path> written() {
        return written.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty writing() {
        return writing.getReadOnlyProperty();
    }

    String database() {
        return looking.workspace().name();
    }

    boolean isWritable() {
        return looking.isWritable();
    }

    /// Prepares what would be written.
    void open() {
        History history = looking.history().get();
        if (history == null || !(looking.place().get() instanceof Place.Folder(Path source))) {
            return;
        }
        plan.set(null);
        written.set(null);
        problem.set("");
        looking.jobs()
                .background(
                        () -> {
                            Conversion conversion = Conversion.of(history.scripts());
                            return new Plan(source, conversion, Standing.of(history, conversion));
                        },
                        plan::set,
                        this::tell);
    }

    /// Looks whether the files may be written there.
    void target(String folder) {
        Plan now = plan.get();
        if (now == null) {
            return;
        }
        Path path = path(folder);
        target = path;
        if (path == null) {
            problem.set(Text.of("migrations.convert.not_a_folder", folder));
            return;
        }
        looking.jobs()
                .background(
                        () -> Optional.ofNullable(Conversion.hindrance(now.source(), path)),
                        found -> {
                            if (path.equals(target)) {
                                problem.set(found.map(hindrance -> OtherWords.of(hindrance, path))
                                        .orElse(""));
                            }
                        },
                        this::tell);
    }

    private static @Nullable Path path(String folder) {
        try {
            return folder.isBlank()
                    ? null
                    : Path.of(folder.strip()).toAbsolutePath().normalize();
        } catch (java.nio.file.InvalidPathException e) {
            return null;
        }
    }

    /// Writes the files, all or none.
    void write(Conversion.Undo undo) {
        Plan now = plan.get();
        Path to = target;
        if (now == null || to == null || writing.get()) {
            return;
        }
        writing.set(true);
        looking.jobs()
                .background(
                        () -> {
                            now.conversion().write(now.source(), to, undo);
                            return to;
                        },
                        done -> {
                            writing.set(false);
                            written.set(done);
                        },
                        e -> {
                            writing.set(false);
                            tell(e);
                        });
    }

    /// From now on the new folder is the file's.
    void use() {
        Path folder = written.get();
        if (folder != null) {
            looking.choose(new Place.Folder(folder));
        }
    }

    /// Says in the database up to which migration it stands, behind a backup, and uses the new folder.
    void baseline(Standing.At at) {
        Path folder = written.get();
        Plan now = plan.get();
        if (folder == null || now == null) {
            return;
        }
        String tool = now.conversion().tool();
        Migrator work = new Migrator(looking.workspace().db(), new Place.Folder(folder).scripts());
        looking.runs()
                .start(
                        () -> work.startBaseline(
                                Text.of("migrations.job.baseline"),
                                at.version(),
                                Text.of("migrations.convert.baseline.description", tool),
                                new Migrator.Keeping(keeping.backups(), keeping.count())),
                        new StepTelling(work),
                        result -> {
                            use();
                            looking.runs()
                                    .notice()
                                    .set(
                                            result.stop() == null
                                                    ? Notice.success(Text.of("migrations.baseline.done", at.version()))
                                                    : Notice.warning(
                                                            studio.rowan.migrate.MigrationWords.of(result.stop())
                                                                    .both()));
                        },
                        error -> looking.runs().notice().set(ApplyModel.notRun(error)));
    }

    private void tell(Exception e) {
        looking.runs().notice().set(Notice.warning(String.valueOf(e.getMessage())));
    }
}
