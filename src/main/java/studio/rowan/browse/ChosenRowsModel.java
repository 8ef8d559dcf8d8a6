package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.grid.GridRange;
import studio.rowan.grid.GridView;
import studio.rowan.grid.KeyedRow;
import studio.rowan.grid.RowWindow;
import studio.rowan.kit.Dialogs.Question;
import studio.rowan.kit.Format;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;

/// Which rows a deed is done to: those that were not read yet are read first, and where there are many the user is
/// asked.
final class ChosenRowsModel {
    /// Rows beyond which one is asked.
    private static final long MANY = 300;

    private final RowEditsModel rows;
    private final BrowseModel model;
    private final GridView grid;
    private final NoticeBar notices;
    private final EditDeedsModel.Seams seams;

    ChosenRowsModel(
            RowEditsModel rows, BrowseModel model, GridView grid, NoticeBar notices, EditDeedsModel.Seams seams) {
        this.rows = rows;
        this.model = model;
        this.grid = grid;
        this.notices = notices;
        this.seams = seams;
    }

    /// Those that are selected, unless they are too many.
    void selected(long most, Consumer<List<KeyedRow>> receiver) {
        GridRange range = grid.range().get();
        long count = range.rows();
        if (count > most) {
            tooMany(most);
            return;
        }
        read(range.firstRow(), count, receiver);
    }

    /// The rows from an ordinal on, new ones below the others.
    void read(long first, long count, Consumer<List<KeyedRow>> receiver) {
        long fileRows = grid.edits().fileRows();
        List<KeyedRow> found = new ArrayList<>();
        long missing = -1;
        long end = Math.min(first + count, fileRows + rows.freshRows());
        for (long ordinal = first; ordinal < end && missing < 0; ordinal++) {
            KeyedRow row = grid.edits().row(ordinal);
            if (row == null) {
                missing = ordinal;
            } else {
                found.add(row);
            }
        }
        RowWindow window = model.window().get();
        if (missing < 0 || window == null) {
            receiver.accept(found);
            return;
        }
        long inFile = Math.min(end, fileRows) - first;
        Job<List<KeyedRow>> job = window.rows(Text.of("browse.edit.reading"), first, (int) inFile);
        seams.jobs()
                .run(
                        job,
                        read -> {
                            List<KeyedRow> all = new ArrayList<>(read);
                            for (int i = 0; i < end - fileRows && i < rows.freshRows(); i++) {
                                all.add(rows.fresh(i));
                            }
                            receiver.accept(all);
                        },
                        this::failed);
    }

    /// Says that there are too many, and what to do instead.
    void tooMany(long most) {
        rows.refuse(Notice.info(Text.of("browse.edit.tooMany", Format.count(most)))
                .next(Text.of("browse.edit.tooMany.next")));
    }

    /// Asks where there are many. Not where the table became another one while the question stood: the columns are
    /// counted.
    boolean sure(String key, int count) {
        EditedTable asked = rows.edited();
        return count <= MANY
                || (seams.dialogs()
                                .confirm(Question.of(
                                        Text.of(key + "title"),
                                        Text.of(key + "text", Format.count(count)),
                                        Text.of(key + "yes")))
                        && asked == rows.edited());
    }

    /// Says why it cannot be done, if there is a reason.
    boolean refused(@Nullable String reason) {
        if (reason != null) {
            rows.refuse(Notice.info(reason));
        }
        return reason != null;
    }

    void failed(DbError error) {
        if (!(error instanceof DbError.Cancelled)) {
            notices.show(Notice.of(error));
        }
    }
}
