import java.util.function.LongBinaryOperator;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

final class Main {
    private static final class Cell {
        final long value;
        final Cell rest;

        Cell(long value, Cell rest) {
            this.value = value;
            this.rest = rest;
        }
    }

    /** A list of pseudo-random numbers, newest first. */
    private static Cell randomList(long length, long seed) {
        Cell head = null;
        for (long i = 0; i < length; i++) {
            seed = (seed * 69069 + 1) % 4294967296L;
            head = new Cell(seed >> 12, head);
        }
        return head;
    }

    private static Cell reverse(Cell cell) {
        Cell result = null;
        for (; cell != null; cell = cell.rest) {
            result = new Cell(cell.value, result);
        }
        return result;
    }

    private static Cell mapValues(LongUnaryOperator function, Cell cell) {
        Cell result = null;
        for (; cell != null; cell = cell.rest) {
            result = new Cell(function.applyAsLong(cell.value), result);
        }
        return reverse(result);
    }

    private static Cell keep(LongPredicate predicate, Cell cell) {
        Cell result = null;
        for (; cell != null; cell = cell.rest) {
            if (predicate.test(cell.value)) {
                result = new Cell(cell.value, result);
            }
        }
        return reverse(result);
    }

    private static Cell merge(Cell left, Cell right) {
        Cell result = null;
        while (left != null && right != null) {
            if (left.value <= right.value) {
                result = new Cell(left.value, result);
                left = left.rest;
            } else {
                result = new Cell(right.value, result);
                right = right.rest;
            }
        }
        Cell remaining = left != null ? left : right;
        for (; remaining != null; remaining = remaining.rest) {
            result = new Cell(remaining.value, result);
        }
        return reverse(result);
    }

    private static Cell sort(Cell cell) {
        if (cell == null || cell.rest == null) {
            return cell;
        }
        Cell left = null;
        Cell right = null;
        for (; cell != null; cell = cell.rest) {
            Cell longer = new Cell(cell.value, right);
            right = left;
            left = longer;
        }
        return merge(sort(left), sort(right));
    }

    private static long fold(LongBinaryOperator function, long start, Cell cell) {
        for (; cell != null; cell = cell.rest) {
            start = function.applyAsLong(start, cell.value);
        }
        return start;
    }

    static Object run(long size) {
        Cell numbers = randomList(size, 42);
        Cell scaled = mapValues(value -> value * 3 % 100003, numbers);
        Cell odd = keep(value -> value % 2 != 0, scaled);
        Cell ordered = sort(odd);
        long length = fold((total, value) -> total + 1, 0, ordered);
        long checksum = fold((total, value) -> (total * 17 + value) % 1000000007, 0, ordered);
        return length + " of " + size + " kept, from " + ordered.value + ", checksum " + checksum;
    }
}
