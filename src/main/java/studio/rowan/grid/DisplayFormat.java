package studio.rowan.grid;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.kit.Text;

/// How the values of a column are shown, and how what is typed there becomes a value again. A format never changes what
/// is stored: what it cannot read stays as it is, and what it cannot give back exactly it does not offer to edit.
public enum DisplayFormat {
    /// As it is stored.
    RAW(new FormatRule() {}),
    /// Texts such as `2024-02-29 10:00:00`, shown in the zone; one without a zone is UTC.
    ISO(new IsoDates()),
    UNIX_S(new TickDates(1, 0)),
    UNIX_MS(new TickDates(1_000, 0)),
    UNIX_US(new TickDates(1_000_000, 0)),
    UNIX_NS(new TickDates(1_000_000_000, 0)),
    /// Days since noon of 24 November 4714 BC, as SQLite's `julianday()` counts.
    JULIAN(DayDates.JULIAN),
    /// Seconds since 2001, as Apple's systems keep them.
    COCOA(new TickDates(1, TickDates.COCOA)),
    /// Microseconds since 1601, as Chromium keeps them.
    WEBKIT(new TickDates(1_000_000, TickDates.WEBKIT)),
    /// Tenths of microseconds since the year 1.
    TICKS(new TickDates(10_000_000, TickDates.DOTNET)),
    /// Days since 30 December 1899, without a zone.
    EXCEL(DayDates.EXCEL),
    /// 0 and 1.
    BOOLEAN(new BooleanRule()),
    /// In one line.
    JSON(new JsonRule()),
    /// Sixteen bytes.
    UUID(new UuidRule(false)),
    /// Sixteen bytes, the first fields with their least byte first, as Windows keeps them.
    GUID(new UuidRule(true)),
    /// `#rrggbb`.
    COLOR(new ColorRule()),
    URL(new UrlRule()),
    /// Bytes as `1.2 MB`.
    SIZE(new SizeRule());

    private final FormatRule rule;

    DisplayFormat(FormatRule rule) {
        this.rule = rule;
    }

    /// The format with that [#id]; `null` for none.
    public static @Nullable DisplayFormat of(String id) {
        return Arrays.stream(values())
                .filter(format -> format.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /// As it is kept.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// For menus.
    public String title() {
        return Text.of("grid.format." + id());
    }

    /// For the header: few letters.
    public String mark() {
        return Text.of("grid.format." + id() + ".mark");
    }

    public boolean isDate() {
        return rule instanceof TickDates || rule instanceof DayDates || rule instanceof IsoDates;
    }

    /// The value in one line; `null` where the format cannot read it.
    public @Nullable String show(Value value, ZoneId zone) {
        return rule.show(value, zone);
    }

    /// The moment that a value is in a format of dates; `null` where it is none that could be written.
    public @Nullable Instant moment(Value value) {
        return rule.moment(value);
    }

    /// What is typed is read by the format; else it is stored as any other text that is typed.
    public boolean converts() {
        return rule.converts();
    }

    /// Whether an editor may show the value by the format: it comes back the very same.
    public boolean edits(Value value, ZoneId zone) {
        if (!rule.converts()) {
            return false;
        }
        String shown = value.isNull() ? "" : rule.editor(value, zone);
        return value.isNull() || (shown != null && value.equals(rule.read(shown, value, zone)));
    }

    /// The value as an editor shows it; only where it [#edits] it.
    public String editor(Value value, ZoneId zone) {
        String shown = value.isNull() ? "" : rule.editor(value, zone);
        return shown == null ? "" : shown;
    }

    /// What was typed as the value to be stored, of the class that the cell held before.
    /// @return `null` for what the format does not read
    public @Nullable Value read(String typed, Value before, ZoneId zone) {
        return rule.read(typed.strip(), before, zone);
    }

    /// Whether the value is one that such columns usually hold: dates of our days.
    boolean isLikely(Value value) {
        return rule.isLikely(value);
    }

    /// `#rrggbb` of a colour to be shown beside the value; -1 for none.
    int rgb(Value value) {
        return rule instanceof ColorRule ? ColorRule.rgb(value) : -1;
    }
}
