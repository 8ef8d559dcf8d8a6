package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The scripts that made a database what it is, as far as the folder has them, in the order in which they ran.
/// @param migrations with a script each
/// @param remarks what a comparison with them has to tell beside
record AppliedScripts(List<Ran> migrations, List<Remark> remarks) {
    /// A migration and its script, as it stands in the folder.
    record Ran(Migration migration, Script script) {}

    AppliedScripts {
        migrations = List.copyOf(migrations);
        remarks = List.copyOf(remarks);
    }

    static AppliedScripts of(History history) {
        List<Ran> ran = new ArrayList<>();
        List<Remark> remarks = new ArrayList<>();
        if (history.situation() == History.Situation.NO_HISTORY) {
            remarks.add(new Remark(Remark.Kind.NO_HISTORY));
            history.migrations().forEach(migration -> add(history, migration, ran));
            return new AppliedScripts(ran, remarks);
        }
        for (Migration migration : history.migrations()) {
            if (isBaseline(migration)) {
                below(history, migration, ran, remarks);
            } else if (migration.kind() == Migration.Kind.APPLIED && !add(history, migration, ran)) {
                remarks.add(new Remark(Remark.Kind.MISSING, migration.name()));
            } else if (migration.kind() == Migration.Kind.TROUBLE) {
                remarks.add(new Remark(Remark.Kind.MISSING, migration.name()));
            }
        }
        for (Mismatch mismatch : history.mismatches()) {
            if (mismatch.kind() == Mismatch.Kind.CHECKSUM) {
                remarks.add(new Remark(Remark.Kind.EDITED, "V" + mismatch.version() + " " + mismatch.description()));
            }
        }
        return new AppliedScripts(ran, remarks);
    }

    private static boolean isBaseline(Migration migration) {
        return migration.type().equals("BASELINE") && migration.kind() == Migration.Kind.APPLIED;
    }

    private static boolean add(History history, Migration migration, List<Ran> ran) {
        Optional<Script> script = history.scripts().find(migration.script());
        script.ifPresent(found -> ran.add(new Ran(migration, found)));
        return script.isPresent();
    }

    /// What a baseline stands for never ran here. The folder may tell all the same: by a script made for the purpose,
    /// or by those that the baseline passes over.
    private static void below(History history, Migration baseline, List<Ran> ran, List<Remark> remarks) {
        ScriptNames names = history.scripts().names();
        List<Ran> below = new ArrayList<>();
        for (Script script : history.scripts().migrations()) {
            String version = names.version(script.path());
            if (version != null && NextScript.compare(version, baseline.version()) <= 0) {
                below.add(new Ran(baseline, script));
            }
        }
        below.sort((a, b) -> NextScript.compare(
                names.version(a.script().path()), names.version(b.script().path())));
        int start = 0;
        for (int i = 0; i < below.size(); i++) {
            start = names.isBaseline(below.get(i).script().path()) ? i : start;
        }
        ran.addAll(below.subList(start, below.size()));
        String version = baseline.label();
        remarks.add(new Remark(below.isEmpty() ? Remark.Kind.BASELINE_UNKNOWN : Remark.Kind.BASELINE_TAKEN, version));
    }

    List<Script> scripts() {
        return migrations.stream().map(Ran::script).toList();
    }

    /// Those that ran before a migration; null where it is none of them.
    @Nullable
    List<Script> before(Migration migration) {
        for (int i = 0; i < migrations.size(); i++) {
            if (migrations.get(i).script().path().equals(migration.script())) {
                return scripts().subList(0, i);
            }
        }
        return null;
    }

    boolean isLast(Migration migration) {
        return !migrations.isEmpty() && migrations.getLast().script().path().equals(migration.script());
    }
}
