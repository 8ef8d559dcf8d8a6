/// The window: menu bar, sidebar, tabs, status bar, palette, welcome; opening files, the session, the single instance.
@NullMarked
package studio.rowan.shell;

import org.jspecify.annotations.NullMarked;
