package studio.rowan.migrations;

import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Text;
import studio.rowan.migrate.History;
import studio.rowan.migrate.Migration;
import studio.rowan.migrate.Place;

/// What keeps something in the menu from being done, in a few words to stand beside its name.
record WhyNotModel(MigrationsModel looking) {
    private @Nullable String always() {
        return looking.runs().running().get()
                ? Text.of("migrations.why.running")
                : looking.history().get() == null ? Text.of("migrations.why.noFolder") : null;
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
        return or(selected == null ? "migrations.why.nothingThere" : "migrations.why.notApplied");
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
                seen != null && !seen.scripts().tool().equals("Flyway")
                        ? "migrations.why.flywayOnly"
                        : "migrations.why.nothingPending");
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
