/// Middle floor: backups that were verified, what is kept of them, and the way back. No javafx.
@NullMarked
package studio.rowan.vault;

import org.jspecify.annotations.NullMarked;
