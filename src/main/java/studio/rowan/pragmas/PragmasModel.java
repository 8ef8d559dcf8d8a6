package studio.rowan.pragmas;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.kit.Help;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// What the page of pragmas shows: groups with those entries that match the filter.
public final class PragmasModel {
    /// A line of the page.
    public sealed interface Line {
        /// The heading of a group.
        record Heading(Help.Category category, int count) implements Line {}

        record Item(Pragmas.Entry entry) implements Line {}
    }

    private final Workspace workspace;
    private final Jobs jobs;
    private final StringProperty filter = new SimpleStringProperty("");
    private final BooleanProperty onlyDiffering = new SimpleBooleanProperty();
    private final ObjectProperty<@Nullable DbError> error = new SimpleObjectProperty<>();
    private final List<Pragmas.Entry> entries = new ArrayList<>();
    private final ObservableList<Line> lines = FXCollections.observableArrayList();
    private final ObservableList<Line> linesShown = FXCollections.unmodifiableObservableList(lines);
    private @Nullable Job<?> running;

    public PragmasModel(Workspace workspace, Jobs jobs) {
        this.workspace = workspace;
        this.jobs = jobs;
        filter.subscribe(this::show);
        onlyDiffering.subscribe(this::show);
    }

    /// Words that name, value, meaning or explanation must contain, all of them.
    public StringProperty filter() {
        return filter;
    }

    /// Only what is set to something else than SQLite's own default.
    public BooleanProperty onlyDiffering() {
        return onlyDiffering;
    }

    public ObjectProperty<@Nullable DbError> error() {
        return error;
    }

    public ObservableList<Line> lines() {
        return linesShown;
    }

    /// How many entries there are, whatever the filter says.
    public int size() {
        return entries.size();
    }

    /// How many entries match.
    public long matching() {
        return lines.stream().filter(Line.Item.class::isInstance).count();
    }

    /// Reads all values again; lines stay while it runs.
    public void refresh() {
        cancel();
        error.set(null);
        running = jobs.run(
                Pragmas.read(workspace),
                now -> {
                    entries.clear();
                    entries.addAll(now);
                    show();
                },
                e -> {
                    if (!(e instanceof DbError.Cancelled)) {
                        error.set(e);
                    }
                });
    }

    private void show() {
        Predicate<Pragmas.Entry> matches = matches(filter.get());
        List<Line> now = new ArrayList<>();
        for (Help.Category category : Help.Category.values()) {
            List<Pragmas.Entry> group = entries.stream()
                    .filter(entry -> entry.pragma().category() == category)
                    .filter(entry -> !onlyDiffering.get() || entry.differs())
                    .filter(matches)
                    .toList();
            if (!group.isEmpty()) {
                now.add(new Line.Heading(category, group.size()));
                group.forEach(entry -> now.add(new Line.Item(entry)));
            }
        }
        if (!now.equals(lines)) {
            lines.setAll(now);
        }
    }

    private static Predicate<Pragmas.Entry> matches(String filter) {
        List<String> words = List.of(filter.toLowerCase(Locale.ROOT).strip().split("\\s+"));
        return entry -> {
            String all = String.join(
                            " ",
                            entry.name(),
                            entry.name().replace('_', ' '),
                            entry.value(),
                            entry.meaning(),
                            entry.pragma().explanation())
                    .toLowerCase(Locale.ROOT);
            return words.stream().allMatch(all::contains);
        };
    }

    /// What is shown, as tab-separated lines with a heading.
    public String asText() {
        String heading = String.join(
                "\t",
                Text.of("pragmas.column.name"),
                Text.of("pragmas.column.value"),
                Text.of("pragmas.column.meaning"),
                Text.of("pragmas.column.usual"),
                Text.of("pragmas.column.explanation"));
        return lines.stream()
                .filter(Line.Item.class::isInstance)
                .map(line -> ((Line.Item) line).entry())
                .map(entry -> String.join(
                        "\t",
                        entry.name(),
                        entry.value(),
                        entry.meaning(),
                        entry.usual() == null ? "" : entry.usual(),
                        entry.pragma().explanation()))
                .collect(Collectors.joining("\n", heading + "\n", "\n"));
    }

    public void cancel() {
        Job<?> now = running;
        if (now != null) {
            now.cancel();
        }
    }

    public Workspace workspace() {
        return workspace;
    }
}
