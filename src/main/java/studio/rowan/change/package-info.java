/// Middle floor: edits of rows, staged, planned, committed and undone. Knows no window.
@NullMarked
package studio.rowan.change;

import org.jspecify.annotations.NullMarked;
