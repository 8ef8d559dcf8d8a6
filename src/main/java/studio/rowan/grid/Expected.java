package studio.rowan.grid;

import java.util.Locale;
import java.util.regex.Pattern;
import studio.rowan.db.Value;
import studio.rowan.schema.Column;

/// Which storage classes a declared type leads one to expect. SQLite keeps any value in any column, and where it holds
/// another one than its type says, programs stumble.
public enum Expected {
    ANYTHING,
    INTEGER,
    NUMBER,
    TEXT,
    BLOB;

    private static final Pattern NUMERIC = Pattern.compile("DEC|NUM|MONEY|CURRENCY|BOOL");

    /// @param declaredType as written; empty where there is none
    static Expected of(String declaredType) {
        String type = declaredType.toUpperCase(Locale.ROOT);
        if (type.isBlank() || type.equals("ANY") || type.contains("POINT")) {
            // `POINT` holds the letters INT, and a geometry.
            return ANYTHING;
        }
        return switch (Column.Affinity.of(type)) {
            case INTEGER -> INTEGER;
            case REAL -> NUMBER;
            case TEXT -> TEXT;
            case BLOB -> BLOB;
            // SQLite knows no DATE, UUID or JSON: texts and blobs are usual there.
            case NUMERIC -> NUMERIC.matcher(type).find() ? NUMBER : ANYTHING;
        };
    }

    boolean fits(Value.StorageClass stored) {
        return switch (stored) {
            case NULL -> true;
            case INTEGER -> this == ANYTHING || this == INTEGER || this == NUMBER;
            case REAL -> this == ANYTHING || this == NUMBER;
            case TEXT -> this == ANYTHING || this == TEXT;
            case BLOB -> this == ANYTHING || this == BLOB;
        };
    }
}
