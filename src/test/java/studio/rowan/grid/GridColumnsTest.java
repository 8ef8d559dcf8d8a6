package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GridColumnsTest {
    private static GridColumns columns(int count) {
        GridColumns columns = new GridColumns();
        columns.set(IntStream.range(0, count)
                .mapToObj(i -> GridColumn.of("c" + i, "INTEGER"))
                .toList());
        for (int i = 0; i < count; i++) {
            columns.width(i, 100);
        }
        columns.arrange();
        columns.room(550);
        return columns;
    }

    private static List<String> shown(GridColumns columns) {
        return IntStream.range(0, columns.size()).mapToObj(columns::name).toList();
    }

    @Test
    void frozenColumnsStayAndTheOthersScroll() {
        GridColumns columns = columns(10);
        columns.freeze(1);
        assertThat(columns.frozen()).isEqualTo(2);
        assertThat(columns.frozenWidth()).isEqualTo(200);
        assertThat(columns.x(0, 130)).isZero();
        assertThat(columns.x(1, 130)).isEqualTo(100);
        assertThat(columns.x(3, 130)).isEqualTo(170);
        assertThat(columns.atRoom(199, 130)).isEqualTo(1);
        assertThat(columns.atRoom(200, 130)).isEqualTo(3);
        assertThat(columns.moving(130, 350)).isEqualTo(new GridBandView.Columns(3, 6, 330));
        columns.freeze(-1);
        assertThat(columns.hasFrozen()).isFalse();
        assertThat(columns.atRoom(199, 130)).isEqualTo(3);
        assertThat(columns.moving(130, 550)).isEqualTo(new GridBandView.Columns(1, 6, 130));
    }

    @Test
    void frozenColumnsLeaveRoomForTheOthers() {
        GridColumns columns = columns(10);
        columns.freeze(4);
        assertThat(columns.frozen()).isEqualTo(3);
        assertThat(columns.isFrozen(4)).isTrue();
        columns.room(1000);
        assertThat(columns.frozen()).isEqualTo(5);
        columns.room(100);
        assertThat(columns.frozen()).isZero();
    }

    @Test
    void aColumnMovedAcrossTheEdgeChangesSides() {
        GridColumns columns = columns(6);
        columns.freeze(1);
        columns.move(4, 1);
        assertThat(shown(columns)).containsExactly("c0", "c4", "c1", "c2", "c3", "c5");
        assertThat(columns.frozen()).isEqualTo(3);
        columns.move(0, 5);
        assertThat(shown(columns)).containsExactly("c4", "c1", "c2", "c3", "c0", "c5");
        assertThat(columns.frozen()).isEqualTo(2);
        // Dropped at the edge, each stays on its side.
        columns.move(0, 2);
        assertThat(shown(columns)).startsWith("c1", "c4", "c2");
        columns.move(5, 2);
        assertThat(shown(columns)).containsExactly("c1", "c4", "c5", "c2", "c3", "c0");
        assertThat(columns.frozen()).isEqualTo(2);
    }

    @Test
    void aHiddenColumnComesBackOnItsSide() {
        GridColumns columns = columns(6);
        columns.freeze(2);
        columns.hide(2);
        assertThat(columns.frozen()).isEqualTo(2);
        columns.move(0, 2);
        columns.show(2);
        assertThat(columns.frozen()).isEqualTo(3);
        assertThat(shown(columns)).containsExactly("c1", "c2", "c0", "c3", "c4", "c5");
    }

    @Test
    void anArrangementComesBackForColumnsThatAreStillThere() {
        GridColumns columns = columns(4);
        columns.move(3, 0);
        columns.freeze(1);
        columns.hide(2);
        columns.size(0, 77);
        columns.arrange();
        GridState state = columns.state();
        GridColumns later = new GridColumns();
        later.set(List.of(
                GridColumn.of("new", "TEXT"),
                GridColumn.of("c0", "TEXT"),
                GridColumn.of("c1", "TEXT"),
                GridColumn.of("c2", "TEXT")));
        later.restore(state);
        assertThat(shown(later)).containsExactly("c0", "c2", "new");
        assertThat(later.width(0)).isEqualTo(77);
        assertThat(later.frozen()).isEqualTo(1);
        assertThat(later.state().columns())
                .containsExactly(
                        new GridState.Item("c0", 77, false, true),
                        new GridState.Item("c1", 0, true, false),
                        new GridState.Item("c2", 0, false, false),
                        new GridState.Item("new", 0, false, false));
    }
}
