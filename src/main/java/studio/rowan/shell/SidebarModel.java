package studio.rowan.shell;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import studio.rowan.schema.Schema;
import studio.rowan.schema.SchemaObject;
import studio.rowan.shell.SideRow.Group;

/// Which lines the sidebar shows: the schema's objects in groups, folded or not, as far as the filter lets them
/// through.
public final class SidebarModel {
    private final ObjectProperty<Schema> schema = new SimpleObjectProperty<>(Schema.EMPTY);
    private final StringProperty filter = new SimpleStringProperty("");
    private final BooleanProperty systemShown = new SimpleBooleanProperty();
    private final ObservableList<SideRow> rows = FXCollections.observableArrayList();
    private final ObservableList<SideRow> shown = FXCollections.unmodifiableObservableList(rows);
    private final Set<Group> openGroups = EnumSet.of(Group.TABLES, Group.FULL_TEXT, Group.VIEWS, Group.SYSTEM);
    private final Set<String> openItems = new HashSet<>();

    public SidebarModel() {
        schema.subscribe(_ -> rebuild());
        filter.subscribe(_ -> rebuild());
        systemShown.subscribe(_ -> rebuild());
    }

    public ObjectProperty<Schema> schema() {
        return schema;
    }

    /// Parts of names, any case; with several words each must occur.
    public StringProperty filter() {
        return filter;
    }

    public BooleanProperty systemShown() {
        return systemShown;
    }

    public ObservableList<SideRow> rows() {
        return shown;
    }

    /// Folds or unfolds a heading or the shadow tables of an item.
    public void toggle(SideRow row) {
        switch (row) {
            case SideRow.Heading heading -> {
                if (!openGroups.remove(heading.group())) {
                    openGroups.add(heading.group());
                }
            }
            case SideRow.Item item -> {
                if (item.parent() && !openItems.remove(item.object().name())) {
                    openItems.add(item.object().name());
                }
            }
        }
        rebuild();
    }

    /// Where the object's line is; -1 while it is not shown.
    public int indexOf(String name) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) instanceof SideRow.Item item
                    && item.object().kind().isRelation()
                    && item.object().name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /// The table or view that stands `by` places after the one named, round and round; the first where none is named.
    public String neighbour(String name, int by) {
        List<String> names = rows.stream()
                .filter(row ->
                        row instanceof SideRow.Item item && item.object().kind().isRelation())
                .map(row -> ((SideRow.Item) row).object().name())
                .toList();
        if (names.isEmpty()) {
            return "";
        }
        int at = names.indexOf(name);
        return names.get(at < 0 ? 0 : Math.floorMod(at + by, names.size()));
    }

    private void rebuild() {
        String[] words = filter.get().strip().toLowerCase(Locale.ROOT).split("\\s+");
        boolean filtering = !filter.get().isBlank();
        Map<String, List<SchemaObject>> shadows = shadows();
        Map<Group, List<SideRow>> groups = new EnumMap<>(Group.class);
        Map<Group, Integer> counts = new EnumMap<>(Group.class);
        for (SchemaObject object : schema.get().objects()) {
            List<SchemaObject> below = shadows.getOrDefault(object.name(), List.of());
            if (object.kind() == SchemaObject.Kind.SHADOW && shadows.containsKey(object.table())) {
                continue;
            }
            boolean fits = matches(object, words);
            List<SchemaObject> fitting =
                    below.stream().filter(shadow -> matches(shadow, words)).toList();
            if (!fits && fitting.isEmpty()) {
                continue;
            }
            boolean open = filtering ? !fits : openItems.contains(object.name());
            Group group = Group.of(object);
            List<SideRow> to = groups.computeIfAbsent(group, _ -> new ArrayList<>());
            counts.merge(group, 1, Integer::sum);
            to.add(new SideRow.Item(object, !below.isEmpty(), open, false));
            if (open) {
                (filtering ? fitting : below).forEach(shadow -> to.add(new SideRow.Item(shadow, false, false, true)));
            }
        }
        List<SideRow> all = new ArrayList<>();
        for (Group group : Group.values()) {
            boolean shown = group != Group.SYSTEM || systemShown.get() || filtering;
            List<SideRow> items = groups.getOrDefault(group, List.of());
            if (shown && !(filtering && items.isEmpty())) {
                boolean open = filtering || openGroups.contains(group);
                all.add(new SideRow.Heading(group, counts.getOrDefault(group, 0), open));
                if (open) {
                    all.addAll(items);
                }
            }
        }
        rows.setAll(all);
    }

    /// Shadow tables by the virtual table they belong to.
    private Map<String, List<SchemaObject>> shadows() {
        Map<String, List<SchemaObject>> shadows = new HashMap<>();
        for (SchemaObject object : schema.get().objects()) {
            if (object.kind() == SchemaObject.Kind.SHADOW && !object.table().equals(object.name())) {
                shadows.computeIfAbsent(object.table(), _ -> new ArrayList<>()).add(object);
            }
        }
        return shadows;
    }

    private static boolean matches(SchemaObject object, String[] words) {
        String name = object.name().toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (!name.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
