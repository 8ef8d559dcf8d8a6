/// Room of the command line: one class per command, over the same nouns as the window.
@NullMarked
package studio.rowan.cli;

import org.jspecify.annotations.NullMarked;
