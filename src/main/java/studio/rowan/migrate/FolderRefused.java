package studio.rowan.migrate;

import java.io.IOException;

/// A folder is of a tool that is known, and cannot be read.
final class FolderRefused extends IOException {
    private final transient Refusal why;

    FolderRefused(Refusal why) {
        super(why.path());
        this.why = why;
    }

    Refusal why() {
        return why;
    }
}
