package studio.rowan.kit;

import java.util.List;

/// The names a completion offers beside SQL's own words: what the open database is made of.
public record SqlVocabulary(List<Table> tables, List<String> functions) {
    public static final SqlVocabulary EMPTY = new SqlVocabulary(List.of(), List.of());

    public SqlVocabulary {
        tables = List.copyOf(tables);
        functions = List.copyOf(functions);
    }

    /// A table or view and its columns.
    ///
    /// @param detail a word on what it is, shown beside the name
    public record Table(String name, String detail, List<Column> columns) {
        public Table {
            columns = List.copyOf(columns);
        }
    }

    /// A column and its declared type, empty where it has none.
    public record Column(String name, String type) {}
}
