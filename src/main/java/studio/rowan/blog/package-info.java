/// Room of the sample: users, posts and tags, their typed mappers, and the rows it starts with.
@NullMarked
package studio.rowan.blog;

import org.jspecify.annotations.NullMarked;
