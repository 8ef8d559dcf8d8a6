package studio.rowan.db;

/// Names in SQL text. The only way by which a name of a user's schema gets into a statement.
public final class Ident {
    private Ident() {}

    /// The name in double quotes, inner quotes doubled ([keywords](https://www.sqlite.org/lang_keywords.html)).
    /// A NUL cannot stand in SQL text: SQLite would end the statement there.
    public static String quote(String name) {
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a name with a NUL character cannot be addressed in SQL");
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /// `"schema"."name"`.
    public static String quote(String schema, String name) {
        return quote(schema) + '.' + quote(name);
    }

    /// The text as a string literal, for the few places where SQLite takes no parameter and for previews.
    public static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
