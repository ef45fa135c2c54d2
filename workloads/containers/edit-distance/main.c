#include "port.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static char *make_text(int64_t length, int64_t seed) {
    char *letters = allocate((size_t)length + 1);
    for (int64_t i = 0; i < length; i++) {
        seed = (seed * 16807) % 2147483647;
        letters[i] = "acgt"[seed >> 7 & 3];
    }
    letters[length] = '\0';
    return letters;
}

/* The text with some letters replaced, dropped or doubled. */
static char *mutate(const char *text, int64_t seed) {
    char *pieces = allocate(2 * strlen(text) + 1), *end = pieces;
    for (; *text; text++) {
        seed = (seed * 16807) % 2147483647;
        int64_t kind = seed / 1024 % 12;
        if (kind == 0) {
            *end++ = *text == 'a' ? 't' : 'a';
        } else if (kind == 1) {
            *end++ = *text;
            *end++ = *text;
        } else if (kind != 2) {
            *end++ = *text;
        }
    }
    *end = '\0';
    return pieces;
}

static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

static int64_t edit_distance(const char *left, const char *right) {
    size_t width = strlen(right) + 1;
    int64_t *previous = allocate(width * sizeof *previous);
    for (size_t j = 0; j < width; j++) {
        previous[j] = (int64_t)j;
    }
    for (int64_t i = 1; left[i - 1]; i++) {
        int64_t *current = allocate(width * sizeof *current);
        current[0] = i;
        for (size_t j = 1; j < width; j++) {
            int64_t cost = previous[j - 1] + (left[i - 1] != right[j - 1]);
            current[j] = least(least(cost, previous[j] + 1), current[j - 1] + 1);
        }
        free(previous);
        previous = current;
    }
    int64_t distance = previous[width - 1];
    free(previous);
    return distance;
}

/* The subsequence, reversed at the end as it is found from the back. */
static char *common_subsequence(const char *left, const char *right) {
    size_t height = strlen(left), width = strlen(right);
    int64_t **table = allocate((height + 1) * sizeof *table);
    for (size_t i = 0; i <= height; i++) {
        table[i] = allocate_zeroed(width + 1, sizeof **table);
    }
    for (size_t i = 0; i < height; i++) {
        int64_t *row = table[i], *below = table[i + 1];
        for (size_t j = 0; j < width; j++) {
            if (left[i] == right[j]) {
                below[j + 1] = row[j] + 1;
            } else if (row[j + 1] >= below[j]) {
                below[j + 1] = row[j + 1];
            } else {
                below[j + 1] = below[j];
            }
        }
    }
    char *letters = allocate(height + 1);
    size_t i = height, j = width, count = 0;
    while (i && j) {
        if (table[i][j] == table[i - 1][j]) {
            i--;
        } else if (table[i][j] == table[i][j - 1]) {
            j--;
        } else {
            i--;
            j--;
            letters[count++] = left[i];
        }
    }
    letters[count] = '\0';
    for (size_t low = 0, high = count; low + 1 < high; low++, high--) {
        char swapped = letters[low];
        letters[low] = letters[high - 1];
        letters[high - 1] = swapped;
    }
    for (size_t row = 0; row <= height; row++) {
        free(table[row]);
    }
    free(table);
    return letters;
}

char *run(int64_t size) {
    char *original = make_text(size, 11), *copy = mutate(original, 5), *stranger = make_text(size, 77);
    int64_t near = edit_distance(original, copy), far = edit_distance(original, stranger);
    char *shared = common_subsequence(original, copy);
    size_t length = strlen(shared);
    const char *tail = length > 8 ? shared + length - 8 : shared;
    char *text = text_of("near %" PRId64 ", far %" PRId64 ", %zu letters shared: %.20s...%s", near, far, length, shared, tail);
    free(original);
    free(copy);
    free(stranger);
    free(shared);
    return text;
}
