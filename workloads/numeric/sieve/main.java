import java.util.Arrays;

final class Main {
    /** An array whose element n says whether n is prime, for 0 <= n <= limit. */
    private static boolean[] sieve(int limit) {
        boolean[] isPrime = new boolean[limit + 1];
        Arrays.fill(isPrime, true);
        isPrime[0] = isPrime[1] = false;
        for (int candidate = 2; (long) candidate * candidate <= limit; candidate++) {
            if (isPrime[candidate]) {
                for (long multiple = (long) candidate * candidate; multiple <= limit; multiple += candidate) {
                    isPrime[(int) multiple] = false;
                }
            }
        }
        return isPrime;
    }

    static Object run(long size) {
        boolean[] isPrime = sieve((int) size);
        long count = 0;
        long total = 0;
        long twins = 0;
        long widestGap = 0;
        long previous = 2;
        for (int number = 2; number <= size; number++) {
            if (!isPrime[number]) {
                continue;
            }
            count++;
            total += number;
            long gap = number - previous;
            if (gap == 2) {
                twins++;
            }
            widestGap = Math.max(widestGap, gap);
            previous = number;
        }
        return count + " primes, sum " + total + ", " + twins + " twins, widest gap " + widestGap;
    }
}
