package studio.rowan.migrate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.FileDataSource;
import studio.rowan.db.Job;

/// One migration on its way into a database.
///
/// Foreign keys are off where the script asks for it or drops a table that others refer to (else their rows would go
/// with it, without a word), and what it leaves is checked before the commit. They are on otherwise. Where they would
/// delete rows that the script does not name, nothing is committed before the user agreed to just that.
final class MigrationRun {
    /// Told which statement runs.
    interface Progress {
        void at(int statement, int statements);
    }

    /// Ends an attempt inside Flyway, so that it is rolled back.
    private static final class RollBack extends RuntimeException {
        RollBack() {
            super("rolled back");
        }
    }

    /// When the work of an attempt may be committed.
    private interface Verdict {
        boolean commits(Attempt attempt);
    }

    /// Others may write between an attempt and the next one that builds on what it saw.
    private static final int MOST_ATTEMPTS = 3;

    private final FileDataSource target;
    private final Scripts scripts;
    private final Migration migration;
    private final Script script;
    private final Job<?> job;
    private final Progress progress;
    private final @Nullable Approval approval;
    private final ScriptFacts facts;
    private @Nullable Census known;
    private @Nullable Approval renumbering;
    private @Nullable RowWatch watched;
    private boolean foreignKeys = true;
    private boolean ranHere;
    private boolean trial;
    private boolean fresh;

    /// @param approval the losses of rows that the user saw in a rehearsal, beyond which nothing is committed; null
    ///     where nothing was rehearsed
    /// @param job whose cancel flag ends it
    MigrationRun(
            FileDataSource target,
            Scripts scripts,
            Migration migration,
            Script script,
            @Nullable Approval approval,
            Job<?> job,
            Progress progress) {
        this.target = target;
        this.scripts = scripts;
        this.migration = migration;
        this.script = script;
        this.approval = approval;
        this.job = job;
        this.progress = progress;
        this.facts = ScriptFacts.of(script.text());
    }

    /// Has all of it watched, on a copy that nobody else writes to.
    /// @param tables what it holds
    MigrationRun knowing(Census tables) {
        known = tables;
        return this;
    }

    /// Lets it number rows anew as far as the user was told, where nothing was rehearsed.
    /// @param renumbered null where nobody was asked
    MigrationRun allowing(@Nullable Approval renumbered) {
        renumbering = renumbered;
        return this;
    }

    /// Says that all that is there came from migrations of the same run: nobody misses a row of it.
    MigrationRun fresh(boolean all) {
        fresh = all;
        return this;
    }

    /// What it did to rows; null where it was not watched to its end.
    @Nullable
    RowWatch watched() {
        return watched;
    }

    /// False where another program had run it already when its turn came.
    boolean ranHere() {
        return ranHere;
    }

    /// Whether they were enforced at last.
    boolean foreignKeys() {
        return foreignKeys;
    }

    /// Runs it. Blocks.
    /// @param before looks at the database as it is before it
    /// @param agreed what foreign keys may delete; null where nobody was asked
    /// @return why it was not committed; null where it was
    @Nullable
    Stop run(Access before, @Nullable List<Loss> agreed) {
        trial = false;
        Stop refused = refused();
        boolean unseen = script.optsOutOfTransaction() && agreed == null && approval == null && known == null && !fresh;
        if (refused == null && unseen) {
            refused = untried(before);
        }
        return refused == null ? go(before, agreed) : refused;
    }

    /// What cannot be tried is not run before somebody saw what it does, or agreed to whatever it does.
    private @Nullable Stop untried(Access before) {
        List<String> tables = Untried.tables(before, script.text(), facts, !isOff(before));
        return tables.isEmpty() ? null : new Stop.NeedsRehearsal(migration, script, tables);
    }

    /// Whether foreign keys are off when it begins.
    private boolean isOff(Access before) {
        return facts.foreignKeysPragma() || facts.dropsParent(Tally.parents(before));
    }

    /// What would stop it for sure, so that no backup is made for nothing. Where its words do not tell, such as of one
    /// that may rely on cascades, it is run and rolled back. Blocks.
    /// @return null where it is to be run
    @Nullable
    Stop refusal(Access before) {
        trial = true;
        Stop refused = refused();
        boolean doubtful =
                facts.foreignKeysPragma() || facts.removes() || !facts.dropped().isEmpty();
        if (refused == null && script.optsOutOfTransaction()) {
            return untried(before);
        }
        return refused == null && doubtful ? go(before, null) : refused;
    }

    private @Nullable Stop refused() {
        for (ScriptFacts.Refused refused : facts.refused()) {
            if (refused.reason() != ScriptFacts.Reason.TRANSACTION || !script.optsOutOfTransaction()) {
                return new Stop.Refused(migration, script, refused);
            }
        }
        return null;
    }

    private @Nullable Stop go(Access before, @Nullable List<Loss> agreed) {
        try {
            boolean off = isOff(before);
            if (script.optsOutOfTransaction()) {
                // Nothing could be rolled back, so nothing is tried.
                return new Attempt(!off, attempt -> attempt.orphans.isEmpty()).go();
            }
            return off && agreed == null ? withoutKeys() : withKeys(agreed == null ? List.of() : agreed);
        } catch (DbError.Cancelled e) {
            return new Stop.Cancelled(migration, false);
        }
    }

    private @Nullable Stop withoutKeys() {
        Attempt without = new Attempt(false, attempt -> attempt.orphans.isEmpty());
        Stop stop = without.go();
        if (stop != null || without.accepted) {
            return stop;
        }
        Attempt with = new Attempt(true, _ -> false);
        return switch (with.go()) {
            case Stop.Cancelled cancelled -> cancelled;
            case null -> new Stop.ReliesOnCascades(migration, script, Tally.losses(with.change, without.change));
            case Stop _ -> new Stop.LeavesOrphans(migration, without.orphans, false);
        };
    }

    private @Nullable Stop withKeys(List<Loss> agreed) {
        List<Loss> allowed = agreed;
        boolean named = !agreed.isEmpty();
        List<Loss> losses = List.of();
        for (int i = 0; i < MOST_ATTEMPTS; i++) {
            List<Loss> limit = allowed;
            boolean sure = named;
            Attempt with = new Attempt(
                    true,
                    attempt ->
                            !Tally.lost(attempt.unapproved(), limit) && (sure || !facts.removes() || !attempt.hides()));
            Stop stop = with.go();
            if (stop != null || with.accepted) {
                return stop;
            }
            Attempt without = new Attempt(false, _ -> false);
            if (without.go() instanceof Stop.Cancelled cancelled) {
                return cancelled;
            }
            losses = Tally.losses(with.change, without.change);
            if (!Tally.covers(agreed, losses)) {
                return new Stop.ReliesOnCascades(migration, script, losses);
            }
            // Beyond what was agreed to, the script itself names what goes.
            allowed = Tally.asNamed(with.change, losses, agreed);
            named = true;
        }
        return new Stop.ReliesOnCascades(migration, script, losses);
    }

    /// One transaction of Flyway's, with what was seen in it.
    private final class Attempt implements FlywaySteps.Listener {
        private final boolean keys;
        private final Verdict verdict;
        private Tally before = Tally.NONE;
        private @Nullable Violations violations;
        private Map<Tally.Place, Long> change = Map.of();
        private List<Orphans> orphans = List.of();
        private @Nullable RowWatch watch;
        private List<RowCount> beyond = List.of();
        private boolean looksBefore = script.optsOutOfTransaction();
        private boolean again;
        /// Committed, or would have been but for a trial.
        private boolean accepted;
        private ScriptCursor cursor = new ScriptCursor(script.text());
        private @Nullable BegunLine begun;

        Attempt(boolean keys, Verdict verdict) {
            this.keys = keys;
            this.verdict = verdict;
        }

        /// @return what stopped it; null where it was committed, or rolled back by the verdict
        @Nullable
        Stop go() {
            Stop stop = once();
            if (again) {
                again = false;
                looksBefore = true;
                stop = once();
            }
            return stop;
        }

        private @Nullable Stop once() {
            foreignKeys = keys;
            cursor = new ScriptCursor(script.text());
            progress.at(0, facts.statements().size());
            try {
                scripts.runner(target.during(job).withForeignKeys(keys)).run(migration, this);
                accepted = true;
                return null;
            } catch (RollBack e) {
                boolean stays = script.optsOutOfTransaction();
                if (beyond.isEmpty() && !stays) {
                    return null;
                }
                if (beyond.isEmpty()) {
                    return new Stop.LeavesOrphans(migration, orphans, true);
                }
                return approval == null && !stays
                        ? new Stop.Renumbers(migration, script, beyond)
                        : new Stop.LosesRows(migration, beyond, stays);
            } catch (MigrationFailed e) {
                return job.isCancelled() ? cancelled() : failed(e);
            } catch (DbError e) {
                return job.isCancelled() || e instanceof DbError.Cancelled
                        ? cancelled()
                        : failed(cursor.line(), e.words(), e);
            } finally {
                if (begun != null) {
                    begun.close(cursor.count() == 0);
                    begun = null;
                }
            }
        }

        private Stop cancelled() {
            return new Stop.Cancelled(migration, script.optsOutOfTransaction() && cursor.count() > 0);
        }

        private Stop failed(MigrationFailed e) {
            DbError error = e.database(cursor.statement());
            String words = error == null ? String.valueOf(e.getMessage()) : error.words();
            return failed(cursor.start() < 0 ? e.line() : cursor.line(), words, error);
        }

        private Stop failed(int line, String words, @Nullable DbError error) {
            return new Stop.Failed(migration, script, cursor.statement(), cursor.start(), line, words, error);
        }

        @Override
        public void begins(Access access) {
            if (facts.writes() || !keys) {
                before = Tally.of(access);
            }
            if (facts.writes() || !keys || approval != null || known != null) {
                watch = RowWatch.begin(access, script.text(), facts, known);
            }
            if (!keys && looksBefore) {
                violations = Objects.requireNonNull(watch).violations(access);
            }
            if (script.optsOutOfTransaction()) {
                begun = BegunLine.write(access, target, scripts, migration);
            }
        }

        @Override
        public void statement(Access access, String sql) {
            job.checkCancelled();
            cursor.next(sql);
            progress.at(
                    cursor.count(), Math.max(cursor.count(), facts.statements().size()));
            RowWatch seen = watch;
            if (seen != null) {
                seen.step(access, cursor);
            }
        }

        @Override
        public void ends(Access access) {
            cursor.end();
            RowWatch seen = watch;
            if (seen != null) {
                seen.end(access);
                watched = seen;
                Tally after = Tally.after(access, before, facts.renamed());
                change = seen.exact(after.changeSince(before, seen.before(), facts.renamed()));
            }
            if (!keys) {
                checkReferences(access);
            }
            job.checkCancelled();
            accepted = verdict.commits(this);
            if (accepted && seen != null) {
                beyond = beyond(seen.counts());
                accepted = beyond.isEmpty();
            }
            // Without a transaction nothing is taken back, but then the history may not say that all went well.
            if (trial || !accepted) {
                throw new RollBack();
            }
            if (begun != null) {
                begun.ended(access);
            }
            ranHere = true;
        }

        /// What was not approved. A rehearsal only tells; where none was, no child may get another parent.
        private List<RowCount> beyond(List<RowCount> counts) {
            if (approval != null) {
                return approval.beyond(counts);
            }
            Approval allowed = renumbering == null ? new Approval(script, List.of()) : renumbering;
            return known != null ? List.of() : allowed.renumberedBeyond(counts);
        }

        /// Those that are broken before need to be known only where some are broken afterwards, and then it begins
        /// anew.
        private void checkReferences(Access access) {
            Violations now = Objects.requireNonNull(watch).violations(access);
            Violations then = violations;
            if (then == null && !now.isEmpty()) {
                again = true;
                throw new RollBack();
            }
            orphans = now.since(then == null ? Violations.NONE : then);
        }

        /// What foreign keys' tables lost, but for what is none of the keys' doing, or bounded row by row by the
        /// approval itself.
        private Map<Tally.Place, Long> unapproved() {
            Map<Tally.Place, Long> rest = new HashMap<>(change);
            rest.keySet()
                    .removeIf(place -> place.column() == null
                            ? !mayCascade(place) || (approval != null && tells(place.table()))
                            : !before.holds(place) && !mayCascade(place));
            return rest;
        }

        private boolean mayCascade(Tally.Place place) {
            RowWatch seen = watch;
            return seen == null || seen.mayCascade(place);
        }

        /// The script itself adds rows to a table that foreign keys can take some from, and they cannot be told apart.
        private boolean hides() {
            return before.hidesIn(facts.filled(), facts.renamed(), table -> !tells(table));
        }

        private boolean tells(String table) {
            RowWatch seen = watch;
            return seen != null && seen.tells(table);
        }
    }
}
