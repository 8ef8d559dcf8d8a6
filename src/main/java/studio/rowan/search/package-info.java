/// Full-text search: the indexes of a file, what is asked of them, and how a table gets one.
@NullMarked
package studio.rowan.search;

import org.jspecify.annotations.NullMarked;
