package studio.rowan.migrate;

/// One migration script.
/// @param path below the place it was found in, with `/`: what Flyway's history calls it
/// @param text its SQL
public record Script(String path, String text) {
    /// The last part of the path.
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
