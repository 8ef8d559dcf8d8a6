package studio.rowan.migrate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A folder of migrations that is another tool's.
public sealed interface OtherHistory {
    /// Plain SQL that can be read, shown and converted.
    record Plain(OtherTool tool, List<Step> steps) implements OtherHistory {
        public Plain {
            steps = List.copyOf(steps);
        }
    }

    /// What cannot be read.
    record Refused(Refusal why) implements OtherHistory {}

    /// What the folder holds; null where it is no tool's that is known.
    static @Nullable OtherHistory of(Path folder) throws IOException {
        Listing listing = Listing.of(folder);
        try {
            for (OtherTool tool : OtherTool.ALL) {
                List<Step> steps = tool.read(listing);
                if (!steps.isEmpty()) {
                    check(listing, steps);
                    return new Plain(tool, steps);
                }
            }
            Refusal why = Refusal.find(listing);
            return why == null ? null : new Refused(why);
        } catch (FolderRefused e) {
            return new Refused(e.why());
        }
    }

    private static void check(Listing listing, List<Step> steps) throws FolderRefused {
        Set<String> keys = new HashSet<>();
        for (Step step : steps) {
            if (!keys.add(step.key())) {
                throw new FolderRefused(new Refusal(Refusal.Reason.DUPLICATE, step.path(), 0, step.version()));
            }
            Refusal template = Refusal.template(step.path(), listing.text(step.path()));
            if (template != null) {
                throw new FolderRefused(template);
            }
        }
    }
}
