package studio.rowan.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the next start brings back: the window, the open files with their tabs, the recent files, and how each table
/// was looked at last.
/// @param active path of the file in front
/// @param recent paths, the last opened first
/// @param closed files that were open lately, with their tabs, the last closed first
public record Session(
        Window window, List<OpenFile> files, @Nullable String active, List<String> recent, List<OpenFile> closed) {
    private static final int MOST_RECENT = 20;
    private static final int MOST_CLOSED = 50;

    public static final Session EMPTY = new Session(Window.DEFAULT, List.of(), null, List.of(), List.of());

    /// Bounds in screen units (NaN where the system may choose), panes' widths in pixels.
    public record Window(
            @Nullable Double x,
            @Nullable Double y,
            double width,
            double height,
            boolean maximized,
            double sidebar,
            double inspector,
            boolean sidebarShown,
            boolean inspectorShown,
            boolean systemShown) {
        public static final Window DEFAULT = new Window(null, null, 1280, 820, false, 248, 320, true, true, false);

        Window withSystemShown(boolean shown) {
            return new Window(x, y, width, height, maximized, sidebar, inspector, sidebarShown, inspectorShown, shown);
        }
    }

    /// @param activeTab key of the tab in front
    /// @param views state of each table or panel by its key, also of closed tabs
    public record OpenFile(
            String path,
            boolean readOnly,
            List<Tab> tabs,
            @Nullable String activeTab,
            Map<String, String> views) {
        public OpenFile {
            tabs = tabs == null ? List.of() : List.copyOf(tabs);
            views = views == null ? Map.of() : new LinkedHashMap<>(views);
        }
    }

    /// @param place [Place#key()]
    /// @param state what the panel wants to have back
    public record Tab(String place, String state) {}

    public Session {
        window = window == null ? Window.DEFAULT : window;
        files = files == null ? List.of() : List.copyOf(files);
        recent = recent == null ? List.of() : List.copyOf(recent);
        closed = closed == null ? List.of() : List.copyOf(closed);
    }

    /// The list with this path in front, without doubles, not longer than a menu can be.
    public static List<String> withRecent(List<String> recent, String path) {
        List<String> paths = new ArrayList<>(recent);
        paths.remove(path);
        paths.addFirst(path);
        return List.copyOf(paths.subList(0, Math.min(paths.size(), MOST_RECENT)));
    }

    /// The list with a closed file in front.
    public static List<OpenFile> withClosed(List<OpenFile> closed, OpenFile file) {
        List<OpenFile> files = new ArrayList<>(closed);
        files.removeIf(f -> f.path().equals(file.path()));
        files.addFirst(file);
        return List.copyOf(files.subList(0, Math.min(files.size(), MOST_CLOSED)));
    }
}
