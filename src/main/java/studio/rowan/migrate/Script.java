package studio.rowan.migrate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One migration script.
/// @param path below the place it was found in, with `/`: what Flyway's history calls it
/// @param text its SQL as it runs: placeholders have their values
/// @param settings what stands in the `.conf` beside it; null where there is none
/// @param source its SQL as it was written
/// @param missing placeholders without a value, which stand in the text as they were written
public record Script(
        String path, String text, @Nullable String settings, String source, List<Placeholders.Missing> missing) {
    public Script {
        missing = List.copyOf(missing);
    }

    /// One without placeholders.
    public Script(String path, String text, @Nullable String settings) {
        this(path, text, settings, text, List.of());
    }

    public Script(String path, String text) {
        this(path, text, null);
    }

    /// The last part of the path.
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// Whether its own settings have it run without a transaction.
    public boolean optsOutOfTransaction() {
        return "false".equalsIgnoreCase(transaction());
    }

    /// What its own settings say of a transaction, read as Flyway reads them; null where they say nothing.
    @Nullable
    String transaction() {
        String own = settings;
        return own == null ? null : FlywayConf.setting(own, "executeInTransaction");
    }
}
