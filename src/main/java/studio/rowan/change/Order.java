package studio.rowan.change;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts statements in an order in which each finds what it needs: what frees a place before what takes it, a child
/// before the parent that it leaves, a parent before the child that it gains (F20). Where two wait for each other one
/// steps aside to a value that nobody has.
final class Order {
    /// Makes two of an update: to intermediate values in these columns, and from there to the final ones.
    interface Splitter {
        List<Node> split(Node node, Set<String> columns);
    }

    /// A statement at its place.
    /// @param doomedBy earlier deletions whose cascade may take the row: then it counts as done
    record Placed(Node node, Set<Edit> doomedBy) {}

    private enum Strength {
        /// Deferred foreign keys make up for the wrong order.
        SOFT,
        /// As below, by a way over other rows that perhaps nothing takes.
        PERHAPS_DOOMED,
        /// In the wrong order the row is gone already, as it would be in the end.
        DOOMED,
        HARD
    }

    /// `from` goes first. `columns` of `from` are those that make it so.
    private record Edge(Node from, Node to, Strength strength, List<String> columns) {
        Link link() {
            return new Link(from.id(), to.id(), strength);
        }
    }

    /// All edges of one strength between two statements.
    private record Link(int from, int to, Strength strength) {}

    private final Splitter splitter;
    private final Set<Link> dropped = new HashSet<>();

    private Order(Splitter splitter) {
        this.splitter = splitter;
    }

    static List<Placed> sort(List<Node> nodes, Splitter splitter) {
        List<Node> sorted = new Order(splitter).sorted(nodes);
        return placed(sorted);
    }

    private List<Node> sorted(List<Node> nodes) {
        List<Node> sorted = new ArrayList<>();
        List<Node> rest = outOfTheirOwnWay(nodes);
        while (!rest.isEmpty()) {
            Graph graph = new Graph(
                    rest,
                    edges(rest).stream()
                            .filter(edge -> !dropped.contains(edge.link()))
                            .toList());
            graph.takeReady(sorted, false);
            List<List<Edge>> cycles = graph.cycles();
            if (cycles.isEmpty()) {
                graph.takeReady(sorted, true);
            }
            rest = graph.rest();
            for (List<Edge> cycle : cycles) {
                rest = broken(cycle, rest, graph);
            }
        }
        return sorted;
    }

    private List<Node> outOfTheirOwnWay(List<Node> nodes) {
        List<Node> split = nodes.stream()
                .filter(node -> node.canStepAside() && !node.ownWay().isEmpty())
                .toList();
        Graph graph = new Graph(split.isEmpty() ? List.of() : nodes, split.isEmpty() ? List.of() : edges(nodes));
        List<Node> now = nodes;
        for (Node node : split) {
            Set<String> columns = new LinkedHashSet<>(node.ownWay());
            columns.addAll(graph.columnsInTheWay(node));
            now = split(node, columns, now);
        }
        return now;
    }

    /// Takes the weakest link out of a cycle, or has an update step aside.
    private List<Node> broken(List<Edge> cycle, List<Node> rest, Graph graph) {
        Edge weakest = cycle.stream().min(Comparator.comparing(Edge::strength)).orElseThrow();
        if (weakest.strength() == Strength.HARD) {
            for (Edge edge : cycle) {
                if (edge.from().canStepAside() && edge.from().changesAny(edge.columns())) {
                    return split(edge.from(), graph.columnsInTheWay(edge.from()), rest);
                }
            }
        }
        dropped.add(weakest.link());
        return rest;
    }

    private List<Node> split(Node node, Set<String> columns, List<Node> rest) {
        List<Node> now = new ArrayList<>();
        for (Node other : rest) {
            if (other.id() == node.id()) {
                now.addAll(splitter.split(node, columns));
            } else {
                now.add(other);
            }
        }
        return now;
    }

    private static List<Edge> edges(List<Node> nodes) {
        Map<Node.Slot, List<Node>> freed = new HashMap<>();
        Map<Node.Slot, List<Node>> taken = new HashMap<>();
        Map<Integer, Node> asides = new HashMap<>();
        for (Node node : nodes) {
            node.frees()
                    .keySet()
                    .forEach(slot ->
                            freed.computeIfAbsent(slot, _ -> new ArrayList<>()).add(node));
            node.takes()
                    .forEach(slot ->
                            taken.computeIfAbsent(slot, _ -> new ArrayList<>()).add(node));
            if (node.phase() == Node.Phase.STEP_ASIDE) {
                asides.put(node.seq(), node);
            }
        }
        List<Edge> edges = new ArrayList<>();
        for (Node node : nodes) {
            Node aside = asides.get(node.seq());
            if (node.phase() == Node.Phase.SETTLE && aside != null) {
                edges.add(new Edge(aside, node, Strength.HARD, List.of()));
            }
            for (Node.Slot slot : node.takes()) {
                if (!slot.parent()) {
                    for (Node freer : freed.getOrDefault(slot, List.of())) {
                        add(edges, freer, node, Strength.HARD, columns(freer, slot));
                    }
                }
            }
            references(node, freed, taken, edges);
        }
        return edges;
    }

    private static void references(
            Node node, Map<Node.Slot, List<Node>> freed, Map<Node.Slot, List<Node>> taken, List<Edge> edges) {
        for (Node.Ref ref : node.refs()) {
            for (Node parent : freed.getOrDefault(ref.slot(), List.of())) {
                add(edges, node, parent, leaving(node, ref), ref.columns());
            }
        }
        for (Node.Ref ref : node.gains()) {
            for (Node gone : freed.getOrDefault(ref.slot(), List.of())) {
                add(edges, gone, node, ref.acts() ? Strength.HARD : Strength.SOFT, columns(gone, ref.slot()));
            }
            for (Node parent : taken.getOrDefault(ref.slot(), List.of())) {
                add(edges, parent, node, Strength.SOFT, List.of());
            }
        }
    }

    private static Strength leaving(Node child, Node.Ref ref) {
        if (!ref.acts()) {
            return Strength.SOFT;
        }
        if (child.changesAny(ref.columns())) {
            return Strength.HARD;
        }
        return ref.near() ? Strength.DOOMED : Strength.PERHAPS_DOOMED;
    }

    private static List<String> columns(Node node, Node.Slot slot) {
        return node.frees().getOrDefault(slot, List.of());
    }

    private static void add(List<Edge> edges, Node from, Node to, Strength strength, List<String> columns) {
        if (from.seq() != to.seq()) {
            edges.add(new Edge(from, to, strength, columns));
        }
    }

    private static List<Placed> placed(List<Node> sorted) {
        Map<Integer, Integer> place = new HashMap<>();
        sorted.forEach(node -> place.put(node.id(), place.size()));
        Map<Integer, Set<Edit>> doomed = new HashMap<>();
        for (Edge edge : edges(sorted)) {
            boolean late = place.getOrDefault(edge.from().id(), 0)
                    > place.getOrDefault(edge.to().id(), 0);
            if (late && edge.to().isDelete()) {
                doomed.computeIfAbsent(edge.from().id(), _ -> new LinkedHashSet<>())
                        .add(edge.to().edit());
            }
        }
        return sorted.stream()
                .map(node -> new Placed(node, doomed.getOrDefault(node.id(), Set.of())))
                .toList();
    }

    /// Nodes that still have to be placed, and what they wait for.
    private static final class Graph {
        private final List<Node> nodes;
        private final Map<Integer, List<Edge>> out = new HashMap<>();
        private final Map<Integer, List<Edge>> in = new HashMap<>();
        private final Map<Integer, Integer> waits = new HashMap<>();
        private final Set<Integer> taken = new HashSet<>();

        Graph(List<Node> nodes, List<Edge> edges) {
            this.nodes = nodes;
            for (Edge edge : edges) {
                out.computeIfAbsent(edge.from().id(), _ -> new ArrayList<>()).add(edge);
                in.computeIfAbsent(edge.to().id(), _ -> new ArrayList<>()).add(edge);
                waits.merge(edge.to().id(), 1, Integer::sum);
            }
        }

        /// @param last also rows whose rowid SQLite chooses: not while others have still to step aside
        void takeReady(List<Node> sorted, boolean last) {
            PriorityQueue<Node> ready =
                    new PriorityQueue<>(Comparator.comparingInt(Node::rank).thenComparingInt(Node::seq));
            nodes.stream()
                    .filter(node -> !taken.contains(node.id()) && waits.getOrDefault(node.id(), 0) == 0)
                    .forEach(ready::add);
            for (Node node = ready.poll(); node != null && (last || !node.isNumbered()); node = ready.poll()) {
                sorted.add(node);
                taken.add(node.id());
                for (Edge edge : out.getOrDefault(node.id(), List.of())) {
                    if (waits.merge(edge.to().id(), -1, Integer::sum) == 0) {
                        ready.add(edge.to());
                    }
                }
            }
        }

        List<Node> rest() {
            return nodes.stream().filter(node -> !taken.contains(node.id())).toList();
        }

        /// The changed columns for whose old values others wait.
        Set<String> columnsInTheWay(Node node) {
            Set<String> columns = new LinkedHashSet<>();
            for (Edge edge : out.getOrDefault(node.id(), List.of())) {
                if (edge.strength() == Strength.HARD) {
                    columns.addAll(edge.columns());
                }
            }
            columns.retainAll(node.changed().keySet());
            return columns;
        }

        /// Cycles that share no node: whoever waits is followed to whom it waits for, until one comes twice.
        List<List<Edge>> cycles() {
            List<List<Edge>> cycles = new ArrayList<>();
            Set<Integer> seen = new HashSet<>();
            for (Node start : rest()) {
                List<Edge> path = new ArrayList<>();
                Map<Integer, Integer> onPath = new HashMap<>();
                Node at = start;
                Edge edge = waitsFor(at);
                while (edge != null && seen.add(at.id())) {
                    onPath.put(at.id(), path.size());
                    path.add(edge);
                    at = edge.from();
                    edge = waitsFor(at);
                }
                Integer from = edge == null ? null : onPath.get(at.id());
                if (from != null) {
                    cycles.add(path.subList(from, path.size()));
                }
            }
            return cycles;
        }

        /// The strongest of the links to one that is not placed yet; `null` where it waits for nobody.
        private @Nullable Edge waitsFor(Node node) {
            @Nullable Edge found = null;
            for (Edge edge : in.getOrDefault(node.id(), List.of())) {
                if (!taken.contains(edge.from().id())
                        && (found == null || edge.strength().compareTo(found.strength()) > 0)) {
                    found = edge;
                }
            }
            return found;
        }
    }
}
