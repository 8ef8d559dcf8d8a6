/// Middle floor: migrations of a database file. Flyway runs them; what it sees of a folder is decided here.
@NullMarked
package studio.rowan.migrate;

import org.jspecify.annotations.NullMarked;
