/// Rowan Studio: a desktop studio for SQLite.
@NullMarked
package studio.rowan;

import org.jspecify.annotations.NullMarked;
