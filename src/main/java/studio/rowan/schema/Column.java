package studio.rowan.schema;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One column, from `PRAGMA table_xinfo`.
/// @param declaredType as written, empty without one
/// @param defaultSql the default as SQL text
/// @param keyPosition 1-based position in the primary key, 0 outside it
/// @param hidden computed or hidden columns cannot be written
/// @param unique a UNIQUE index covers this column alone
public record Column(
        int position,
        String name,
        String declaredType,
        boolean notNull,
        @Nullable String defaultSql,
        int keyPosition,
        Hidden hidden,
        boolean unique) {
    /// The `hidden` number of `table_xinfo`.
    public enum Hidden {
        NO,
        /// Hidden column of a virtual table: not part of `*`.
        HIDDEN,
        GENERATED_VIRTUAL,
        GENERATED_STORED
    }

    /// SQLite's column affinities ([datatype3,
    /// 3.1](https://www.sqlite.org/datatype3.html#determination_of_column_affinity)).
    public enum Affinity {
        INTEGER,
        TEXT,
        BLOB,
        REAL,
        NUMERIC;

        /// @param declaredType as written
        public static Affinity of(String declaredType) {
            String type = declaredType.toUpperCase(Locale.ROOT);
            if (type.contains("INT")) {
                return INTEGER;
            }
            if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
                return TEXT;
            }
            if (type.isEmpty() || type.contains("BLOB")) {
                return BLOB;
            }
            if (type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB")) {
                return REAL;
            }
            return NUMERIC;
        }
    }

    public boolean isGenerated() {
        return hidden == Hidden.GENERATED_VIRTUAL || hidden == Hidden.GENERATED_STORED;
    }

    public boolean isKey() {
        return keyPosition > 0;
    }

    public Affinity affinity() {
        return Affinity.of(declaredType);
    }
}
