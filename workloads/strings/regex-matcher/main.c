#include "port.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Says whether a character may be read; what it compares with is beside it. */
struct acceptor {
    bool (*accepts)(const struct acceptor *self, unsigned char letter);
    unsigned char letter;
    bool letters[256], negated;
};

/* Reads one character that `accepts` allows, or splits into two without reading. */
struct state {
    struct acceptor *accepts;
    struct state *out, *other;
    int64_t seen_at;
};

static bool accepts_literal(const struct acceptor *self, unsigned char letter) { return letter == self->letter; }
static bool accepts_any(const struct acceptor *self, unsigned char letter) { (void)self; return letter != '\n'; }
static bool accepts_class(const struct acceptor *self, unsigned char letter) { return self->letters[letter] != self->negated; }

/* Pointers that are still to be filled. */
struct loose {
    struct state ***ends;
    size_t count;
};

struct fragment {
    struct state *start;
    struct loose loose;
};

struct compiler {
    const char *pattern;
    struct state **states; /* all of them, to be freed */
    size_t count;
};

static struct state *make(struct compiler *compiler, struct acceptor *accepts, struct state *out, struct state *other) {
    struct state *state = allocate(sizeof *state);
    *state = (struct state){accepts, out, other, -1};
    compiler->states = reallocate(compiler->states, (compiler->count + 1) * sizeof *compiler->states);
    compiler->states[compiler->count++] = state;
    return state;
}

static void open_end(struct loose *loose, struct state **end) {
    loose->ends = reallocate(loose->ends, (loose->count + 1) * sizeof *loose->ends);
    loose->ends[loose->count++] = end;
}

/* Fills the ends; the list is used up. */
static void connect(struct loose *loose, struct state *target) {
    for (size_t i = 0; i < loose->count; i++) {
        *loose->ends[i] = target;
    }
    free(loose->ends);
    *loose = (struct loose){NULL, 0};
}

static struct fragment alternatives(struct compiler *compiler);

static struct acceptor *character_class(struct compiler *compiler) {
    struct acceptor *accepts = allocate_zeroed(1, sizeof *accepts);
    accepts->accepts = accepts_class;
    accepts->negated = *compiler->pattern == '^';
    if (accepts->negated) {
        compiler->pattern++;
    }
    while (*compiler->pattern != ']') {
        unsigned char first = (unsigned char)*compiler->pattern++, last = first;
        if (*compiler->pattern == '-') {
            compiler->pattern++;
            last = (unsigned char)*compiler->pattern++;
        }
        for (int code = first; code <= last; code++) {
            accepts->letters[code] = true;
        }
    }
    compiler->pattern++;
    return accepts;
}

static struct fragment atom(struct compiler *compiler) {
    char letter = *compiler->pattern++;
    if (letter == '(') {
        struct fragment inner = alternatives(compiler);
        compiler->pattern++;
        return inner;
    }
    struct acceptor *accepts;
    if (letter == '[') {
        accepts = character_class(compiler);
    } else {
        accepts = allocate_zeroed(1, sizeof *accepts);
        accepts->accepts = letter == '.' ? accepts_any : accepts_literal;
        accepts->letter = (unsigned char)(letter == '\\' ? *compiler->pattern++ : letter);
    }
    struct fragment fragment = {make(compiler, accepts, NULL, NULL), {NULL, 0}};
    open_end(&fragment.loose, &fragment.start->out);
    return fragment;
}

static struct fragment repeated(struct compiler *compiler) {
    struct fragment fragment = atom(compiler);
    while (*compiler->pattern != '\0' && strchr("*+?", *compiler->pattern)) {
        char mark = *compiler->pattern++;
        struct state *split = make(compiler, NULL, fragment.start, NULL);
        if (mark == '?') {
            fragment.start = split;
        } else {
            connect(&fragment.loose, split);
            if (mark == '*') {
                fragment.start = split;
            }
        }
        open_end(&fragment.loose, &split->other);
    }
    return fragment;
}

static struct fragment sequence(struct compiler *compiler) {
    struct fragment fragment = repeated(compiler);
    while (*compiler->pattern != '\0' && *compiler->pattern != '|' && *compiler->pattern != ')') {
        struct fragment following = repeated(compiler);
        connect(&fragment.loose, following.start);
        fragment.loose = following.loose;
    }
    return fragment;
}

static struct fragment alternatives(struct compiler *compiler) {
    struct fragment fragment = sequence(compiler);
    while (*compiler->pattern == '|') {
        compiler->pattern++;
        struct fragment other = sequence(compiler);
        fragment.start = make(compiler, NULL, fragment.start, other.start);
        for (size_t i = 0; i < other.loose.count; i++) {
            open_end(&fragment.loose, other.loose.ends[i]);
        }
        free(other.loose.ends);
    }
    return fragment;
}

struct states {
    struct state **items;
    size_t count;
};

struct matcher {
    struct state *start, *final;
    int64_t generation;
    struct compiler compiled;
};

/* Adds a state and everything reached from it without reading. */
static void follow(struct matcher *matcher, struct state *state, struct states *states) {
    if (state->seen_at == matcher->generation) {
        return;
    }
    state->seen_at = matcher->generation;
    if (state->accepts == NULL && state != matcher->final) {
        follow(matcher, state->out, states);
        follow(matcher, state->other, states);
    } else {
        states->items[states->count++] = state;
    }
}

static bool contains(const struct states *states, const struct state *wanted) {
    for (size_t i = 0; i < states->count; i++) {
        if (states->items[i] == wanted) {
            return true;
        }
    }
    return false;
}

/* The end of the longest match that begins there, or -1. The two lists are long enough for all states. */
static int64_t match_end(struct matcher *matcher, const char *text, int64_t length, int64_t begin, struct states *current, struct states *following) {
    matcher->generation++;
    current->count = 0;
    follow(matcher, matcher->start, current);
    int64_t end = contains(current, matcher->final) ? begin : -1;
    for (int64_t position = begin; position < length; position++) {
        unsigned char letter = (unsigned char)text[position];
        matcher->generation++;
        following->count = 0;
        for (size_t i = 0; i < current->count; i++) {
            struct state *state = current->items[i];
            if (state->accepts != NULL && state->accepts->accepts(state->accepts, letter)) {
                follow(matcher, state->out, following);
            }
        }
        if (following->count == 0) {
            return end;
        }
        if (contains(following, matcher->final)) {
            end = position + 1;
        }
        struct states *swapped = current;
        current = following;
        following = swapped;
    }
    return end;
}

static struct matcher compile(const char *pattern) {
    struct matcher matcher = {.compiled = {.pattern = pattern}};
    struct fragment fragment = alternatives(&matcher.compiled);
    matcher.start = fragment.start;
    matcher.final = make(&matcher.compiled, NULL, NULL, NULL);
    connect(&fragment.loose, matcher.final);
    return matcher;
}

static const char *const PATTERNS[] = {
    "[a-z]+@[a-z]+(\\.[a-z]+)+", "[0-9]+-[0-9]+-[0-9]+", "(https?|ftp)://[^ \n]+", "\\([^()]*\\)", "(a|b|ab)*abb?",
};
static const char *const WORDS[] = {"mail", "ann@example.org", "12", "2024-05-17", "http://a.example/x?y=1", "(see", "note)",
                                    "ababb", "aab", "bob@b.c.d", "ftp://old", "(ok)", "end."};

static char *make_text(int64_t count, size_t *length) {
    char *text;
    FILE *words = open_memstream(&text, length);
    int64_t seed = 7;
    for (int64_t number = 0; number < count; number++) {
        seed = (seed * 16807) % 2147483647;
        fputs(WORDS[seed / 64 % 13], words);
        fputc(number % 12 == 11 ? '\n' : ' ', words);
    }
    fclose(words);
    return text;
}

char *run(int64_t size) {
    size_t length, parts_length;
    char *text = make_text(size, &length), *parts;
    FILE *out = open_memstream(&parts, &parts_length);
    fprintf(out, "%zu characters, matches", length);
    for (size_t i = 0; i < sizeof PATTERNS / sizeof *PATTERNS; i++) {
        struct matcher matcher = compile(PATTERNS[i]);
        struct states current = {allocate(matcher.compiled.count * sizeof(struct state *)), 0};
        struct states following = {allocate(matcher.compiled.count * sizeof(struct state *)), 0};
        int64_t found = 0, checksum = 0, position = 0;
        while (position < (int64_t)length) {
            int64_t end = match_end(&matcher, text, (int64_t)length, position, &current, &following);
            if (end > position) {
                found++;
                checksum = (checksum * 31 + (end - position) * (unsigned char)text[end - 1]) % 1000003;
                position = end;
            } else {
                position++;
            }
        }
        fprintf(out, " %" PRId64 ":%" PRId64, found, checksum);
        for (size_t state = 0; state < matcher.compiled.count; state++) {
            free(matcher.compiled.states[state]->accepts);
            free(matcher.compiled.states[state]);
        }
        free(matcher.compiled.states);
        free(current.items);
        free(following.items);
    }
    fclose(out);
    free(text);
    return parts;
}
