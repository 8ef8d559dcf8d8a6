/// What the user chose: records per topic, kept as JSON, and the pane that changes them.
@NullMarked
package studio.rowan.settings;

import org.jspecify.annotations.NullMarked;
