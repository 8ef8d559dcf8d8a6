package studio.rowan.migrate;

import org.jspecify.annotations.Nullable;

/// One migration script.
/// @param path below the place it was found in, with `/`: what Flyway's history calls it
/// @param text its SQL
/// @param settings what stands in the `.conf` beside it; null where there is none
public record Script(String path, String text, @Nullable String settings) {
    public Script(String path, String text) {
        this(path, text, null);
    }

    /// The last part of the path.
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// Whether its own settings have it run without a transaction.
    public boolean optsOutOfTransaction() {
        String own = settings;
        return own != null
                && own.lines().anyMatch(line -> line.strip().matches("(?i)executeInTransaction\\s*[=:]\\s*false"));
    }
}
