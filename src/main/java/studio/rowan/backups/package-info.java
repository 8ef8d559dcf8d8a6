/// Room of the backups panel: makes, lists, verifies and restores backups of a file.
@NullMarked
package studio.rowan.backups;

import org.jspecify.annotations.NullMarked;
