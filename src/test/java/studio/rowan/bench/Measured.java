package studio.rowan.bench;

import java.util.List;

/// One line of the table, or a few that belong together.
@FunctionalInterface
interface Measured {
    List<Result> run(BenchFiles files) throws Exception;
}
