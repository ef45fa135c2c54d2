#include "port.h"

#include <inttypes.h>

static int64_t chain_length(int64_t start) {
    int64_t length = 1, number = start;
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

char *run(int64_t size) {
    int64_t best_start = 0, best_length = 0, total = 0;
    for (int64_t start = 1; start <= size; start++) {
        int64_t length = chain_length(start);
        total += length;
        if (length > best_length) {
            best_start = start;
            best_length = length;
        }
    }
    return text_of("longest chain %" PRId64 " from %" PRId64 ", %" PRId64 " numbers visited", best_length, best_start, total);
}
