package studio.rowan.blog;

import javafx.scene.control.ListCell;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Text;

/// A tag in the filter, or on its button; none stands for any.
final class TagChoiceCell extends ListCell<@Nullable Tag> {
    private final boolean button;

    private TagChoiceCell(boolean button) {
        this.button = button;
    }

    static TagChoiceCell inList() {
        return new TagChoiceCell(false);
    }

    /// The button's cell is empty while nothing was chosen.
    static TagChoiceCell onButton() {
        return new TagChoiceCell(true);
    }

    @Override
    protected void updateItem(@Nullable Tag tag, boolean empty) {
        super.updateItem(tag, empty);
        boolean any = button ? tag == null : !empty && tag == null;
        setText(any ? Text.of("blog.tag.any") : null);
        setGraphic(tag == null || (empty && !button) ? null : new TagChipView(tag.name(), tag.color()));
    }
}
