package studio.rowan.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Command;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;
import studio.rowan.schema.SchemaObject;

/// Where one can go from here: the tables of the file in front, other open files, panels, actions, recent files.
record PaletteEntries(OpenFiles files, WindowDeeds deeds, Commands commands, List<PanelKind> kinds, Consumer<Path> open)
        implements Supplier<List<PalettePane.Entry>> {
    @Override
    public List<PalettePane.Entry> get() {
        List<PalettePane.Entry> entries = new ArrayList<>();
        FilePane file = files.active();
        if (file != null) {
            objects(file, entries);
            panels(file, entries);
        }
        for (FilePane other : files.all()) {
            if (other != file) {
                entries.add(entry(
                        Icons.DATABASE,
                        other.workspace().name(),
                        "shell.palette.file",
                        null,
                        () -> files.activate(other)));
            }
        }
        actions(entries);
        for (String path : files.recent()) {
            entries.add(entry(Icons.DATABASE, path, "shell.palette.recent", null, () -> open.accept(Path.of(path))));
        }
        return entries;
    }

    private static void objects(FilePane file, List<PalettePane.Entry> entries) {
        for (SchemaObject object : file.workspace().schema().objects()) {
            String name = object.name();
            switch (object.kind()) {
                case TABLE, VIRTUAL ->
                    entries.add(entry(Icons.TABLE, name, "shell.palette.table", null, () -> file.openTable(name)));
                case VIEW ->
                    entries.add(entry(Icons.VIEW, name, "shell.palette.view", null, () -> file.openTable(name)));
                case FULL_TEXT ->
                    entries.add(
                            entry(Icons.FULL_TEXT, name, "shell.palette.fullText", null, () -> file.openTable(name)));
                case SHADOW, SYSTEM, INDEX, TRIGGER -> {} // the sidebar has them
            }
        }
    }

    private void panels(FilePane file, List<PalettePane.Entry> entries) {
        entries.add(entry(Icons.SQL, Text.of("shell.panel.sql"), "shell.palette.panel", null, file::showSql));
        for (PanelKind kind : kinds) {
            if (kind.fits().test(file.workspace().schema())) {
                entries.add(
                        entry(kind.icon(), kind.title(), "shell.palette.panel", null, () -> file.openPanel(kind.id())));
            }
        }
    }

    private void actions(List<PalettePane.Entry> entries) {
        deeds.panelCommands().forEach(command -> add(command, entries));
        commands.all().forEach(command -> {
            if (!command.id().equals("palette")) {
                add(command, entries);
            }
        });
    }

    private static void add(Command command, List<PalettePane.Entry> entries) {
        if (command.enabled().getAsBoolean()) {
            entries.add(entry(command.icon(), command.title(), "shell.palette.action", command.keys(), command.run()));
        }
    }

    private static PalettePane.Entry entry(
            Icons icon, String title, String kind, @Nullable KeyCombination keys, Runnable run) {
        return new PalettePane.Entry(icon, title, Text.of(kind), keys == null ? "" : keys.getDisplayText(), run);
    }
}
