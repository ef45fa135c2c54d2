final class Main {
    private static long countFlips(long[] permutation) {
        long[] stack = permutation.clone();
        long flips = 0;
        long top = stack[0];
        while (top != 0) {
            for (int low = 0, high = (int) top; low < high; low++, high--) {
                long swapped = stack[low];
                stack[low] = stack[high];
                stack[high] = swapped;
            }
            flips++;
            top = stack[0];
        }
        return flips;
    }

    static Object run(long size) {
        int length = (int) size;
        long[] permutation = new long[length];
        int[] counters = new int[length];
        for (int i = 0; i < length; i++) {
            permutation[i] = i;
        }
        long mostFlips = 0;
        long checksum = 0;
        long sign = 1;
        int depth = 1;
        while (true) {
            long flips = countFlips(permutation);
            checksum += sign * flips * (permutation[length - 1] + 1);
            mostFlips = Math.max(mostFlips, flips);
            sign = -sign;
            while (depth < length && counters[depth] == depth) {
                counters[depth] = 0;
                depth++;
            }
            if (depth == length) {
                return "checksum " + checksum + ", most flips " + mostFlips;
            }
            int other = depth % 2 == 1 ? counters[depth] : 0;
            long swapped = permutation[other];
            permutation[other] = permutation[depth];
            permutation[depth] = swapped;
            counters[depth]++;
            depth = 1;
        }
    }
}
