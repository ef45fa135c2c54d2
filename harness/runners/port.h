/* What a port in C sees of its driver (driver.c). */
#ifndef SPECTRUM_PORT_H
#define SPECTRUM_PORT_H

#include <stddef.h>
#include <stdint.h>

/* The port: the result text for a size, from malloc; the driver frees it. */
char *run(int64_t size);

/* printf into fresh memory. */
char *text_of(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A float as Python prints it, where that needs no exponent: the shortest digits that read back the same. The buffer
 * needs 32 bytes and is returned. */
char *repr(double value, char *buffer);

/* malloc, calloc and realloc that end the process when there is no memory. */
void *allocate(size_t bytes);
void *allocate_zeroed(size_t count, size_t bytes);
void *reallocate(void *old, size_t bytes);

#endif
