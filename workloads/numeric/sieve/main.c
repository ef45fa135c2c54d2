#include "port.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* An array whose element n says whether n is prime, for 0 <= n <= limit. */
static bool *sieve(int64_t limit) {
    bool *is_prime = allocate((size_t)limit + 1);
    memset(is_prime, true, (size_t)limit + 1);
    is_prime[0] = is_prime[1] = false;
    for (int64_t candidate = 2; candidate * candidate <= limit; candidate++) {
        if (is_prime[candidate]) {
            for (int64_t multiple = candidate * candidate; multiple <= limit; multiple += candidate) {
                is_prime[multiple] = false;
            }
        }
    }
    return is_prime;
}

char *run(int64_t size) {
    bool *is_prime = sieve(size);
    int64_t count = 0, total = 0, twins = 0, widest_gap = 0, previous = 2;
    for (int64_t number = 2; number <= size; number++) {
        if (!is_prime[number]) {
            continue;
        }
        count++;
        total += number;
        int64_t gap = number - previous;
        if (gap == 2) {
            twins++;
        }
        if (gap > widest_gap) {
            widest_gap = gap;
        }
        previous = number;
    }
    free(is_prime);
    return text_of("%" PRId64 " primes, sum %" PRId64 ", %" PRId64 " twins, widest gap %" PRId64, count, total, twins, widest_gap);
}
