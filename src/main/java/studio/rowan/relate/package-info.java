/// Middle floor: which rows belong to which, by the keys of the file and by those that its user keeps. Knows no window.
@NullMarked
package studio.rowan.relate;

import org.jspecify.annotations.NullMarked;
