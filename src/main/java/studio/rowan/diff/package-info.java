/// What tells two databases apart: their structure and their rows.
@NullMarked
package studio.rowan.diff;

import org.jspecify.annotations.NullMarked;
