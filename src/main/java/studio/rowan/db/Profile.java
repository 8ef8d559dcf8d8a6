package studio.rowan.db;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the program is used for, as `ROWAN_ENV` says.
public enum Profile {
    DEVELOPMENT,
    PRODUCTION,
    /// Databases are in memory, and gone when the process ends.
    TEST;

    public static final String VARIABLE = "ROWAN_ENV";

    /// @return `DEVELOPMENT` where nothing is said; null for a word that means nothing, which may be a misspelt `test`
    public static @Nullable Profile of(UnaryOperator<@Nullable String> env) {
        String word = env.apply(VARIABLE);
        if (word == null || word.isBlank()) {
            return DEVELOPMENT;
        }
        return Arrays.stream(values())
                .filter(profile -> profile.name().equalsIgnoreCase(word.strip()))
                .findFirst()
                .orElse(null);
    }
}
