package studio.rowan.kit;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The icons of the product, by what they mean here; the pack behind them is nobody else's business.
public enum Icons {
    TABLE(Feather.GRID),
    VIEW(Feather.LAYERS),
    FULL_TEXT(Feather.FILE_TEXT),
    SEARCH(Feather.SEARCH),
    TRIGGER(Feather.ZAP),
    INDEX(Feather.LIST),
    SYSTEM(Feather.CPU),
    VIRTUAL(Feather.BOX),
    COLUMN(Feather.COLUMNS),
    KEY(Feather.KEY),
    LINK(Feather.LINK),
    FOLLOW(Feather.ARROW_RIGHT),
    BACK(Feather.ARROW_LEFT),
    UP(Feather.ARROW_UP),
    DOWN(Feather.ARROW_DOWN),
    DATABASE(Feather.DATABASE),
    FILE(Feather.FILE),
    FILE_NEW(Feather.FILE_PLUS),
    FOLDER(Feather.FOLDER),
    FOLDER_OPEN(Feather.FOLDER_PLUS),
    PLUS(Feather.PLUS),
    MINUS(Feather.MINUS),
    CLOSE(Feather.X),
    REFRESH(Feather.REFRESH_CW),
    FILTER(Feather.FILTER),
    SORT_UP(Feather.ARROW_UP),
    SORT_DOWN(Feather.ARROW_DOWN),
    PLAY(Feather.PLAY),
    PLAY_ALL(Feather.FAST_FORWARD),
    STOP(Feather.SQUARE),
    CANCEL(Feather.X_CIRCLE),
    WEIGHTS(Feather.BAR_CHART_2),
    HISTORY(Feather.CLOCK),
    COPY(Feather.COPY),
    PASTE(Feather.CLIPBOARD),
    EXPORT(Feather.DOWNLOAD),
    IMPORT(Feather.UPLOAD),
    SAVE(Feather.SAVE),
    EDIT(Feather.EDIT_2),
    DELETE(Feather.TRASH_2),
    UNDO(Feather.CORNER_UP_LEFT),
    REDO(Feather.CORNER_UP_RIGHT),
    REVERT(Feather.ROTATE_CCW),
    SETTINGS(Feather.SETTINGS),
    PRAGMAS(Feather.SLIDERS),
    HEALTH(Feather.ACTIVITY),
    MIGRATIONS(Feather.GIT_COMMIT),
    BACKUPS(Feather.ARCHIVE),
    DIAGRAM(Feather.SHARE_2),
    SQL(Feather.TERMINAL),
    CODE(Feather.CODE),
    PLAN(Feather.GIT_BRANCH),
    STRUCTURE(Feather.LAYOUT),
    SIDEBAR(Feather.SIDEBAR),
    MOON(Feather.MOON),
    SUN(Feather.SUN),
    INFO(Feather.INFO),
    TOOL(Feather.TOOL),
    HELP(Feather.HELP_CIRCLE),
    WARNING(Feather.ALERT_TRIANGLE),
    ERROR(Feather.ALERT_OCTAGON),
    SUCCESS(Feather.CHECK_CIRCLE),
    CHECK(Feather.CHECK),
    LOCK(Feather.LOCK),
    UNLOCK(Feather.UNLOCK),
    SHIELD(Feather.SHIELD),
    EYE(Feather.EYE),
    EYE_OFF(Feather.EYE_OFF),
    MORE(Feather.MORE_HORIZONTAL),
    CHEVRON_DOWN(Feather.CHEVRON_DOWN),
    CHEVRON_UP(Feather.CHEVRON_UP),
    CHEVRON_RIGHT(Feather.CHEVRON_RIGHT),
    CHEVRON_LEFT(Feather.CHEVRON_LEFT),
    FIRST(Feather.CHEVRONS_LEFT),
    LAST(Feather.CHEVRONS_RIGHT),
    EXTERNAL(Feather.EXTERNAL_LINK),
    IMAGE(Feather.IMAGE),
    TEXT(Feather.TYPE),
    NUMBER(Feather.HASH),
    BINARY(Feather.PACKAGE),
    CALENDAR(Feather.CALENDAR),
    TAG(Feather.TAG),
    PIN(Feather.MAP_PIN),
    COMMAND(Feather.COMMAND);

    private final Feather glyph;

    Icons(Feather glyph) {
        this.glyph = glyph;
    }

    /// A new node of this icon, as large as the text around it; the style classes colour it
    /// (`muted`, `accent`, `danger`, `warning`, `success`, `small`, `large`).
    public FontIcon node(String... styleClasses) {
        FontIcon icon = new FontIcon(glyph);
        icon.getStyleClass().addAll(styleClasses);
        return icon;
    }
}
