import java.util.ArrayList;
import java.util.List;

final class Main {
    private static final class Node {
        final Node left;
        final Node right;

        Node(Node left, Node right) {
            this.left = left;
            this.right = right;
        }

        long count() {
            if (left == null) {
                return 1;
            }
            return 1 + left.count() + right.count();
        }
    }

    private static Node build(long depth) {
        if (depth == 0) {
            return new Node(null, null);
        }
        return new Node(build(depth - 1), build(depth - 1));
    }

    static Object run(long size) {
        Node lasting = build(size);
        List<String> lines = new ArrayList<>();
        for (long depth = 4; depth <= size; depth += 4) {
            long trees = 1L << (size - depth);
            long nodes = 0;
            for (long i = 0; i < trees; i++) {
                nodes += build(depth).count();
            }
            lines.add(trees + " of depth " + depth + ": " + nodes);
        }
        lines.add("lasting: " + lasting.count());
        return String.join("; ", lines);
    }
}
