package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Panel;

/// Writes down where panes wanted to go.
class RecordingNav implements Nav {
    final List<String> calls = new ArrayList<>();
    final List<Notice> notices = new CopyOnWriteArrayList<>();
    volatile String status = "";
    volatile @Nullable Inspected inspected;

    @Override
    public void openTable(String name, String where) {
        calls.add("table " + name + " " + where);
    }

    @Override
    public void openStructure(String name) {
        calls.add("structure " + name);
    }

    @Override
    public void openSql(String text) {
        calls.add("sql " + text);
    }

    @Override
    public void openPanel(String id) {
        calls.add("panel " + id);
    }

    @Override
    public void openFile(java.nio.file.Path file, boolean readOnly) {}

    @Override
    public void inspect(@Nullable Inspected row) {
        inspected = row;
    }

    @Override
    public void notify(Notice notice) {
        notices.add(notice);
    }

    @Override
    public void replace(Notice shown, @Nullable Notice now) {
        int at = notices.indexOf(shown);
        if (at >= 0 && now == null) {
            notices.remove(at);
        } else if (at >= 0) {
            notices.set(at, now);
        }
    }

    @Override
    public void status(Panel source, String text) {
        status = text;
    }

    @Override
    public void changed(Panel source) {
        calls.add("changed " + source.title());
    }
}
