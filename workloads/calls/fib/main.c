#include "port.h"

#include <inttypes.h>

static int64_t fib(int64_t n) {
    if (n < 2) {
        return n;
    }
    return fib(n - 1) + fib(n - 2);
}

char *run(int64_t size) { return text_of("%" PRId64, fib(size)); }
