import java.util.function.LongSupplier;

final class Main {
    private static long tak(long x, long y, long z) {
        if (y >= x) {
            return z;
        }
        return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));
    }

    private static final class Counter {
        long calls;

        /** The lazy variant: the third argument is a function, called only when it is needed. */
        long tarai(long x, long y, LongSupplier z) {
            calls++;
            if (x <= y) {
                return y;
            }
            return tarai(
                tarai(x - 1, y, z),
                tarai(y - 1, z.getAsLong(), () -> x),
                () -> tarai(z.getAsLong() - 1, x, () -> y));
        }
    }

    static Object run(long size) {
        long third = size / 3;
        Counter counter = new Counter();
        long lazy = counter.tarai(size * 2, size, () -> 0);
        return "tak " + tak(size, 2 * third, third) + ", lazy tarai " + lazy + " in " + counter.calls + " calls";
    }
}
