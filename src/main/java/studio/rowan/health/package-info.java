/// Room that tells how a database file is doing.
@NullMarked
package studio.rowan.health;

import org.jspecify.annotations.NullMarked;
