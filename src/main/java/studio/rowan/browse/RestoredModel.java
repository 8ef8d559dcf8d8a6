package studio.rowan.browse;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Changes;
import studio.rowan.change.CommitMark;
import studio.rowan.change.Edit;
import studio.rowan.change.Target;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// Brings staged edits of the last session back and says so. The notice follows what is left of them, and goes when
/// none is.
final class RestoredModel {
    private final EditsModel edits;
    private final DraftsModel keeper;
    private final Workspace workspace;
    private final Nav nav;
    private Set<Target> brought = Set.of();
    private DraftsModel.@Nullable Ended ended;
    private @Nullable Notice shown;
    private int said;

    RestoredModel(EditsModel edits, DraftsModel keeper, Workspace workspace, Nav nav) {
        this.edits = edits;
        this.keeper = keeper;
        this.workspace = workspace;
        this.nav = nav;
    }

    void loaded(DraftsModel.Kept kept) {
        DraftsModel.Ended commit = kept.ended();
        if (commit != null && commit.fate() == CommitMark.Fate.IN_FILE) {
            nav.notify(Notice.success(Text.count("browse.edits.settled", commit.edits())));
        }
        int many = kept.fitting().counts().total();
        if (many > 0 && !workspace.db().isWritable()) {
            nav.notify(Notice.info(Text.count("browse.edits.kept.readOnly", many)));
        } else if (many > 0) {
            ended = commit;
            brought = kept.fitting().edits().stream().map(Edit::target).collect(Collectors.toSet());
            edits.changeSet().restore(kept.fitting());
        }
        if (!kept.homeless().isEmpty()) {
            nav.notify(Notice.warning(Text.count(
                            "browse.edits.homeless", kept.homeless().size(), String.join(", ", kept.missing())))
                    .next(Text.of("browse.edits.homeless.next"))
                    .details(DraftsModel.words(kept.homeless()))
                    .action("homelessForget", Text.of("browse.edits.homeless.forget"), keeper::forgetHomeless));
        }
    }

    /// Something was staged, taken back or committed.
    void changed(Changes now) {
        if (brought.isEmpty()) {
            return;
        }
        Changes left = left(now);
        int many = left.counts().total();
        Notice before = shown;
        if (many == said) {
            return;
        }
        said = many;
        shown = many == 0 ? null : notice(left);
        if (before != null) {
            nav.replace(before, shown);
        } else if (shown != null) {
            nav.notify(shown);
        }
        if (many == 0) {
            // What is staged for these rows from now on is of this session.
            brought = Set.of();
        }
    }

    private Changes left(Changes now) {
        List<Edit> left = now.edits().stream()
                .filter(edit -> brought.contains(edit.target()))
                .toList();
        return Changes.of(left);
    }

    private Notice notice(Changes left) {
        int many = left.counts().total();
        Edit first = left.edits().iterator().next();
        return words(many)
                .action("keptShow", Text.of("browse.edits.kept.show"), () -> edits.goTo(first))
                .action("keptDiscard", Text.of("browse.edits.discard"), this::discard);
    }

    private Notice words(int many) {
        CommitMark.Fate fate = ended == null ? CommitMark.Fate.IN_FILE : ended.fate();
        return switch (fate) {
            case IN_FILE -> Notice.info(Text.count("browse.edits.kept", many));
            case NOT_IN_FILE ->
                Notice.info(Text.count("browse.edits.kept", many)).next(Text.of("browse.edits.kept.rolledBack"));
            case UNKNOWN ->
                Notice.warning(Text.count("browse.edits.unsettled", many)).next(Text.of("browse.edits.unsettled.next"));
        };
    }

    private void discard() {
        edits.discard(left(edits.changeSet().changes()), "browse.edits.kept.discard.title");
    }
}
