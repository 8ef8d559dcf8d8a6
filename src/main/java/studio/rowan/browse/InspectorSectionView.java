package studio.rowan.browse;

import javafx.scene.Node;

/// One of the views of a row that the inspector switches between.
interface InspectorSectionView {
    /// Of the button that brings it to the front, such as `inspectorRow`.
    String buttonId();

    String title();

    Node node();

    /// Whether it is in front: others keep still, for nobody sees what they would read.
    void active(boolean now);

    /// Opens a search in it; nothing where it has none.
    default void find() {}

    /// Closes what is open on top of it.
    /// @return false where nothing was
    default boolean escape() {
        return false;
    }
}
