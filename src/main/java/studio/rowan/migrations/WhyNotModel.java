package studio.rowan.migrations;

import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Text;
import studio.rowan.migrate.History;
import studio.rowan.migrate.Migration;
import studio.rowan.migrate.Place;

/// What keeps something in the menu from being done, in a few words to stand beside its name.
record WhyNotModel(MigrationsModel looking) {
    private @Nullable String always() {
        if (looking.runs().running().get()) {
            return Text.of("migrations.why.running");
        }
        if (looking.history().get() != null) {
            return null;
        }
        boolean none = looking.looked().get() && looking.place().get() == null;
        return Text.of(none ? "migrations.why.noFolder" : "migrations.why.notRead");
    }

    private String or(String key) {
        String always = always();
        return always == null ? Text.of(key) : always;
    }

    String noFolder() {
        return or("migrations.why.noFolder");
    }

    String nothingThere() {
        return or("migrations.why.nothingThere");
    }

    String write() {
        return looking.isWritable() ? Text.of("migrations.why.running") : Text.of("migrations.why.readOnly");
    }

    String undo(@Nullable Migration selected) {
        History seen = looking.history().get();
        boolean none = selected == null && seen != null && seen.migrations().isEmpty();
        return or(none ? "migrations.why.nothingThere" : "migrations.why.notApplied");
    }

    String repair() {
        return looking.isWritable() ? or("migrations.why.nothingToRepair") : Text.of("migrations.why.readOnly");
    }

    String enter() {
        History seen = looking.history().get();
        if (!looking.isWritable()) {
            return Text.of("migrations.why.readOnly");
        }
        return or(
                seen == null
                        ? "migrations.why.notRead"
                        : !seen.scripts().tool().equals("Flyway")
                                ? "migrations.why.flywayOnly"
                                : notPending(seen.situation()));
    }

    private static String notPending(History.Situation situation) {
        return switch (situation) {
            case NOTHING -> "migrations.why.nothingThere";
            case UNREADABLE -> "migrations.why.unreadable";
            case OTHER_TOOL -> "migrations.why.flywayOnly";
            case NEEDS_VALUES -> "migrations.why.needsValues";
            case NO_HISTORY -> "migrations.why.noHistory";
            case MISMATCH -> "migrations.why.mismatch";
            case PENDING, CURRENT -> "migrations.why.nothingPending";
        };
    }

    /// Why nothing can be run.
    String run() {
        return looking.isWritable() ? rehearse() : Text.of("migrations.why.readOnly");
    }

    String rehearse() {
        History seen = looking.history().get();
        return or(seen == null ? "migrations.why.notRead" : notPending(seen.situation()));
    }

    String convert() {
        History seen = looking.history().get();
        return or(
                seen != null && seen.scripts().tool().equals("Flyway")
                        ? "migrations.why.isFlyway"
                        : "migrations.why.notConvertible");
    }

    String settings() {
        History seen = looking.history().get();
        return looking.place().get() instanceof Place.Bundled
                ? Text.of("migrations.why.bundled")
                : or(seen == null ? "migrations.why.noFolder" : "migrations.why.flywayOnly");
    }
}
