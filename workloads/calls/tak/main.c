#include "port.h"

#include <inttypes.h>

static int64_t tak(int64_t x, int64_t y, int64_t z) {
    if (y >= x) {
        return z;
    }
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));
}

struct counter {
    int64_t calls;
};

/* A function without arguments and what it has closed over. */
struct thunk {
    int64_t (*code)(const struct thunk *self);
    struct counter *counter;
    int64_t x, y;
    const struct thunk *z;
};

static int64_t call(const struct thunk *thunk) { return thunk->code(thunk); }
static int64_t zero(const struct thunk *self) { (void)self; return 0; }
static int64_t give_x(const struct thunk *self) { return self->x; }
static int64_t give_y(const struct thunk *self) { return self->y; }

static int64_t tarai(struct counter *counter, int64_t x, int64_t y, const struct thunk *z);

static int64_t give_third(const struct thunk *self) {
    struct thunk y = {give_y, self->counter, self->x, self->y, 0};
    return tarai(self->counter, call(self->z) - 1, self->x, &y);
}

static int64_t tarai(struct counter *counter, int64_t x, int64_t y, const struct thunk *z) {
    counter->calls++;
    if (x <= y) {
        return y;
    }
    struct thunk same_x = {give_x, counter, x, y, 0};
    struct thunk third = {give_third, counter, x, y, z};
    int64_t first = tarai(counter, x - 1, y, z);
    return tarai(counter, first, tarai(counter, y - 1, call(z), &same_x), &third);
}

char *run(int64_t size) {
    int64_t third = size / 3;
    struct counter counter = {0};
    struct thunk nothing = {zero, &counter, 0, 0, 0};
    int64_t lazy = tarai(&counter, size * 2, size, &nothing);
    return text_of("tak %" PRId64 ", lazy tarai %" PRId64 " in %" PRId64 " calls", tak(size, 2 * third, third), lazy, counter.calls);
}
