#include "port.h"

#include <inttypes.h>
#include <stdlib.h>

struct cell {
    int64_t value;
    struct cell *rest;
};

static struct cell *cons(int64_t value, struct cell *rest) {
    struct cell *cell = allocate(sizeof *cell);
    cell->value = value;
    cell->rest = rest;
    return cell;
}

static void drop(struct cell *cell) {
    while (cell != NULL) {
        struct cell *rest = cell->rest;
        free(cell);
        cell = rest;
    }
}

/* A list of pseudo-random numbers, newest first. */
static struct cell *random_list(int64_t length, int64_t seed) {
    struct cell *head = NULL;
    for (int64_t i = 0; i < length; i++) {
        seed = (seed * 69069 + 1) % 4294967296;
        head = cons(seed >> 12, head);
    }
    return head;
}

static struct cell *reverse(const struct cell *cell) {
    struct cell *result = NULL;
    for (; cell != NULL; cell = cell->rest) {
        result = cons(cell->value, result);
    }
    return result;
}

/* The reverse of a list that nothing else needs. */
static struct cell *reversed(struct cell *cell) {
    struct cell *result = reverse(cell);
    drop(cell);
    return result;
}

static struct cell *map_values(int64_t (*function)(int64_t), const struct cell *cell) {
    struct cell *result = NULL;
    for (; cell != NULL; cell = cell->rest) {
        result = cons(function(cell->value), result);
    }
    return reversed(result);
}

static struct cell *keep(int64_t (*predicate)(int64_t), const struct cell *cell) {
    struct cell *result = NULL;
    for (; cell != NULL; cell = cell->rest) {
        if (predicate(cell->value)) {
            result = cons(cell->value, result);
        }
    }
    return reversed(result);
}

static struct cell *merge(const struct cell *left, const struct cell *right) {
    struct cell *result = NULL;
    while (left != NULL && right != NULL) {
        if (left->value <= right->value) {
            result = cons(left->value, result);
            left = left->rest;
        } else {
            result = cons(right->value, result);
            right = right->rest;
        }
    }
    const struct cell *remaining = left != NULL ? left : right;
    for (; remaining != NULL; remaining = remaining->rest) {
        result = cons(remaining->value, result);
    }
    return reversed(result);
}

/* Takes the list over; a list of fewer than two cells is its own result. */
static struct cell *sort(struct cell *cell) {
    if (cell == NULL || cell->rest == NULL) {
        return cell;
    }
    struct cell *left = NULL, *right = NULL;
    for (const struct cell *next = cell; next != NULL; next = next->rest) {
        struct cell *longer = cons(next->value, right);
        right = left;
        left = longer;
    }
    drop(cell);
    left = sort(left);
    right = sort(right);
    struct cell *result = merge(left, right);
    drop(left);
    drop(right);
    return result;
}

static int64_t fold(int64_t (*function)(int64_t, int64_t), int64_t start, const struct cell *cell) {
    for (; cell != NULL; cell = cell->rest) {
        start = function(start, cell->value);
    }
    return start;
}

static int64_t scale(int64_t value) { return value * 3 % 100003; }
static int64_t is_odd(int64_t value) { return value % 2; }
static int64_t count(int64_t total, int64_t value) { (void)value; return total + 1; }
static int64_t mix(int64_t total, int64_t value) { return (total * 17 + value) % 1000000007; }

char *run(int64_t size) {
    struct cell *numbers = random_list(size, 42);
    struct cell *scaled = map_values(scale, numbers);
    struct cell *odd = keep(is_odd, scaled);
    struct cell *ordered = sort(odd);
    int64_t length = fold(count, 0, ordered), checksum = fold(mix, 0, ordered);
    char *text = text_of("%" PRId64 " of %" PRId64 " kept, from %" PRId64 ", checksum %" PRId64, length, size, ordered->value, checksum);
    drop(numbers);
    drop(scaled);
    drop(ordered);
    return text;
}
