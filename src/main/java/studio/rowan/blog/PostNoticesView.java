package studio.rowan.blog;

import org.jspecify.annotations.Nullable;
import studio.rowan.change.Outcome;
import studio.rowan.db.DbError;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;

/// What came of the last deed, said where the user looks: above the form where it is about the post in it, else above
/// the list.
final class PostNoticesView {
    private final PostFormModel form;
    private final NoticeBar aboveForm;
    private final NoticeBar aboveList;

    private PostNoticesView(PostFormModel form, NoticeBar aboveForm, NoticeBar aboveList) {
        this.form = form;
        this.aboveForm = aboveForm;
        this.aboveList = aboveList;
    }

    /// Says what comes of the form's deeds, from now on.
    static void follow(PostFormModel form, NoticeBar aboveForm, NoticeBar aboveList) {
        form.event().subscribe(new PostNoticesView(form, aboveForm, aboveList)::tell);
    }

    private void tell(PostFormModel.@Nullable Event event) {
        aboveForm.clear();
        switch (event) {
            case null -> {}
            case PostFormModel.Event.Saved(PostDetail now, boolean isNew, var done) ->
                aboveForm.show(Notice.success(Text.of(
                                isNew
                                        ? now.post().published() ? "blog.said.published" : "blog.said.created"
                                        : "blog.said.saved"))
                        .action("postUndo", Text.of("blog.undo"), () -> takeBack(done)));
            case PostFormModel.Event.Deleted(Post post, var done) ->
                aboveList.show(Notice.success(Text.of("blog.said.deleted", post.title()))
                        .action("postUndo", Text.of("blog.undo"), () -> takeBack(done)));
            case PostFormModel.Event.Changed(PostDetail theirs) ->
                aboveForm.show(Notice.warning(Text.of("blog.changed"))
                        .next(Text.of("blog.changed.next"))
                        .details(theirWords(theirs))
                        .action("postKeepMine", Text.of("blog.changed.mine"), form::keepMine)
                        .action("postTakeTheirs", Text.of("blog.changed.theirs"), form::takeTheirs));
            case PostFormModel.Event.Gone() ->
                aboveForm.show(Notice.warning(Text.of("blog.gone"))
                        .next(Text.of("blog.gone.next"))
                        .action("postSaveAsNew", Text.of("blog.gone.asNew"), form::saveAsNew)
                        .action("postGiveUp", Text.of("blog.gone.giveUp"), form::revert));
            case PostFormModel.Event.Elsewhere(Post post) ->
                besideForm()
                        .show(Notice.warning(Text.of("blog.elsewhere", post.title()))
                                .next(Text.of("blog.elsewhere.next"))
                                .action("postElsewhere", Text.of("blog.elsewhere.open"), () -> form.open(post.id())));
            case PostFormModel.Event.Refused(DbError error) -> besideForm().show(Notice.of(error));
        }
    }

    private NoticeBar besideForm() {
        return form.shown().get() == null ? aboveList : aboveForm;
    }

    private static String theirWords(PostDetail theirs) {
        PostDraft now = PostDraft.of(theirs);
        return Text.of(
                "blog.changed.details",
                now.title(),
                theirs.author().name(),
                Text.of(now.published() ? "blog.published" : "blog.draft"),
                String.join(", ", now.names()),
                now.content());
    }

    private void takeBack(Outcome.Done done) {
        aboveList.clear();
        if (!form.takeBack(done)) {
            aboveList.show(Notice.info(Text.of("blog.undo.not")).next(Text.of("blog.undo.not.next")));
        }
    }
}
