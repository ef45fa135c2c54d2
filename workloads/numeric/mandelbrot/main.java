final class Main {
    private static final long STEP_LIMIT = 60;

    private static long escapeTime(double cRe, double cIm) {
        double zRe = 0.0;
        double zIm = 0.0;
        for (long step = 0; step < STEP_LIMIT; step++) {
            double reSquared = zRe * zRe;
            double imSquared = zIm * zIm;
            if (reSquared + imSquared > 4.0) {
                return step;
            }
            zIm = 2.0 * zRe * zIm + cIm;
            zRe = reSquared - imSquared + cRe;
        }
        return STEP_LIMIT;
    }

    static Object run(long size) {
        long inside = 0;
        long checksum = 0;
        for (long row = 0; row < size; row++) {
            double cIm = 2.0 * row / size - 1.0;
            for (long column = 0; column < size; column++) {
                double cRe = 3.0 * column / size - 2.0;
                long steps = escapeTime(cRe, cIm);
                if (steps == STEP_LIMIT) {
                    inside++;
                }
                checksum = (checksum * 31 + steps) % 1000003;
            }
        }
        return inside + " of " + size * size + " points inside, checksum " + checksum;
    }
}
