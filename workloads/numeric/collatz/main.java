final class Main {
    private static long chainLength(long start) {
        long length = 1;
        long number = start;
        while (number != 1) {
            if (number % 2 == 0) {
                number /= 2;
            } else {
                number = 3 * number + 1;
            }
            length++;
        }
        return length;
    }

    static Object run(long size) {
        long bestStart = 0;
        long bestLength = 0;
        long total = 0;
        for (long start = 1; start <= size; start++) {
            long length = chainLength(start);
            total += length;
            if (length > bestLength) {
                bestStart = start;
                bestLength = length;
            }
        }
        return "longest chain " + bestLength + " from " + bestStart + ", " + total + " numbers visited";
    }
}
