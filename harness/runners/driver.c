/* Runs one port in C and answers the harness: the worker protocol of harness/README.md.
 *
 * The port defines `run` (port.h) in a file of its own and is linked with this one, without optimisation across files.
 * The timed region holds `run(size)` and nothing else; events are held back until the loop is over; what the program
 * prints goes nowhere. Ends the process when memory runs out. */
#define _GNU_SOURCE
#include "port.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void *checked(void *memory) {
    if (memory == NULL) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    return memory;
}

void *allocate(size_t bytes) { return checked(malloc(bytes ? bytes : 1)); }
void *allocate_zeroed(size_t count, size_t bytes) { return checked(calloc(count ? count : 1, bytes)); }
void *reallocate(void *old, size_t bytes) { return checked(realloc(old, bytes ? bytes : 1)); }

char *text_of(const char *format, ...) {
    char *text;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    return checked(length < 0 ? NULL : text);
}

char *repr(double value, char *buffer) {
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(buffer, 32, "%.*g", digits, value);
        if (strtod(buffer, NULL) == value) {
            break;
        }
    }
    return strpbrk(buffer, ".en") ? buffer : strcat(buffer, ".0");
}

static int64_t clock_ns(clockid_t id) {
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t number(const char *request, const char *name) {
    char key[40];
    snprintf(key, sizeof key, "\"%s\":", name);
    const char *at = strstr(request, key);
    return at ? strtoll(at + strlen(key), NULL, 10) : 0;
}

static void put_quoted(FILE *out, const char *text) {
    fputc('"', out);
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\' || c < ' ') {
            fprintf(out, "\\u%04x", c);
        } else {
            fputc(c, out);
        }
    }
    fputc('"', out);
}

static long peak_rss_bytes(void) {
    FILE *status = fopen("/proc/self/status", "r");
    char line[256];
    long kilobytes = 0;
    while (status && fgets(line, sizeof line, status) && sscanf(line, "VmHWM: %ld", &kilobytes) != 1) {
    }
    if (status) {
        fclose(status);
    }
    return kilobytes * 1024;
}

int main(void) {
    int64_t main_ns = clock_ns(CLOCK_MONOTONIC);
    FILE *out = fdopen(dup(1), "w");
    static char request[1 << 16];
    if (out == NULL || dup2(open("/dev/null", O_WRONLY), 1) < 0 || fgets(request, sizeof request, stdin) == NULL) {
        return 1;
    }
    int64_t size = number(request, "size"), count = number(request, "iterations");
    int64_t budget = number(request, "time_budget_ms") * 1000000, spent = 0, index = 0;
    char *previous = NULL, *lines;
    size_t length;
    FILE *held = open_memstream(&lines, &length); /* the events, until the loop is over */
    do {
        int64_t cpu = clock_ns(CLOCK_THREAD_CPUTIME_ID), start = clock_ns(CLOCK_MONOTONIC);
        char *text = run(size);
        int64_t wall = clock_ns(CLOCK_MONOTONIC) - start;
        cpu = clock_ns(CLOCK_THREAD_CPUTIME_ID) - cpu;
        fprintf(held, "{\"event\":\"iteration\",\"index\":%" PRId64 ",\"wall_ns\":%" PRId64 ",\"cpu_ns\":%" PRId64, index, wall, cpu);
        if (previous == NULL || strcmp(text, previous) != 0) {
            fputs(",\"text\":", held);
            put_quoted(held, text);
        }
        fputs("}\n", held);
        free(previous);
        previous = text;
        spent += wall;
    } while (++index < count && (budget == 0 || spent < budget));
    free(previous);
    fclose(held);
    fprintf(out, "{\"event\":\"main\",\"monotonic_ns\":%" PRId64 "}\n%s", main_ns, lines);
    fprintf(out, "{\"event\":\"end\",\"monotonic_ns\":%" PRId64 ",\"peak_rss_bytes\":%ld}\n", clock_ns(CLOCK_MONOTONIC), peak_rss_bytes());
    free(lines);
    return fclose(out) == 0 ? 0 : 1;
}
