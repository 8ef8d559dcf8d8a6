package studio.rowan.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The migrations of a folder that drizzle-kit made, in the order of their moments: it knows each by the moment alone,
/// and keeps a digest of its text. Both layouts are read: scripts beside `meta/_journal.json`, and a folder for each
/// with `migration.sql` in it.
/// @param entries in the journal's order, each later than the one before
record DrizzleJournal(List<Entry> entries) {
    /// @param path of the script below the folder
    /// @param tag its name, such as `0002_noisy_maestro`
    /// @param when milliseconds since 1970, as the folder says
    /// @param hash SHA-256 of the script's text, in hex
    record Entry(String path, String tag, long when, String hash) {
        private static final Pattern TAG = Pattern.compile("([0-9]+)_(.*)");

        String version() {
            Matcher parts = TAG.matcher(tag);
            return parts.matches() ? parts.group(1) : tag;
        }

        String description() {
            Matcher parts = TAG.matcher(tag);
            return parts.matches() ? parts.group(2).replace('_', ' ') : "";
        }
    }

    private static final String JOURNAL = "meta/_journal.json";
    private static final String SCRIPT = "migration.sql";
    /// Prisma keeps a folder for each too, beside this.
    private static final String PRISMA = "migration_lock.toml";
    private static final Pattern DATED = Pattern.compile("([0-9]{14})_.*");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

    DrizzleJournal {
        entries = List.copyOf(entries);
    }

    /// Drizzle passes over what is not later than the last one that ran: such a folder ends otherwise on another file.
    private static void checkOrder(List<Entry> entries) throws IOException {
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i).when() <= entries.get(i - 1).when()) {
                throw new IOException(entries.get(i).tag() + " is not later than "
                        + entries.get(i - 1).tag() + " by its \"when\" in " + JOURNAL
                        + ": Drizzle may pass over it. Give it a later moment");
            }
        }
    }

    /// What drizzle-kit's folder holds; empty for a folder that is none of its own.
    /// @throws IOException where it is one and cannot be read: a journal that names a script that is not there
    static Optional<Scripts> read(Path folder) throws IOException {
        List<Script> scripts = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        if (Files.isRegularFile(folder.resolve(JOURNAL))) {
            for (JsonNode entry : journal(folder).path("entries")) {
                String tag = entry.path("tag").asText();
                add(folder, tag + ".sql", tag, entry.path("when").asLong(), scripts, entries);
            }
        } else if (Files.exists(folder.resolve(PRISMA))) {
            return Optional.empty();
        } else {
            for (Path each : dated(folder)) {
                String tag = String.valueOf(each.getFileName());
                add(folder, tag + "/" + SCRIPT, tag, moment(tag), scripts, entries);
            }
            if (entries.isEmpty()) {
                return Optional.empty();
            }
        }
        checkOrder(entries);
        return Optional.of(new Scripts(scripts, strangers(folder, entries), new DrizzleJournal(entries)));
    }

    private static JsonNode journal(Path folder) throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(folder.resolve(JOURNAL)));
    }

    private static List<Path> dated(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(path ->
                            DATED.matcher(String.valueOf(path.getFileName())).matches()
                                    && Files.isRegularFile(path.resolve(SCRIPT)))
                    .sorted()
                    .toList();
        }
    }

    private static long moment(String tag) throws IOException {
        try {
            return LocalDateTime.parse(tag.substring(0, 14), STAMP)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
        } catch (java.time.format.DateTimeParseException e) {
            throw new IOException("not a moment: " + tag, e);
        }
    }

    private static void add(Path folder, String path, String tag, long when, List<Script> scripts, List<Entry> entries)
            throws IOException {
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
            throw new IOException(JOURNAL + " names a script that is not there: " + path);
        }
        byte[] bytes = Files.readAllBytes(file);
        scripts.add(new Script(path, new String(bytes, StandardCharsets.UTF_8)));
        entries.add(new Entry(path, tag, when, sha256(bytes)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Scripts beside the journal's own that it does not name.
    private static List<Scripts.NotRun> strangers(Path folder, List<Entry> entries) throws IOException {
        Set<String> known = new HashSet<>();
        entries.forEach(entry -> known.add(entry.path()));
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.endsWith(".sql") && !known.contains(name))
                    .sorted()
                    .map(name -> new Scripts.NotRun(name, Scripts.Reason.NAME))
                    .toList();
        }
    }

    Entry entry(String path) {
        return entries.stream()
                .filter(entry -> entry.path().equals(path))
                .findFirst()
                .orElseThrow();
    }
}
