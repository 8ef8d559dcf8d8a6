package studio.rowan.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TreemapTest {
    @Test
    void areasAreInProportionAndFillTheAreaWithoutOverlap() {
        Random random = new Random(1);
        for (int run = 0; run < 200; run++) {
            List<Double> weights = random.doubles(1 + random.nextInt(30), 1, 10_000)
                    .boxed()
                    .sorted(java.util.Comparator.reverseOrder())
                    .toList();
            double sum = weights.stream().mapToDouble(w -> w).sum();
            Treemap.Box area = new Treemap.Box(0, 0, 100 + random.nextInt(500), 100 + random.nextInt(500));
            List<Treemap.Box> boxes = Treemap.cut(weights, area);
            assertThat(boxes).hasSameSizeAs(weights);
            for (int i = 0; i < boxes.size(); i++) {
                Treemap.Box box = boxes.get(i);
                assertThat(box.width() * box.height())
                        .isCloseTo(weights.get(i) / sum * area.width() * area.height(), within(0.01));
                assertThat(box.x()).isBetween(-0.01, area.width() + 0.01);
                assertThat(box.y()).isBetween(-0.01, area.height() + 0.01);
                for (Treemap.Box other : boxes.subList(0, i)) {
                    double overlap = Math.max(
                                    0,
                                    Math.min(box.x() + box.width(), other.x() + other.width())
                                            - Math.max(box.x(), other.x()))
                            * Math.max(
                                    0,
                                    Math.min(box.y() + box.height(), other.y() + other.height())
                                            - Math.max(box.y(), other.y()));
                    assertThat(overlap).isLessThan(0.01);
                }
            }
        }
    }

    @Test
    void boxesAreNearlySquare() {
        List<Treemap.Box> boxes =
                Treemap.cut(List.of(6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0), new Treemap.Box(0, 0, 600, 400));
        assertThat(boxes)
                .allSatisfy(box -> assertThat(Math.max(box.width() / box.height(), box.height() / box.width()))
                        .isLessThan(3));
    }
}
