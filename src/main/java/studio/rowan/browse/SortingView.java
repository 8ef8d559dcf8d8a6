package studio.rowan.browse;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.grid.RowCounting;
import studio.rowan.grid.RowSorting;
import studio.rowan.grid.RowWindow;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Format;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Text;

/// A strip above the rows while all of them are sorted because no index has their order: how far it is, Stop, and the
/// index that would spare it. Afterwards it says where the order is older than the rows; and where rows are not
/// counted.
final class SortingView extends FlowPane {
    /// What is done sooner is not worth a word.
    private static final Duration PATIENCE = Duration.ofMillis(400);

    /// What takes no longer needs no index.
    private static final Duration DEAR = Duration.ofSeconds(3);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final BrowseModel model;
    private final Jobs jobs;
    private final ProgressBar bar = new ProgressBar();
    private final Label words = new Label();
    private final Tooltip tip = new Tooltip();
    private final Button stop;
    private final Button again;
    private final Button index;
    private final Button count;
    private Jobs.@Nullable Repeated looking;
    private String indexSql = "";

    SortingView(BrowseModel model, Nav nav, Jobs jobs) {
        this.model = model;
        this.jobs = jobs;
        stop = Controls.button("stopSortingButton", Icons.STOP, Text.of("browse.sorting.stop"), () -> {
            RowWindow window = model.window().get();
            if (window != null) {
                window.stopSorting();
            }
        });
        again = Controls.button("sortAgainButton", Icons.REFRESH, Text.of("browse.sorting.again"), () -> {
            RowWindow window = model.window().get();
            if (window != null) {
                window.sortAgain();
                update();
            }
        });
        count = Controls.button("countAnywayButton", Icons.NUMBER, Text.of("browse.sorting.count"), () -> {
            RowWindow window = model.window().get();
            if (window != null) {
                window.countAnyway();
            }
        });
        index = Controls.button(
                "createIndexButton", Icons.PLUS, Text.of("browse.sorting.index"), () -> nav.openSql(indexSql + ";"));
        setId("sortingStrip");
        getStyleClass().add("browse-sorting");
        words.setId("sortingWords");
        // How far it is stands in full; buttons that find no room beside it go below.
        words.maxWidthProperty().bind(widthProperty().multiply(0.94));
        words.setTooltip(tip);
        for (Region button : List.of(index, stop, again, count)) {
            button.setMinWidth(USE_PREF_SIZE);
        }
        getChildren().setAll(bar, words, index, stop, again, count);
        model.arrivals().subscribe(_ -> update());
        model.window().subscribe(_ -> update());
        model.state().subscribe(_ -> update());
    }

    private void update() {
        RowWindow window = model.window().get();
        RowSorting sorting = window == null ? new RowSorting.None() : window.sorting();
        show(sorting);
        showCount(window == null ? new RowCounting.Ordinary() : window.counting());
        boolean opening = model.state().get() instanceof BrowseState.Opening;
        boolean look = sorting instanceof RowSorting.Running || (opening && window != null && window.isOpening());
        Jobs.Repeated now = looking;
        if (look && now == null) {
            looking = jobs.every(javafx.util.Duration.millis(200), this::update);
        } else if (!look && now != null) {
            now.stop();
            looking = null;
        }
    }

    private void show(RowSorting sorting) {
        shown(this, visible(sorting));
        shown(bar, sorting instanceof RowSorting.Running);
        shown(stop, sorting instanceof RowSorting.Running);
        shown(again, !(sorting instanceof RowSorting.Running));
        shown(index, false);
        words.setText(words(sorting));
        tip.setText(words.getText());
        if (sorting instanceof RowSorting.Running running) {
            bar.setProgress(running.fraction());
            String sql = running.index();
            boolean dear =
                    running.expected().compareTo(DEAR) > 0 || running.elapsed().compareTo(DEAR) > 0;
            if (sql != null && dear) {
                indexSql = sql;
                index.setTooltip(new Tooltip(sql));
                shown(index, true);
            }
        }
    }

    /// What keeps rows from being counted weighs more than how they are sorted: the end cannot be relied on.
    private void showCount(RowCounting counting) {
        String why = switch (counting) {
            case RowCounting.Ordinary _ -> null;
            case RowCounting.GivenUp _ -> Text.of("browse.sorting.notCounted");
            case RowCounting.Failed(Throwable reason) -> Text.of("browse.sorting.countFailed", reasonWords(reason));
        };
        shown(count, why != null);
        if (why != null) {
            shown(this, true);
            shown(again, false);
            words.setText(why);
            tip.setText(why);
        }
    }

    private static boolean visible(RowSorting sorting) {
        return switch (sorting) {
            case RowSorting.None _ -> false;
            case RowSorting.Running running -> running.elapsed().compareTo(PATIENCE) >= 0;
            case RowSorting.Kept _, RowSorting.Stopped _, RowSorting.Failed _ -> true;
        };
    }

    private static String words(RowSorting sorting) {
        return switch (sorting) {
            case RowSorting.None _ -> "";
            case RowSorting.Running running -> words(running);
            case RowSorting.Kept(Instant asOf) ->
                Text.of("browse.sorting.kept", TIME.format(asOf.atZone(ZoneId.systemDefault())));
            case RowSorting.Stopped _ -> Text.of("browse.sorting.stopped");
            case RowSorting.Failed(Throwable reason) -> Text.of("browse.sorting.failed", reasonWords(reason));
        };
    }

    private static String reasonWords(Throwable reason) {
        return reason instanceof DbError error ? error.words() : reason.toString();
    }

    private static String words(RowSorting.Running running) {
        boolean sorted = running.sorted();
        String done;
        if (running.total() < 0) {
            done = Text.of(sorted ? "browse.sorting.sort.some" : "browse.sorting.filter.some");
        } else {
            String key = sorted ? "browse.sorting.sort" : "browse.sorting.filter";
            done = Text.of(key, running.done(), running.total());
        }
        return done + " · " + Format.duration(running.elapsed());
    }

    private static void shown(javafx.scene.Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }
}
