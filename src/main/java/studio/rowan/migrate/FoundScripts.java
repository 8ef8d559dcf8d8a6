package studio.rowan.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Text;

/// The files of a place of migrations, sorted into what runs and what does not.
final class FoundScripts {
    /// The bytes of a file.
    interface Content {
        InputStream open() throws IOException;
    }

    private record Raw(String path, byte[] bytes) {}

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final ScriptNames names;
    private final MigrationSettings settings;
    private final List<Raw> migrations = new ArrayList<>();
    private final Map<String, String> own = new HashMap<>();
    private final List<Scripts.NotRun> notRun = new ArrayList<>();
    private final String now = TIMESTAMP.format(LocalDateTime.now(java.time.ZoneId.systemDefault()));

    FoundScripts(MigrationSettings settings) {
        this.names = new ScriptNames(settings);
        this.settings = settings;
    }

    void add(String path, Content content) throws IOException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (names.isMigration(name)) {
            migrations.add(new Raw(path, bytes(content)));
        } else if (names.isSettings(name)) {
            own.put(ScriptNames.settled(path), text(new Raw(path, bytes(content)), settings.get(Setting.ENCODING)));
        } else {
            names.notRun(name).ifPresent(reason -> notRun.add(new Scripts.NotRun(path, reason)));
        }
    }

    private static byte[] bytes(Content content) throws IOException {
        try (InputStream in = content.open()) {
            return in.readAllBytes();
        }
    }

    /// @param others what else is not run, which comes last
    Scripts scripts(List<Scripts.NotRun> others) throws IOException {
        List<Script> all = new ArrayList<>();
        for (Raw raw : migrations) {
            all.add(script(raw));
        }
        all.sort(Comparator.comparing(Script::path));
        notRun.sort(Comparator.comparing(Scripts.NotRun::path));
        List<Scripts.NotRun> listed = new ArrayList<>(notRun);
        listed.addAll(others);
        return new Scripts(all, listed, settings);
    }

    private Script script(Raw raw) throws IOException {
        String its = own.get(raw.path());
        String encoding = own(its, "encoding").orElse(settings.get(Setting.ENCODING));
        String source = text(raw, encoding);
        boolean replaces = own(its, "placeholderReplacement")
                .map(Boolean::parseBoolean)
                .orElse(settings.isOn(Setting.PLACEHOLDER_REPLACEMENT));
        if (!replaces) {
            return new Script(raw.path(), source, its);
        }
        Placeholders.Replaced replaced = placeholders(raw.path()).replace(source);
        return new Script(raw.path(), replaced.text(), its, source, replaced.missing());
    }

    private static String text(Raw raw, String encoding) throws IOException {
        try {
            CharsetDecoder decoder = Charset.forName(encoding.strip()).newDecoder();
            ByteBuffer bytes = ByteBuffer.wrap(raw.bytes());
            CharBuffer text =
                    CharBuffer.allocate((int) Math.ceil(bytes.remaining() * (double) decoder.maxCharsPerByte()));
            CoderResult result = decoder.decode(bytes, text, true);
            if (result.isUnderflow()) {
                result = decoder.flush(text);
            }
            text.flip();
            if (result.isError()) {
                // What is put in its place elsewhere would be written into the user's data.
                throw new IOException(Text.of(
                        "migrations.encoding",
                        raw.path(),
                        StatementRules.line(text.toString(), text.length()),
                        encoding.strip()));
            }
            // Flyway leaves it out of the checksum, and SQLite does not understand it.
            return !text.isEmpty() && text.charAt(0) == '\uFEFF'
                    ? text.subSequence(1, text.length()).toString()
                    : text.toString();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IOException(Setting.ENCODING.key() + ": no such encoding: " + encoding, e);
        }
    }

    private static Optional<String> own(@Nullable String its, String key) {
        if (its == null) {
            return Optional.empty();
        }
        Matcher matcher =
                Pattern.compile("(?im)^\\s*" + key + "\\s*[=:]\\s*(\\S+)\\s*$").matcher(its);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /// With those that Flyway gives values to by itself.
    private Placeholders placeholders(String path) {
        Map<String, String> values = new HashMap<>(settings.placeholders());
        String flyway = "flyway" + settings.get(Setting.PLACEHOLDER_SEPARATOR);
        values.put(flyway + "defaultSchema", "main");
        values.put(flyway + "user", "");
        values.put(flyway + "timestamp", now);
        values.put(flyway + "filename", path.substring(path.lastIndexOf('/') + 1));
        values.put(flyway + "workingDirectory", System.getProperty("user.dir", ""));
        values.put(flyway + "table", settings.get(Setting.TABLE));
        values.put(flyway + "environment", settings.environment());
        return new Placeholders(
                settings.get(Setting.PLACEHOLDER_PREFIX), settings.get(Setting.PLACEHOLDER_SUFFIX), values);
    }
}
