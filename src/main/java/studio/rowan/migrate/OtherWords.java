package studio.rowan.migrate;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Text;

/// What there is to say of other tools' migrations; the same in the window and on the command line.
public final class OtherWords {
    private OtherWords() {}

    /// Why a folder cannot be read, and what to do about it.
    public static Text.Message of(Refusal refusal) {
        String place =
                refusal.line() > 0 ? Text.of("migrations.other.place", refusal.path(), refusal.line()) : refusal.path();
        String key = "migrations.other." + refusal.reason().name().toLowerCase(Locale.ROOT);
        return new Text.Message(Text.of(key, place, refusal.subject()), Text.of(key + ".next"));
    }

    /// Why a folder is not run as it is; null where it is Flyway's or Drizzle's.
    public static Text.@Nullable Message notRun(Scripts scripts) {
        return switch (scripts.other()) {
            case null -> null;
            case OtherHistory.Plain(OtherTool tool, List<Step> ignored) ->
                new Text.Message(
                        Text.of("migrations.is.otherTool", tool.title()), Text.of("migrations.is.otherTool.next"));
            case OtherHistory.Refused(Refusal why) -> of(why);
        };
    }

    /// What a user should know of a converted script.
    public static String of(Conversion.Note note) {
        String said = Text.of("migrations.convert." + note.kind().name().toLowerCase(Locale.ROOT), note.subject());
        return note.line() > 0 ? Text.of("migrations.guard.line", note.line(), said) : said;
    }

    /// Why nothing may be written there.
    public static String of(Conversion.Hindrance hindrance, Path target) {
        return Text.of("migrations.convert." + hindrance.name().toLowerCase(Locale.ROOT), target);
    }

    /// Up to which migration a database stands.
    /// @param database its name
    public static String of(Standing standing, String database) {
        return switch (standing) {
            case Standing.Fresh _ -> Text.of("migrations.convert.fresh", database);
            case Standing.At at -> Text.of("migrations.convert.at", database, at.version(), at.from());
            case Standing.Unclear unclear ->
                Text.of(
                        "migrations.convert." + unclear.reason().name().toLowerCase(Locale.ROOT),
                        database,
                        unclear.name());
        };
    }
}
