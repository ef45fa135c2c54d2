#include "port.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static int64_t count_flips(const int64_t *permutation, int64_t size, int64_t *stack) {
    memcpy(stack, permutation, (size_t)size * sizeof *stack);
    int64_t flips = 0, top = stack[0];
    while (top) {
        for (int64_t low = 0, high = top; low < high; low++, high--) {
            int64_t swapped = stack[low];
            stack[low] = stack[high];
            stack[high] = swapped;
        }
        flips++;
        top = stack[0];
    }
    return flips;
}

char *run(int64_t size) {
    int64_t *permutation = allocate((size_t)size * sizeof *permutation);
    int64_t *counters = allocate_zeroed((size_t)size, sizeof *counters);
    int64_t *stack = allocate((size_t)size * sizeof *stack);
    int64_t most_flips = 0, checksum = 0, sign = 1, depth = 1;
    for (int64_t i = 0; i < size; i++) {
        permutation[i] = i;
    }
    for (;;) {
        int64_t flips = count_flips(permutation, size, stack);
        checksum += sign * flips * (permutation[size - 1] + 1);
        if (flips > most_flips) {
            most_flips = flips;
        }
        sign = -sign;
        while (depth < size && counters[depth] == depth) {
            counters[depth] = 0;
            depth++;
        }
        if (depth == size) {
            break;
        }
        int64_t other = depth % 2 ? counters[depth] : 0;
        int64_t swapped = permutation[other];
        permutation[other] = permutation[depth];
        permutation[depth] = swapped;
        counters[depth]++;
        depth = 1;
    }
    free(permutation);
    free(counters);
    free(stack);
    return text_of("checksum %" PRId64 ", most flips %" PRId64, checksum, most_flips);
}
