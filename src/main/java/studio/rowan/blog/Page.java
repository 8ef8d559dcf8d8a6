package studio.rowan.blog;

import java.util.List;

/// One page of a list, and where it stands in the whole.
public record Page<T>(List<T> data, Pagination pagination) {
    /// @param page which one, from 1
    /// @param limit how many a page takes
    /// @param total how many there are on all pages
    /// @param pages how many pages there are, at least one
    public record Pagination(long page, long limit, long total, long pages) {
        /// @throws IllegalArgumentException where page or limit is less than 1
        public static Pagination of(long page, long limit, long total) {
            if (page < 1 || limit < 1) {
                throw new IllegalArgumentException("no such page: " + page + " of " + limit + " rows");
            }
            return new Pagination(page, limit, total, Math.max(1, Math.ceilDiv(total, limit)));
        }

        /// How many rows come before this page.
        public long offset() {
            return Math.multiplyExact(page - 1, limit);
        }
    }

    public Page {
        data = List.copyOf(data);
    }
}
