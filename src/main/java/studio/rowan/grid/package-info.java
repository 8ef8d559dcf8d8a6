/// Rows of any number on screen: keys, sources, the index of places, the window of cached pages, and the one grid
/// control. The nouns know no javafx.
@NullMarked
package studio.rowan.grid;

import org.jspecify.annotations.NullMarked;
