package studio.rowan.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Workspace;

/// The files of the window: which are open, which is in front, which were open lately, and what the session knows of
/// them.
final class OpenFiles {
    /// Makes the tabs of a file that was opened.
    interface Maker {
        FilePane make(Workspace workspace, boolean readOnly, Map<String, String> views);
    }

    private final Jobs jobs;
    private final Maker maker;
    private final Consumer<Notice> notices;
    private final ObservableList<FilePane> files = FXCollections.observableArrayList();
    private final ObservableList<String> recent = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable FilePane> active = new ReadOnlyObjectWrapper<>();
    private final List<Session.OpenFile> awaited = new ArrayList<>();
    private List<Session.OpenFile> closed = List.of();
    private @Nullable String frontWanted;
    private boolean systemShown;

    OpenFiles(Jobs jobs, Maker maker, Consumer<Notice> notices) {
        this.jobs = jobs;
        this.maker = maker;
        this.notices = notices;
    }

    ObservableList<FilePane> all() {
        return files;
    }

    /// Paths, the last opened first.
    ObservableList<String> recent() {
        return recent;
    }

    /// The file in front; null for none.
    ReadOnlyObjectProperty<@Nullable FilePane> activeProperty() {
        return active.getReadOnlyProperty();
    }

    @Nullable
    FilePane active() {
        return active.get();
    }

    List<Path> paths() {
        return files.stream().map(file -> file.workspace().file()).toList();
    }

    /// The file that is to come to the front when it has been opened.
    void wantInFront(Path file) {
        frontWanted = file.toString();
    }

    /// Takes an opened file in, with the tabs it had when it was open last; a file that is new here shows its first
    /// table.
    FilePane add(OpenFlow.Outcome.Opened opened) {
        Workspace workspace = opened.workspace();
        String path = workspace.file().toString();
        Session.OpenFile last = Stream.concat(awaited.stream(), closed.stream())
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElse(null);
        FilePane file = maker.make(workspace, opened.request().readOnly(), last == null ? Map.of() : last.views());
        file.side().systemShown().set(systemShown);
        files.add(file);
        recent.setAll(Session.withRecent(recent, path));
        if (last != null) {
            awaited.remove(last);
            file.restore(last);
        } else {
            openFirst(file);
        }
        if (path.equals(frontWanted)) {
            activate(file);
        } else if (active() == null) {
            // Until the one that is wanted has been opened.
            active.set(file);
        }
        return file;
    }

    /// Tables that join two others, and those of migration tools, are rarely what one came for.
    private static void openFirst(FilePane file) {
        List<String> tables = file.workspace().schema().of(SchemaObject.Kind.TABLE).stream()
                .filter(table -> SideRow.Group.of(table) == SideRow.Group.TABLES)
                .map(SchemaObject::name)
                .toList();
        Set<String> names = new HashSet<>(tables);
        tables.stream()
                .filter(name -> name.indexOf('_') < 0 || !names.contains(name.substring(name.lastIndexOf('_') + 1)))
                .findFirst()
                .or(() -> tables.stream().findFirst())
                .ifPresent(file::openTable);
    }

    void activate(Path path) {
        files.stream()
                .filter(file -> file.workspace().file().equals(path))
                .findFirst()
                .ifPresent(this::activate);
    }

    void activate(@Nullable FilePane file) {
        if (file != null) {
            frontWanted = null;
        }
        active.set(file);
    }

    /// Closes a file, unless one of its tabs asks and is told to stay.
    void close(FilePane file) {
        if (!file.mayClose(() -> close(file))) {
            return;
        }
        closed = Session.withClosed(closed, file.snapshot());
        file.setShown(false);
        file.closeTabs();
        int at = files.indexOf(file);
        files.remove(file);
        if (file == active()) {
            activate(files.isEmpty() ? null : files.get(Math.min(at, files.size() - 1)));
        }
        closeWorkspace(file.workspace(), () -> {});
    }

    /// @param again closes all after all, where something had to be finished first
    boolean mayClose(Runnable again) {
        return List.copyOf(files).stream().allMatch(file -> file.mayClose(again));
    }

    /// Closes all files off the window's thread, then calls back.
    void closeAll(Runnable then) {
        List<FilePane> all = List.copyOf(files);
        int[] left = {all.size()};
        if (all.isEmpty()) {
            then.run();
        }
        for (FilePane file : all) {
            file.setShown(false);
            file.closeTabs();
            closeWorkspace(file.workspace(), () -> {
                if (--left[0] == 0) {
                    then.run();
                }
            });
        }
    }

    private void closeWorkspace(Workspace workspace, Runnable then) {
        jobs.run(
                jobs.<Boolean>task(Text.of("shell.job.close", workspace.name()), _ -> {
                    workspace.close();
                    return true;
                }),
                _ -> then.run(),
                // What was open is rolled back by SQLite itself at the next opening.
                error -> {
                    notices.accept(Notice.of(error));
                    then.run();
                });
    }

    void forget(Path file) {
        recent.remove(file.toString());
    }

    void toggleSystem() {
        systemShown = !systemShown;
        files.forEach(file -> file.side().systemShown().set(systemShown));
    }

    /// @return what is to be opened again
    List<OpenFlow.Request> restore(Session session) {
        recent.setAll(session.recent());
        closed = session.closed();
        systemShown = session.window().systemShown();
        awaited.addAll(session.files());
        frontWanted = session.active();
        return session.files().stream()
                .map(file -> new OpenFlow.Request(Path.of(file.path()), file.readOnly()))
                .toList();
    }

    /// What to bring back at the next start.
    /// @param opening files of the last session are on their way, and kept as they were
    Session snapshot(Session.Window window, boolean opening) {
        List<Session.OpenFile> open = new ArrayList<>();
        files.forEach(file -> open.add(file.snapshot()));
        List<Session.OpenFile> gone = closed;
        for (Session.OpenFile file : awaited) {
            if (opening) {
                open.add(file);
            } else {
                gone = Session.withClosed(gone, file);
            }
        }
        FilePane front = active();
        return new Session(
                window.withSystemShown(systemShown),
                open,
                front == null ? frontWanted : front.workspace().file().toString(),
                recent,
                gone);
    }
}
