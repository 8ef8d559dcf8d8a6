package studio.rowan.blog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.datafaker.Faker;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;

/// The rows the sample starts with. The same seed and the same moment give the same rows.
public final class Seed {
    /// How many rows of each table were made.
    public record Made(long users, long posts, long tags, long postTags) {
        public long rows() {
            return users + posts + tags + postTags;
        }

        public Made plus(Made other) {
            return new Made(users + other.users, posts + other.posts, tags + other.tags, postTags + other.postTags);
        }
    }

    /// How many rows to generate.
    /// @param tags how many tags the database shall have at least
    public record Size(int users, int posts, int tags) {
        /// As many users and tags as fit that many posts.
        public static Size ofPosts(int posts) {
            return new Size(Math.max(1, posts / 10), posts, SAMPLE.tags);
        }
    }

    /// What the studio's own sample holds beside the base rows.
    public static final Size SAMPLE = new Size(200, 2000, 12);

    /// The most posts that are generated at once.
    public static final int MOST_POSTS = 100_000_000;

    private static final int BATCH = 200;
    private static final Duration AGE_OF_BLOG = Duration.ofDays(730);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Prose prose = new Prose();
    private final Set<String> titles = new HashSet<>();
    private final Random random;
    private final long now;

    public Seed(long seed, Instant now) {
        this.random = new Random(seed);
        this.now = now.toEpochMilli();
    }

    /// The rows that tests and tutorials count on: two users and three tags. Run again it changes nothing.
    public Made base(Access access) {
        List<User.New> users = List.of(
                new User.New("Admin User", "admin@example.com", true, null, metadata("dark", 50, true), null),
                new User.New("Test User", "test@example.com", false, null, metadata("light", 20, false), null));
        long madeUsers = access.mapper(UserMapper.class).insertFree(users).size();
        long madeTags = access.mapper(TagMapper.class).insertFree(tags(3)).size();
        return new Made(madeUsers, 0, madeTags, 0);
    }

    /// The base rows, and so many generated posts with users and tags, in one transaction.
    public Job<Made> start(String title, Db db, int posts) {
        return db.write(title, access -> {
            Made base = base(access);
            return posts == 0 ? base : base.plus(rows(access, Size.ofPosts(posts)));
        });
    }

    /// Generates rows in batches, all in the caller's transaction; tells progress and ends when its job is cancelled.
    public Made rows(Access access, Size size) {
        long tags = access.mapper(TagMapper.class).insertFree(tags(size.tags)).size();
        List<User.Made> users = users(access, size);
        long ties = 0;
        for (int made = 0; made < size.posts; made += BATCH) {
            access.job().report(made, size.posts, "posts");
            ties += posts(access, users, Math.min(BATCH, size.posts - made));
        }
        access.job().report(size.posts, size.posts, "posts");
        return new Made(users.size(), size.posts, tags, ties);
    }

    private List<Tag.New> tags(int count) {
        return prose.themes().stream().map(Prose.Theme::tag).limit(count).toList();
    }

    private List<User.Made> users(Access access, Size size) {
        Faker faker = new Faker(Locale.ENGLISH, random);
        long ordinal =
                access.scalar(Sql.of("SELECT coalesce(max(id), 0) FROM users")).asLong();
        List<User.Made> made = new ArrayList<>();
        List<User.New> batch = new ArrayList<>();
        for (int i = 0; i < size.users; i++) {
            batch.add(user(faker, ++ordinal));
            if (batch.size() == BATCH || i == size.users - 1) {
                access.job().report(0, size.posts, "posts");
                made.addAll(access.mapper(UserMapper.class).insertFree(batch));
                batch.clear();
            }
        }
        return made;
    }

    private User.New user(Faker faker, long ordinal) {
        String first = faker.name().firstName();
        String last = faker.name().lastName();
        String address = (first + "." + last).toLowerCase(Locale.ROOT).replaceAll("[^a-z.]", "");
        String avatar = random.nextInt(10) < 6 ? "avatars/" + address + ".png" : null;
        String theme = random.nextBoolean() ? "dark" : "light";
        JsonNode metadata = random.nextInt(10) == 0
                ? null
                : metadata(theme, Prose.pick(List.of(20, 50, 100), random), random.nextInt(3) == 0);
        // The newest joined some weeks ago: everybody had time to write.
        long created = now - days(30) - (long) ((AGE_OF_BLOG.toMillis() - days(30)) * random.nextDouble());
        boolean verified = random.nextInt(10) < 7;
        return new User.New(
                first + " " + last, address + ordinal + "@example.com", verified, avatar, metadata, created);
    }

    private static long days(long days) {
        return Duration.ofDays(days).toMillis();
    }

    private static ObjectNode metadata(String theme, int pageSize, boolean newsletter) {
        ObjectNode metadata = JSON.objectNode().put("theme", theme);
        metadata.putObject("preferences").put("pageSize", pageSize).put("newsletter", newsletter);
        return metadata;
    }

    private long posts(Access access, List<User.Made> users, int count) {
        List<Post.New> posts = new ArrayList<>();
        List<Integer> themes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int theme = random.nextInt(prose.themes().size());
            themes.add(theme);
            posts.add(post(prose.themes().get(theme), author(users)));
        }
        List<Long> ids = new ArrayList<>(access.mapper(PostMapper.class).insertAll(posts));
        ids.sort(Comparator.naturalOrder());
        List<Long> tags = themeTags(access);
        List<PostTag> ties = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long post = ids.get(i);
            tagsFor(themes.get(i), tags).forEach(tag -> ties.add(new PostTag(post, tag)));
        }
        return access.mapper(PostTagMapper.class).insertFree(ties).size();
    }

    /// A few write much and many write little.
    private User.Made author(List<User.Made> users) {
        double r = random.nextDouble();
        return users.get((int) (users.size() * r * r));
    }

    private Post.New post(Prose.Theme theme, User.Made author) {
        long created = author.createdAt() + (long) ((now - author.createdAt()) * random.nextDouble());
        Long updated = random.nextInt(10) < 3 ? created + (long) ((now - created) * random.nextDouble()) : null;
        Prose.Draft draft = draft(theme);
        @Nullable String content = random.nextInt(100) == 0 ? null : draft.content();
        return new Post.New(draft.title(), content, random.nextInt(20) < 17, author.id(), created, updated);
    }

    /// Its title is not one of the last few thousand, if the theme has another one left.
    private Prose.Draft draft(Prose.Theme theme) {
        if (titles.size() > 5000) {
            titles.clear();
        }
        Prose.Draft draft = prose.draft(theme, random);
        for (int attempt = 0; attempt < 20 && !titles.add(draft.title()); attempt++) {
            draft = prose.draft(theme, random);
        }
        return draft;
    }

    private List<Long> themeTags(Access access) {
        TagMapper mapper = access.mapper(TagMapper.class);
        List<Long> ids = new ArrayList<>();
        for (Tag.New theme : tags(prose.themes().size())) {
            Tag tag = mapper.findByName(theme.name());
            if (tag != null) {
                ids.add(tag.id());
            }
        }
        return ids;
    }

    /// The theme's own tag and up to three others.
    private TreeSet<Long> tagsFor(int theme, List<Long> tags) {
        TreeSet<Long> chosen = new TreeSet<>();
        chosen.add(tags.get(theme % tags.size()));
        int roll = random.nextInt(20);
        int others = roll < 3 ? 0 : roll < 10 ? 1 : roll < 16 ? 2 : 3;
        for (int i = 0; i < others; i++) {
            chosen.add(Prose.pick(tags, random));
        }
        return chosen;
    }
}
