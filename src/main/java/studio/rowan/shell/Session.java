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
/// @param views of files that are closed, the last used first
public record Session(
        Window window, List<OpenFile> files, @Nullable String active, List<String> recent, List<FileViews> views) {
    private static final int MOST_RECENT = 20;
    private static final int MOST_VIEWS = 50;

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

    public record FileViews(String path, Map<String, String> views) {
        public FileViews {
            views = views == null ? Map.of() : new LinkedHashMap<>(views);
        }
    }

    public Session {
        window = window == null ? Window.DEFAULT : window;
        files = files == null ? List.of() : List.copyOf(files);
        recent = recent == null ? List.of() : List.copyOf(recent);
        views = views == null ? List.of() : List.copyOf(views);
    }

    /// The list with this path in front, without doubles, not longer than a menu can be.
    public static List<String> withRecent(List<String> recent, String path) {
        List<String> paths = new ArrayList<>(recent);
        paths.remove(path);
        paths.addFirst(path);
        return List.copyOf(paths.subList(0, Math.min(paths.size(), MOST_RECENT)));
    }

    /// The list with a closed file's views in front.
    public static List<FileViews> withViews(List<FileViews> all, FileViews closed) {
        List<FileViews> views = new ArrayList<>(all);
        views.removeIf(v -> v.path().equals(closed.path()));
        if (!closed.views().isEmpty()) {
            views.addFirst(closed);
        }
        return List.copyOf(views.subList(0, Math.min(views.size(), MOST_VIEWS)));
    }
}
