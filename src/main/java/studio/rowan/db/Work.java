package studio.rowan.db;

/// What a caller wants done with the database, on the lane that [Db] chooses.
@FunctionalInterface
public interface Work<T> {
    T apply(Access access);
}
