/// Room that shows every pragma with its value and what it means.
@NullMarked
package studio.rowan.pragmas;

import org.jspecify.annotations.NullMarked;
