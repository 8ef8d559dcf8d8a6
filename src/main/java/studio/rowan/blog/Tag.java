package studio.rowan.blog;

/// A row of `tags`.
/// @param color as `#rrggbb`
public record Tag(long id, String name, String color) {
    /// A tag to be inserted.
    public record New(String name, String color) {}
}
