package studio.rowan.kit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javafx.scene.control.IndexRange;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.model.StyleSpansBuilder;
import studio.rowan.db.SqlStatement;
import studio.rowan.db.Statements;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;

/// What an editor's text is made of, and the colours that say so: of each change only the tokens that it touched are
/// coloured anew.
final class SqlColours {
    /// Longer texts are shown plainly: no one reads them, and each key would cut them into tokens anew.
    private static final int MOST_COLOURED = 2_000_000;

    private final CodeArea area;
    private String shown = "";
    private List<Token> tokens = List.of();
    private List<SqlStatement> statements = List.of();
    private IndexRange error = new IndexRange(0, 0);
    private boolean styling;

    SqlColours(CodeArea area) {
        this.area = area;
    }

    /// The text that the tokens and statements are of.
    String shown() {
        return shown;
    }

    List<SqlStatement> statements() {
        return statements;
    }

    /// True while the text is coloured, which the control tells as a change of it.
    boolean isStyling() {
        return styling;
    }

    /// @return false where the text is the same and has only lost its colours
    boolean changed() {
        String text = area.getText();
        if (text.equals(shown)) {
            style(tokens);
            return false;
        }
        List<Token> oldTokens = tokens;
        int oldLength = shown.length();
        int same = SqlHighlight.commonStart(shown, text);
        int sameEnd = SqlHighlight.commonEnd(shown, text, same);
        if (error.getLength() > 0) {
            same = Math.min(same, error.getStart());
            sameEnd = Math.min(sameEnd, Math.max(0, oldLength - error.getEnd()));
            error = new IndexRange(0, 0);
        }
        shown = text;
        tokens = text.length() > MOST_COLOURED ? List.of() : Tokenizer.tokens(text);
        statements = text.length() > MOST_COLOURED ? Statements.of(text) : Statements.of(text, tokens);
        SqlHighlight.Range range = SqlHighlight.changed(oldTokens, oldLength, tokens, text.length(), same, sameEnd);
        style(tokens.subList(range.from(), range.to()));
        return true;
    }

    void markError(int start, int end) {
        clearError();
        int from = Math.clamp(start, 0, shown.length());
        int to = Math.clamp(end, from, shown.length());
        error = from < to ? new IndexRange(from, to) : wordAt(from);
        restyle(error.getStart(), error.getEnd());
    }

    private IndexRange wordAt(int offset) {
        IndexRange word = new IndexRange(offset, offset);
        for (Token token : tokens) {
            if (token.start() > offset) {
                break;
            }
            if (!token.isTrivia()) {
                word = new IndexRange(token.start(), token.end());
            }
        }
        return word;
    }

    void clearError() {
        IndexRange old = error;
        error = new IndexRange(0, 0);
        if (old.getLength() > 0) {
            restyle(old.getStart(), Math.min(old.getEnd(), shown.length()));
        }
    }

    /// The underlined range, empty where there is none.
    IndexRange error() {
        return error;
    }

    private void restyle(int start, int end) {
        List<Token> touched = new ArrayList<>();
        for (Token token : tokens) {
            if (token.end() > start && token.start() < end) {
                touched.add(token);
            }
        }
        style(touched);
    }

    private void style(List<Token> touched) {
        if (touched.isEmpty()) {
            return;
        }
        StyleSpansBuilder<Collection<String>> spans = new StyleSpansBuilder<>(touched.size());
        SqlHighlight.Lines lines = new SqlHighlight.Lines(shown);
        for (Token token : touched) {
            boolean wrong = token.start() < error.getEnd() && token.end() > error.getStart();
            boolean plain = lines.isLong(token.start());
            spans.add(styles(plain ? Token.Kind.SPACE : token.kind(), wrong), token.end() - token.start());
        }
        styling = true;
        try {
            area.setStyleSpans(touched.getFirst().start(), spans.create());
        } finally {
            styling = false;
        }
    }

    private static Collection<String> styles(Token.Kind kind, boolean wrong) {
        String style = SqlHighlight.styleClass(kind);
        if (wrong) {
            return style.isEmpty() ? List.of("sql-error") : List.of(style, "sql-error");
        }
        return style.isEmpty() ? List.of() : List.of(style);
    }
}
