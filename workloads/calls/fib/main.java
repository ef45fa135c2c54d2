final class Main {
    private static long fib(long n) {
        if (n < 2) {
            return n;
        }
        return fib(n - 1) + fib(n - 2);
    }

    static Object run(long size) {
        return fib(size);
    }
}
