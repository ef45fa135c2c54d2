#include "port.h"

#include <math.h>
#include <stdlib.h>

static double entry(int64_t row, int64_t column) {
    int64_t diagonal = row + column;
    return 1.0 / (double)(diagonal * (diagonal + 1) / 2 + row + 1);
}

static double *apply(const double *vector, int64_t size) {
    double *result = allocate((size_t)size * sizeof *result);
    for (int64_t row = 0; row < size; row++) {
        double total = 0.0;
        for (int64_t column = 0; column < size; column++) {
            total += entry(row, column) * vector[column];
        }
        result[row] = total;
    }
    return result;
}

static double *apply_transposed(const double *vector, int64_t size) {
    double *result = allocate((size_t)size * sizeof *result);
    for (int64_t row = 0; row < size; row++) {
        double total = 0.0;
        for (int64_t column = 0; column < size; column++) {
            total += entry(column, row) * vector[column];
        }
        result[row] = total;
    }
    return result;
}

static double dot(const double *left, const double *right, int64_t size) {
    double total = 0.0;
    for (int64_t i = 0; i < size; i++) {
        total += left[i] * right[i];
    }
    return total;
}

/* apply_transposed(apply(vector)) */
static double *round_trip(const double *vector, int64_t size) {
    double *between = apply(vector, size);
    double *result = apply_transposed(between, size);
    free(between);
    return result;
}

char *run(int64_t size) {
    double *vector = allocate((size_t)size * sizeof *vector), *image = NULL;
    for (int64_t i = 0; i < size; i++) {
        vector[i] = 1.0;
    }
    for (int round = 0; round < 5; round++) {
        free(image);
        image = round_trip(vector, size);
        free(vector);
        vector = round_trip(image, size);
    }
    char buffer[32];
    char *text = text_of("%s", repr(sqrt(dot(vector, image, size) / dot(image, image, size)), buffer));
    free(vector);
    free(image);
    return text;
}
