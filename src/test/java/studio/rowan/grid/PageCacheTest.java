package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PageCacheTest {
    private static final PageCache.Page HEAVY = new PageCache.Page(List.of(), false, 12L << 20);

    private final PageCache cache = new PageCache();

    private void look(long from, long to) {
        LongStream.rangeClosed(from, to).filter(cache::needs).forEach(page -> cache.put(page, HEAVY, from, to));
    }

    @Test
    void heavyPagesThatAreLookedAtDoNotDriveEachOtherOut() {
        look(2, 7);
        assertThat(LongStream.rangeClosed(2, 7)).noneMatch(cache::needs);
    }

    @Test
    void heavyPagesGoOnceOneLooksElsewhere() {
        look(2, 7);
        look(20, 21);
        assertThat(LongStream.rangeClosed(2, 7).filter(page -> !cache.needs(page)))
                .containsExactly(6L, 7L);
        assertThat(LongStream.rangeClosed(20, 21)).noneMatch(cache::needs);
    }
}
