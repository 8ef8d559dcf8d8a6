package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import studio.rowan.db.Sql;

/// Conditions put together.
final class Where {
    private Where() {}

    /// ` WHERE (a) AND (b)`, empty without conditions. The line break keeps a trailing comment of the user's from
    /// swallowing the bracket.
    static Sql of(List<Sql> conditions) {
        Sql.Builder sql = Sql.builder();
        String word = " WHERE (";
        for (Sql condition : conditions) {
            sql.add(word).add(condition).add("\n)");
            word = " AND (";
        }
        return sql.build();
    }

    static List<Sql> plus(List<Sql> conditions, Sql one) {
        List<Sql> all = new ArrayList<>(conditions);
        all.add(one);
        return all;
    }
}
