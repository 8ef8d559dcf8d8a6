package studio.rowan.grid;

import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// A range of ordinals among sorted keys, which are numbered from 1 in the order that they were sorted in.
/// @param size how many there are in all
/// @param backwards the rows are looked at from the last key to the first
record KeyRange(long first, long count, long size, boolean backwards) {
    /// The condition on the number.
    Sql only(String number) {
        long behind = backwards ? size - first - count : first;
        return Sql.of(number + " > ? AND " + number + " <= ?", Value.of(behind), Value.of(behind + count));
    }

    String orderBy(String number) {
        return backwards ? number + " DESC" : number;
    }

    long ordinal(long number) {
        return backwards ? size - number : number - 1;
    }

    long number(long ordinal) {
        return backwards ? size - ordinal : ordinal + 1;
    }

    KeyRange part(long newFirst, long newCount) {
        return new KeyRange(newFirst, newCount, size, backwards);
    }
}
