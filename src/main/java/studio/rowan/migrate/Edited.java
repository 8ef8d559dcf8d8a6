package studio.rowan.migrate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A script that is not what ran under its name.
/// @param diff from what ran to what the folder holds; null where the text of what ran was not kept
public record Edited(Migration migration, @Nullable TextDiff diff) {
    /// Those of a history. Blocks.
    public static List<Edited> of(History history, AppliedTexts kept, Path database) {
        return history.migrations().stream()
                .flatMap(migration -> digest(history, migration).stream()
                        .flatMap(digest -> history.scripts().find(migration.script()).stream()
                                .map(script -> of(history.scripts(), migration, script, kept.find(database, digest)))))
                .toList();
    }

    private static Edited of(Scripts scripts, Migration migration, Script script, Optional<String> ran) {
        return new Edited(
                migration,
                ran.map(text -> TextDiff.of(text, scripts.checked(script))).orElse(null));
    }

    /// By which the history knows what ran; empty where the script is still that.
    private static Optional<String> digest(History history, Migration migration) {
        Integer checksum = migration.checksum();
        if (migration.state().equals("Outdated") && checksum != null) {
            return Optional.of(String.valueOf(checksum));
        }
        return history.mismatches().stream()
                .filter(mismatch -> mismatch.kind() == Mismatch.Kind.CHECKSUM)
                .filter(mismatch -> mismatch.version().equals(String.valueOf(migration.version())))
                .findFirst()
                .map(mismatch -> mismatch.digest().isEmpty() ? String.valueOf(checksum) : mismatch.digest());
    }
}
