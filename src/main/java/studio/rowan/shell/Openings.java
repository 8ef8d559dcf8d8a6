package studio.rowan.shell;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;

/// Opens files off the window's thread, and turns each way it can end into what the window shows. On the window's
/// thread.
final class Openings {
    /// What the window does about it.
    interface Host {
        void opened(OpenFlow.Outcome.Opened opened);

        /// Nothing is being opened any more.
        void settled();

        void activate(Path file);

        void notify(Notice notice);

        void chooseFile();

        void forget(Path file);
    }

    private final OpenFlow flow;
    private final Jobs jobs;
    private final Supplier<List<Path>> open;
    private final Host host;
    private final Set<Path> opening = new HashSet<>();

    Openings(OpenFlow flow, Jobs jobs, Supplier<List<Path>> open, Host host) {
        this.flow = flow;
        this.jobs = jobs;
        this.open = open;
        this.host = host;
    }

    /// Opens a file, or brings it to the front where it is open.
    void open(OpenFlow.Request request) {
        List<Path> files = open.get();
        start(request, "shell.job.open", _ -> flow.open(request, files));
    }

    void create(OpenFlow.Request request) {
        start(request, "shell.job.create", _ -> flow.create(request));
    }

    /// Makes the sample where it is missing, and opens it.
    void sample(Supplier<Path> sample, Consumer<OpenFlow.Request> open) {
        jobs.run(
                jobs.<Path>task(Text.of("shell.job.sample"), _ -> sample.get()),
                file -> open.accept(OpenFlow.Request.of(file)),
                error -> host.notify(Notice.of(error)));
    }

    boolean isOpening() {
        return !opening.isEmpty();
    }

    private void start(OpenFlow.Request request, String title, Function<Job<OpenFlow.Outcome>, OpenFlow.Outcome> work) {
        if (!opening.add(request.file())) {
            return;
        }
        Job<OpenFlow.Outcome> job = jobs.task(Text.of(title, name(request.file())), running -> {
            OpenFlow.Outcome outcome;
            try {
                outcome = work.apply(running);
            } catch (RuntimeException | Error e) {
                // The error window tells it; the file can be tried again.
                jobs.ui(() -> settle(request));
                throw e;
            }
            if (running.isCancelled() && outcome instanceof OpenFlow.Outcome.Opened opened) {
                opened.workspace().close();
                throw new DbError.Cancelled(null);
            }
            return outcome;
        });
        Consumer<OpenFlow.Outcome> ended = outcome -> {
            ended(outcome);
            settle(request);
        };
        jobs.run(
                job, ended, error -> ended.accept(new OpenFlow.Outcome.Refused(request, error, OpenFlow.steps(error))));
    }

    private void settle(OpenFlow.Request request) {
        opening.remove(request.file());
        if (opening.isEmpty()) {
            host.settled();
        }
    }

    private void ended(OpenFlow.Outcome outcome) {
        switch (outcome) {
            case OpenFlow.Outcome.Opened opened -> {
                host.opened(opened);
                opened.hints().forEach(hint -> host.notify(hint(hint, opened)));
            }
            case OpenFlow.Outcome.AlreadyOpen already -> host.activate(already.file());
            case OpenFlow.Outcome.Refused refused -> host.notify(refusal(refused));
        }
    }

    private static Notice hint(OpenFlow.Hint hint, OpenFlow.Outcome.Opened opened) {
        String name = opened.workspace().name();
        return switch (hint) {
            case EMPTY -> Notice.info(Text.of("shell.hint.empty", name)).next(Text.of("shell.hint.empty.next"));
            case NEWER_FORMAT ->
                Notice.warning(Text.of("shell.hint.newer", name)).next(Text.of("shell.hint.newer.next"));
            case NO_WRITE_PERMISSION ->
                Notice.info(Text.of("shell.hint.noWrite", name)).next(Text.of("shell.hint.noWrite.next"));
            case RECOVERED_COPY ->
                Notice.success(Text.of("shell.hint.recovered", name))
                        .next(Text.of(
                                "shell.hint.recovered.next", opened.workspace().file()));
        };
    }

    /// The sentence and next step of the error, and a button for each way out.
    Notice refusal(OpenFlow.Outcome.Refused refused) {
        Text.Message message = Text.error(refused.error());
        Path file = refused.request().file();
        boolean question = refused.error() instanceof DbError.HotJournal;
        Notice notice = new Notice(
                question ? Notice.Kind.WARNING : Notice.Kind.ERROR,
                Text.of("shell.open.failed", name(file), message.sentence()),
                message.nextStep(),
                file + "\n" + Text.details(refused.error()),
                List.of());
        for (OpenFlow.Step step : refused.steps()) {
            notice = switch (step) {
                case RETRY -> notice.action("openRetry", Text.of("shell.open.retry"), () -> open(refused.request()));
                case CHOOSE_OTHER -> notice.action("openOther", Text.of("shell.open.other"), host::chooseFile);
                case RECOVER ->
                    notice.action(
                            "openRecover",
                            Text.of("shell.open.recover"),
                            () -> start(refused.request(), "shell.job.recover", _ -> flow.recover(refused.request())));
                case OPEN_COPY ->
                    notice.action(
                            "openCopy",
                            Text.of("shell.open.copy"),
                            () -> start(refused.request(), "shell.job.recover", _ -> flow.openCopy(refused.request())));
                case FORGET -> notice.action("openForget", Text.of("shell.open.forget"), () -> host.forget(file));
            };
        }
        return notice;
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }
}
