package studio.rowan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Panel;

/// Remembers where a pane wanted to go.
public final class RecordingNav implements Nav {
    private final List<String> tables = new ArrayList<>();
    private final List<String> structures = new ArrayList<>();
    private final List<String> sql = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();

    public List<String> tables() {
        return tables;
    }

    public List<String> structures() {
        return structures;
    }

    public List<String> sql() {
        return sql;
    }

    public List<Notice> notices() {
        return notices;
    }

    @Override
    public void openTable(String name, String where) {
        tables.add(name);
    }

    @Override
    public void openStructure(String name) {
        structures.add(name);
    }

    @Override
    public void openSql(String text) {
        sql.add(text);
    }

    @Override
    public void openPanel(String id) {}

    /// Files opened, with ` read-only` behind the path where so.
    public List<String> files() {
        return files;
    }

    @Override
    public void openFile(Path file, boolean readOnly) {
        files.add(file + (readOnly ? " read-only" : ""));
    }

    @Override
    public void inspect(@Nullable Inspected cell) {}

    @Override
    public void notify(Notice notice) {
        notices.add(notice);
    }

    @Override
    public void status(Panel source, String text) {}

    @Override
    public void changed(Panel source) {}
}
