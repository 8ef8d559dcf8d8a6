/// Room: the panel that shows and runs the migrations of a database.
@NullMarked
package studio.rowan.migrations;

import org.jspecify.annotations.NullMarked;
