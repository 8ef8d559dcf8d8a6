package studio.rowan.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import studio.rowan.kit.FileQuestion;

/// Shows one file dialog for the window that started it, and prints what was chosen.
@Command(name = "choose", description = "Show a file dialog for a running window.", hidden = true)
final class ChooseCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "QUESTION", description = "What is asked, as JSON.")
    private @Nullable String question;

    ChooseCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        JsonOut.print(
                context.out(),
                FileQuestion.ofJson(String.valueOf(question)).askAlone().stream()
                        .map(path -> path.toAbsolutePath().toString())
                        .toList());
        return 0;
    }
}
