package studio.rowan.browse;

import java.util.List;
import javafx.beans.value.ObservableDoubleValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Clash;
import studio.rowan.change.Edit;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;

/// Why the last commit did not happen, at which row, and what can be done about it.
final class TroubleView extends VBox {
    private static final int MOST = 40;

    private final EditsModel edits;
    private final ObservableDoubleValue room;
    private final NoticeBar notice = new NoticeBar();

    /// @param room the height of the pane, of which it takes a part
    TroubleView(EditsModel edits, ObservableDoubleValue room) {
        this.edits = edits;
        this.room = room;
        setId("commitTrouble");
        getStyleClass().add("commit-trouble");
    }

    void show(@Nullable Failure failure) {
        getChildren().clear();
        switch (failure) {
            case null -> {}
            case Failure.Refused refused -> {
                notice.show(notice(refused));
                // The bar clears itself when it is closed; then the failure is seen.
                notice.visibleProperty().subscribe(visible -> {
                    if (!visible && edits.failure().get() == refused) {
                        edits.dismissFailure();
                    }
                });
                getChildren().add(notice);
            }
            case Failure.Conflict conflict -> conflicts(conflict.clashes());
        }
    }

    private Notice notice(Failure.Refused refused) {
        Notice words = Notice.of(refused.error());
        Edit edit = refused.edit();
        String code = refused.error().code() == 0
                ? ""
                : " (" + Text.of("error.code", String.valueOf(refused.error().code())) + ")";
        String message = edit == null
                ? Text.of("browse.edits.failed", words.message() + code)
                : Text.of("browse.edits.failed.row", RowName.of(edit), words.message() + code);
        Notice shown = new Notice(words.kind(), message, words.nextStep(), words.details(), List.of());
        return edit == null
                ? shown
                : shown.action("failureGo", Text.of("browse.edits.go"), () -> edits.goTo(edit))
                        .action(
                                "failureLeave",
                                Text.of("browse.edits.reviewWithout"),
                                () -> edits.reviewWithout(edit.target()));
    }

    private void conflicts(List<Clash> clashes) {
        Label heading = new Label(Text.count("browse.edits.clash", clashes.size()), Icons.WARNING.node("warning"));
        heading.setId("clashHeading");
        heading.getStyleClass().add("strong");
        heading.setWrapText(true);
        heading.setMinWidth(0);
        HBox head = new HBox(
                heading,
                Controls.spacer(),
                Controls.iconButton("clashClose", Icons.CLOSE, Text.of("browse.edits.dismiss"), edits::dismissFailure));
        head.getStyleClass().add("clash-head");
        HBox.setHgrow(heading, Priority.ALWAYS);
        VBox list = new VBox();
        list.getStyleClass().add("clash-list");
        for (int i = 0; i < Math.min(MOST, clashes.size()); i++) {
            list.getChildren().add(new ClashView(edits, clashes.get(i), i));
        }
        if (clashes.size() > MOST) {
            Label more = new Label(Text.count("browse.edits.clash.more", clashes.size() - MOST));
            more.getStyleClass().add("muted");
            list.getChildren().add(more);
        }
        ScrollPane scroll = new ScrollPane(list);
        scroll.setId("clashes");
        scroll.setFitToWidth(true);
        scroll.maxHeightProperty().bind(room.map(height -> Math.max(100, height.doubleValue() * 0.42)));
        scroll.getStyleClass().add("clash-scroll");
        // Lines that are broken make the list higher than it wants to be without a width.
        list.heightProperty().subscribe(height -> scroll.setPrefHeight(height.doubleValue() + 2));
        getChildren().addAll(head, scroll);
        if (clashes.size() > 1) {
            getChildren().add(all(clashes));
        }
    }

    private HBox all(List<Clash> clashes) {
        Button mine = new Button(Text.of("browse.edits.mine.all"));
        mine.setId("keepAllMine");
        mine.setOnAction(_ -> edits.changeSet()
                .together(() -> clashes.stream().filter(ClashView::canKeep).forEach(edits::keepMine)));
        mine.setDisable(clashes.stream().noneMatch(ClashView::canKeep));
        Button theirs = new Button(Text.of("browse.edits.theirs.all"));
        theirs.setId("takeAllTheirs");
        theirs.setOnAction(_ -> edits.changeSet().together(() -> clashes.forEach(edits::takeTheirs)));
        HBox box = new HBox(Controls.spacer(), theirs, mine);
        box.getStyleClass().add("clash-head");
        return box;
    }
}
