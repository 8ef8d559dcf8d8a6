/// Room: the SQL console. Nouns: [Console] runs statements, [Plan] explains them, [History] remembers them.
@NullMarked
package studio.rowan.console;

import org.jspecify.annotations.NullMarked;
