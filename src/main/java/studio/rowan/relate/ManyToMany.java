package studio.rowan.relate;

/// Two tables that a join table ties: one hop for people, two references for SQLite.
/// @param near from the join table to the table that one stands at
/// @param far from the join table to the other side
public record ManyToMany(Relation near, Relation far) {
    /// The join table.
    public String join() {
        return near.child();
    }

    /// The table at the other side.
    public String other() {
        return far.parent();
    }
}
