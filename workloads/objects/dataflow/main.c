#include "port.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>

struct cell;

struct list {
    struct cell **items;
    size_t count, capacity;
};

/* A node of the network; `rank` is larger than the rank of every input. */
struct cell {
    int64_t (*compute)(const struct cell *self);
    struct list inputs, observers;
    int64_t value, rank;
    int64_t factor, offset, modulus; /* of a scaled cell */
    int64_t limit;                   /* of a choice */
    bool dirty;
};

struct sheet {
    struct list cells, *pending;
    size_t ranks;
    int64_t computed, changed;
};

static void append(struct list *list, struct cell *cell) {
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? 2 * list->capacity : 4;
        list->items = reallocate(list->items, list->capacity * sizeof *list->items);
    }
    list->items[list->count++] = cell;
}

static struct cell *make(int64_t (*compute)(const struct cell *), size_t count, struct cell **inputs) {
    struct cell *cell = allocate_zeroed(1, sizeof *cell);
    cell->compute = compute;
    for (size_t i = 0; i < count; i++) {
        append(&cell->inputs, inputs[i]);
        append(&inputs[i]->observers, cell);
        if (inputs[i]->rank >= cell->rank) {
            cell->rank = inputs[i]->rank + 1;
        }
    }
    return cell;
}

static int64_t input(const struct cell *self) { return self->value; }

static int64_t sum(const struct cell *self) {
    int64_t total = 0;
    for (size_t i = 0; i < self->inputs.count; i++) {
        total += self->inputs.items[i]->value;
    }
    return total;
}

static int64_t largest(const struct cell *self) {
    int64_t most = self->inputs.items[0]->value;
    for (size_t i = 1; i < self->inputs.count; i++) {
        if (self->inputs.items[i]->value > most) {
            most = self->inputs.items[i]->value;
        }
    }
    return most;
}

static int64_t scaled(const struct cell *self) { return (self->inputs.items[0]->value * self->factor + self->offset) % self->modulus; }

/* The second input while the first is below a limit, else the third. */
static int64_t choice(const struct cell *self) {
    struct cell **inputs = self->inputs.items;
    return inputs[0]->value < self->limit ? inputs[1]->value : inputs[2]->value;
}

static struct cell *make_scaled(struct cell *source, int64_t factor, int64_t offset, int64_t modulus) {
    struct cell *cell = make(scaled, 1, &source);
    cell->factor = factor;
    cell->offset = offset;
    cell->modulus = modulus;
    return cell;
}

static struct cell *add(struct sheet *sheet, struct cell *cell) {
    append(&sheet->cells, cell);
    while (sheet->ranks <= (size_t)cell->rank) {
        sheet->pending = reallocate(sheet->pending, (sheet->ranks + 1) * sizeof *sheet->pending);
        sheet->pending[sheet->ranks++] = (struct list){0};
    }
    cell->value = cell->compute(cell);
    return cell;
}

static void schedule(struct sheet *sheet, struct cell *cell) {
    if (!cell->dirty) {
        cell->dirty = true;
        append(&sheet->pending[cell->rank], cell);
    }
}

static void set(struct sheet *sheet, struct cell *cell, int64_t value) {
    if (cell->value != value) {
        cell->value = value;
        for (size_t i = 0; i < cell->observers.count; i++) {
            schedule(sheet, cell->observers.items[i]);
        }
    }
}

/* Recompute what depends on a change, each cell once, inputs before observers. */
static void settle(struct sheet *sheet) {
    for (size_t rank = 0; rank < sheet->ranks; rank++) {
        struct list *waiting = &sheet->pending[rank];
        for (size_t i = 0; i < waiting->count; i++) {
            struct cell *cell = waiting->items[i];
            cell->dirty = false;
            sheet->computed++;
            int64_t value = cell->compute(cell);
            if (value != cell->value) {
                sheet->changed++;
                set(sheet, cell, value);
            }
        }
        waiting->count = 0;
    }
}

enum { WIDTH = 16, DEPTH = 6 };

static struct cell *build(struct sheet *sheet, struct cell *inputs[WIDTH]) {
    struct cell *layer[WIDTH], *following[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
        layer[i] = inputs[i] = add(sheet, make(input, 0, NULL));
    }
    for (int level = 0; level < DEPTH; level++) {
        for (int i = 0; i < WIDTH; i++) {
            struct cell *sources[3] = {layer[i], layer[(i + 1) % WIDTH], layer[(i + level + 2) % WIDTH]};
            struct cell *cell;
            switch ((i + level) % 4) {
            case 0:
                cell = make(sum, 2, sources);
                break;
            case 1:
                cell = make_scaled(sources[0], level + 3, i, 1009);
                break;
            case 2:
                cell = make(choice, 3, sources);
                cell->limit = 500;
                break;
            default:
                cell = make_scaled(add(sheet, make(largest, 3, sources)), 7, 0, 997);
            }
            following[i] = add(sheet, cell);
        }
        for (int i = 0; i < WIDTH; i++) {
            layer[i] = following[i];
        }
    }
    return add(sheet, make(sum, WIDTH, layer));
}

static void drop(struct sheet *sheet) {
    for (size_t i = 0; i < sheet->cells.count; i++) {
        struct cell *cell = sheet->cells.items[i];
        free(cell->inputs.items);
        free(cell->observers.items);
        free(cell);
    }
    for (size_t rank = 0; rank < sheet->ranks; rank++) {
        free(sheet->pending[rank].items);
    }
    free(sheet->pending);
    free(sheet->cells.items);
}

char *run(int64_t size) {
    struct sheet sheet = {0};
    struct cell *inputs[WIDTH];
    struct cell *output = build(&sheet, inputs);
    int64_t checksum = 0, seed = 1;
    for (int64_t i = 0; i < size; i++) {
        seed = (seed * 16807) % 2147483647;
        set(&sheet, inputs[seed % WIDTH], seed / 16 % 1000);
        settle(&sheet);
        checksum = (checksum * 37 + output->value) % 1000000007;
    }
    char *text = text_of("%zu cells, %" PRId64 " computed, %" PRId64 " changed, checksum %" PRId64, sheet.cells.count, sheet.computed,
                         sheet.changed, checksum);
    drop(&sheet);
    return text;
}
