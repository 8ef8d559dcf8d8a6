package studio.rowan.migrate;

import org.jspecify.annotations.Nullable;

/// Up to which migration a database stands, by the table of the tool that ran them: what a baseline may say.
public sealed interface Standing {
    /// Nothing of it ran here.
    record Fresh() implements Standing {}

    /// All up to that one ran, and none after it.
    /// @param version as the converted files have it
    /// @param from the last one's file in the folder that was converted
    record At(String version, String from) implements Standing {}

    /// A baseline would say what is not so.
    /// @param name of the migration that tells
    record Unclear(Reason reason, String name) implements Standing {}

    /// Why a baseline would say what is not so.
    enum Reason {
        /// It failed half-way.
        FAILED,
        /// It ran, and is not in the folder.
        MISSING,
        /// It did not run, and a later one did.
        GAP
    }

    /// @param history how the database stands to the folder that was converted
    static Standing of(History history, Conversion conversion) {
        Conversion.@Nullable File last = null;
        Migration skipped = null;
        for (Migration migration : history.migrations()) {
            switch (migration.kind()) {
                case APPLIED -> {
                    if (skipped != null) {
                        return new Unclear(Reason.GAP, skipped.script());
                    }
                    last = conversion.file(migration.script());
                }
                case PENDING, SKIPPED -> skipped = skipped == null ? migration : skipped;
                case TROUBLE -> {
                    return migration.script().isEmpty()
                            ? new Unclear(Reason.MISSING, migration.label())
                            : new Unclear(Reason.FAILED, migration.script());
                }
            }
        }
        return last == null ? new Fresh() : new At(last.version(), last.from());
    }
}
