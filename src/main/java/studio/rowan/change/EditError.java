package studio.rowan.change;

import studio.rowan.db.DbError;

/// An error with the edit it belongs to; inside this package only.
final class EditError extends RuntimeException {
    private final transient Edit edit;
    private final transient DbError error;

    EditError(Edit edit, DbError error) {
        super(error);
        this.edit = edit;
        this.error = error;
    }

    Edit edit() {
        return edit;
    }

    DbError error() {
        return error;
    }
}
