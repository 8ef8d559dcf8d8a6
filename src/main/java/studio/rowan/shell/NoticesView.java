package studio.rowan.shell;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;

/// The notices of the whole window, newest first; the oldest make way.
public final class NoticesView extends ScrollPane {
    private static final int MOST = 4;

    private final VBox box = new VBox();

    public NoticesView() {
        box.setId("notices");
        setContent(box);
        setFitToWidth(true);
        setMinHeight(0);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        getStyleClass().add("notices-scroll");
        box.needsLayoutProperty().subscribe(needs -> {
            if (needs) {
                requestLayout();
            }
        });
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    /// By itself it would ask for the height that its words have before they wrap, and cut the rest.
    @Override
    protected double computePrefHeight(double width) {
        double wide = width < 0 ? getWidth() : width;
        return snappedTopInset() + snappedBottomInset() + box.prefHeight(wide > 0 ? wide : -1);
    }

    void show(Notice notice) {
        box.getChildren().addFirst(bar(notice));
        setVvalue(0);
        while (box.getChildren().size() > MOST) {
            box.getChildren().removeLast();
        }
    }

    /// Puts another notice in the place of one, null none; nothing where it is not shown any more.
    void replace(Notice shown, @Nullable Notice now) {
        List<Node> bars = box.getChildren();
        for (int i = 0; i < bars.size(); i++) {
            if (bars.get(i).getUserData() == shown) {
                if (now == null) {
                    bars.remove(i);
                } else {
                    bars.set(i, bar(now));
                }
                return;
            }
        }
    }

    private NoticeBar bar(Notice notice) {
        NoticeBar bar = new NoticeBar();
        bar.setUserData(notice);
        List<Notice.Action> actions = notice.actions().stream()
                .map(action -> new Notice.Action(action.id(), action.text(), () -> {
                    bar.clear();
                    action.run().run();
                }))
                .toList();
        bar.show(new Notice(notice.kind(), notice.message(), notice.nextStep(), notice.details(), actions));
        bar.visibleProperty().subscribe(visible -> {
            if (!visible) {
                box.getChildren().remove(bar);
            }
        });
        return bar;
    }
}
