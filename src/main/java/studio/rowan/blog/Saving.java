package studio.rowan.blog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Changes;
import studio.rowan.change.Edit;
import studio.rowan.change.Outcome;
import studio.rowan.change.Target;
import studio.rowan.db.Access;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;

/// Writes a draft: the post, the tags that are new, and what ties them together, all or nothing; and remembers what
/// takes it back. Belongs into one [studio.rowan.db.Db#write].
final class Saving {
    /// How it ended.
    sealed interface Result {
        /// @param changes what was done
        /// @param done the same with what takes it back, for the studio's list of commits
        record Saved(PostDetail now, Changes changes, Outcome.Done done) implements Result {}

        /// Somebody changed the post since it was read; nothing was written.
        record Changed(PostDetail theirs) implements Result {}

        /// Somebody deleted the post since it was read; nothing was written.
        record Gone() implements Result {}
    }

    private static final String POSTS = "posts";
    private static final String TAGS = "tags";
    private static final String TIES = "post_tags";

    private final Access access;
    private final List<Edit> done = new ArrayList<>();
    private final List<Edit> back = new ArrayList<>();

    private Saving(Access access) {
        this.access = access;
    }

    /// @param base the post as it was read, which it must still be; `null` for a new one
    /// @throws IllegalArgumentException where the draft has a problem
    static Result save(Access access, @Nullable PostDetail base, PostDraft draft) {
        Author author = draft.author();
        if (author == null || draft.problem().isPresent()) {
            throw new IllegalArgumentException("not fit to be saved: " + draft.problem());
        }
        long start = System.nanoTime();
        Saving saving = new Saving(access);
        long id;
        if (base == null) {
            id = saving.insert(draft, author);
        } else {
            PostDetail now = Blog.detail(access, base.post().id());
            if (now == null) {
                return new Result.Gone();
            }
            // Its updated_at need not tell: other writers may leave it alone where a file has no trigger for it.
            if (!now.post().equals(base.post()) || !now.tags().equals(base.tags())) {
                return new Result.Changed(now);
            }
            id = base.post().id();
            saving.update(base.post(), draft, author);
        }
        saving.tags(id, base == null ? List.of() : base.tags(), draft);
        PostDetail saved = Objects.requireNonNull(Blog.detail(access, id), "the post that was just written");
        return new Result.Saved(saved, Changes.of(saving.done), saving.outcome(start));
    }

    /// The edit that deletes a post as it was read.
    static Edit delete(Post post) {
        return new Edit.Delete(stored(POSTS, post.id()), values(post));
    }

    private Outcome.Done outcome(long start) {
        return new Outcome.Done(
                done.size(), (System.nanoTime() - start) / 1_000_000, List.of(), Changes.of(back.reversed()));
    }

    private long insert(PostDraft draft, Author author) {
        Post post = access.mapper(PostMapper.class)
                .insert(new Post.New(
                        draft.title().strip(), content(draft, null), draft.published(), author.id(), null, null));
        done.add(new Edit.Insert(fresh(POSTS), values(post)));
        // A later change that was taken back leaves its time behind.
        Map<String, Value> written = values(post);
        written.remove("updated_at");
        back.add(new Edit.Delete(stored(POSTS, post.id()), written));
        return post.id();
    }

    private void update(Post base, PostDraft draft, Author author) {
        Post wanted = base.withTitle(draft.title().strip())
                .withContent(content(draft, base.content()))
                .withPublished(draft.published())
                .withAuthor(author.id());
        if (wanted.equals(base)) {
            return;
        }
        access.mapper(PostMapper.class).update(wanted);
        Map<String, Value> before = new LinkedHashMap<>(values(base));
        Map<String, Value> after = new LinkedHashMap<>(values(wanted));
        // The time moves forward by itself, also when this is taken back.
        Set<String> same = before.entrySet().stream()
                .filter(cell -> cell.getValue().equals(after.get(cell.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        before.keySet().removeAll(same);
        after.keySet().removeAll(same);
        done.add(new Edit.Update(stored(POSTS, base.id()), before, after));
        back.add(new Edit.Update(stored(POSTS, base.id()), after, before));
    }

    /// What was without a content stays so while none is written.
    private static @Nullable String content(PostDraft draft, @Nullable String before) {
        return draft.content().isEmpty() && before == null ? null : draft.content();
    }

    private void tags(long post, List<Tag> before, PostDraft draft) {
        Map<String, Tag> had = new HashMap<>();
        before.forEach(tag -> had.put(tag.name(), tag));
        Set<String> wanted = new HashSet<>(draft.names());
        untie(post, before.stream().filter(tag -> !wanted.contains(tag.name())).toList());
        List<Tag.New> added = draft.tags().stream()
                .filter(tag -> !had.containsKey(tag.name()))
                .toList();
        if (!added.isEmpty()) {
            make(added);
            tie(post, added);
        }
    }

    private void untie(long post, List<Tag> tags) {
        if (tags.isEmpty()) {
            return;
        }
        List<Long> ids = tags.stream().map(Tag::id).toList();
        for (PostTagMapper.Tie tie : access.mapper(PostTagMapper.class).ties(post)) {
            if (ids.contains(tie.tagId())) {
                done.add(new Edit.Delete(stored(TIES, tie.row()), values(post, tie.tagId())));
                back.add(new Edit.Insert(fresh(TIES), values(post, tie.tagId())));
            }
        }
        access.mapper(PostTagMapper.class).deleteAll(post, ids);
    }

    private void make(List<Tag.New> tags) {
        for (Tag tag : access.mapper(TagMapper.class).insertFree(tags)) {
            Map<String, Value> values = new LinkedHashMap<>();
            values.put("id", Value.of(tag.id()));
            values.put("name", Value.of(tag.name()));
            values.put("color", Value.of(tag.color()));
            done.add(new Edit.Insert(fresh(TAGS), values));
            back.add(new Edit.Delete(stored(TAGS, tag.id()), values));
        }
    }

    private void tie(long post, List<Tag.New> tags) {
        List<PostTag> pairs = access
                .mapper(TagMapper.class)
                .named(tags.stream().map(Tag.New::name).toList())
                .stream()
                .map(tag -> new PostTag(post, tag.id()))
                .toList();
        PostTagMapper mapper = access.mapper(PostTagMapper.class);
        Set<Long> made = mapper.insertFree(pairs).stream().map(PostTag::tagId).collect(Collectors.toSet());
        for (PostTagMapper.Tie tie : mapper.ties(post)) {
            if (made.contains(tie.tagId())) {
                done.add(new Edit.Insert(fresh(TIES), values(post, tie.tagId())));
                back.add(new Edit.Delete(stored(TIES, tie.row()), values(post, tie.tagId())));
            }
        }
    }

    private Target.Fresh fresh(String table) {
        return new Target.Fresh(table, done.size() + back.size() + 1);
    }

    private static Target.Stored stored(String table, long row) {
        return new Target.Stored(table, new RowKey.Rowid(row));
    }

    private static Map<String, Value> values(long post, long tag) {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("post_id", Value.of(post));
        values.put("tag_id", Value.of(tag));
        return values;
    }

    private static Map<String, Value> values(Post post) {
        String content = post.content();
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("id", Value.of(post.id()));
        values.put("title", Value.of(post.title()));
        values.put("content", content == null ? Value.NULL : Value.of(content));
        values.put("published", Value.of(post.published() ? 1 : 0));
        values.put("user_id", Value.of(post.userId()));
        values.put("created_at", Value.of(post.createdAt()));
        values.put("updated_at", Value.of(post.updatedAt()));
        return values;
    }
}
