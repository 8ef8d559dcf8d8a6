/// Ground floor: what a database is made of, read by SQLite's own pragmas, and the open database itself.
@NullMarked
package studio.rowan.schema;

import org.jspecify.annotations.NullMarked;
