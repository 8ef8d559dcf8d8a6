/// Ground floor: lanes, connections, rows, SQL text and tokens, error codes. The only package that speaks JDBC.
@NullMarked
package studio.rowan.db;

import org.jspecify.annotations.NullMarked;
