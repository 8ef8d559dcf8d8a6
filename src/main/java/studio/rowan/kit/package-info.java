/// Ground floor: what every pane needs: theme, texts, icons, notices, dialogs, and the bridge from jobs to the window's
/// thread.
@NullMarked
package studio.rowan.kit;

import org.jspecify.annotations.NullMarked;
