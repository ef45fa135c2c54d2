#include "port.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

enum class { LETTER, DIGIT, SPACE, QUOTE, SIGN, CLASSES };
enum lexer { START, WORD, NUMBER, TEXT, LEXERS };
enum action { NONE, BEGIN, SKIP, SINGLE, MORE, CLOSE };

static const char *const KIND_NAMES[LEXERS] = {"start", "word", "number", "text"};
static const char *const KEYWORDS[] = {"let", "if", "while", "end"};

static enum class classify(char letter) {
    if (isalpha((unsigned char)letter)) {
        return LETTER;
    }
    if (isdigit((unsigned char)letter)) {
        return DIGIT;
    }
    if (letter == ' ') {
        return SPACE;
    }
    return letter == '"' ? QUOTE : SIGN;
}

struct move {
    enum lexer state;
    enum action action;
};

/* State and class of a character to the next state and what to do. */
static const struct move LEXER[LEXERS][CLASSES] = {
    [START] = {[LETTER] = {WORD, BEGIN}, [DIGIT] = {NUMBER, BEGIN}, [SPACE] = {START, SKIP}, [QUOTE] = {TEXT, BEGIN}, [SIGN] = {START, SINGLE}},
    [WORD] = {[LETTER] = {WORD, MORE}, [DIGIT] = {WORD, MORE}},
    [NUMBER] = {[DIGIT] = {NUMBER, MORE}},
    [TEXT] = {[QUOTE] = {START, CLOSE}},
};

struct token {
    const char *kind, *word;
    int64_t length;
};

static bool is_keyword(const char *word, int64_t length) {
    for (size_t i = 0; i < sizeof KEYWORDS / sizeof *KEYWORDS; i++) {
        if ((int64_t)strlen(KEYWORDS[i]) == length && memcmp(KEYWORDS[i], word, (size_t)length) == 0) {
            return true;
        }
    }
    return false;
}

/* Fills the array, which is long enough, and returns how many tokens there are. */
static int64_t lex(const char *source, struct token *tokens) {
    int64_t count = 0, begin = 0, position = 0, end = (int64_t)strlen(source);
    enum lexer state = START;
    while (position < end) {
        struct move move = LEXER[state][classify(source[position])];
        if (move.action == NONE) {
            if (state == TEXT) {
                position++;
                continue;
            }
            const char *word = source + begin;
            int64_t length = position - begin;
            tokens[count++] = (struct token){is_keyword(word, length) ? "keyword" : KIND_NAMES[state], word, length};
            state = START;
            continue;
        }
        state = move.state;
        if (move.action == BEGIN) {
            begin = position;
        } else if (move.action == SINGLE) {
            tokens[count++] = (struct token){"sign", source + position, 1};
        } else if (move.action == CLOSE) {
            tokens[count++] = (struct token){"text", source + begin + 1, position - begin - 1};
        }
        position++;
    }
    if (state != START) {
        tokens[count++] = (struct token){KIND_NAMES[state], source + begin, end - begin};
    }
    return count;
}

enum connected { CLOSED, OPENING, OPEN, CLOSING };
enum kind { SYN, ACK, DATA, FIN };

/* Numbered packets with acknowledgement; some get lost. */
struct connection {
    enum connected state;
    int64_t expected, delivered, resets;
};

static const char *receive(struct connection *connection, enum kind kind, int64_t number) {
    if (connection->state == CLOSED) {
        if (kind == SYN) {
            connection->state = OPENING;
            connection->expected = number + 1;
            return "syn-ack";
        }
        return "reset";
    } else if (connection->state == OPENING) {
        if (kind == ACK) {
            connection->state = OPEN;
            return "";
        } else if (kind == SYN) {
            connection->expected = number + 1;
            return "syn-ack";
        }
    } else if (connection->state == OPEN) {
        if (kind == DATA) {
            if (number == connection->expected) {
                connection->expected++;
                connection->delivered++;
            }
            return "ack";
        } else if (kind == FIN) {
            connection->state = CLOSING;
            return "fin-ack";
        } else if (kind == ACK) {
            return "";
        }
    } else if (connection->state == CLOSING) {
        if (kind == ACK) {
            connection->state = CLOSED;
            return "";
        } else if (kind == FIN) {
            return "fin-ack";
        }
    }
    connection->state = CLOSED;
    connection->resets++;
    return "reset";
}

enum { FLOORS = 12 };

/* The state is the function that handles the next tick. */
struct lift {
    int64_t waiting[FLOORS], floor, direction, carried, moved;
    void (*tick)(struct lift *);
};

static void idle(struct lift *lift);
static void moving(struct lift *lift);

static bool wanted_ahead(const struct lift *lift) {
    for (int64_t floor = lift->floor + lift->direction; 0 <= floor && floor < FLOORS; floor += lift->direction) {
        if (lift->waiting[floor]) {
            return true;
        }
    }
    return false;
}

static void loading(struct lift *lift) {
    lift->waiting[lift->floor]--;
    lift->carried++;
    if (!lift->waiting[lift->floor]) {
        lift->tick = moving;
    }
}

static void moving(struct lift *lift) {
    if (lift->waiting[lift->floor]) {
        lift->tick = loading;
    } else if (wanted_ahead(lift)) {
        lift->floor += lift->direction;
        lift->moved++;
    } else {
        lift->direction = -lift->direction;
        if (!wanted_ahead(lift)) {
            lift->tick = idle;
        }
    }
}

static void idle(struct lift *lift) {
    for (int floor = 0; floor < FLOORS; floor++) {
        if (lift->waiting[floor]) {
            lift->tick = moving;
            return;
        }
    }
}

static const enum kind KINDS[] = {SYN, ACK, DATA, DATA, DATA, DATA, FIN, ACK};
static const char *const LINES[] = {"let x1 = 40 + 2", "while x1 > \"ten\" end", "if ab12 < 77 let s = \"a b c\" end", "x=y*(z3-14)"};

char *run(int64_t size) {
    int64_t tokens = 0, kinds = 0;
    struct token found[64];
    for (int64_t number = 0; number < size / 40; number++) {
        int64_t count = lex(LINES[number % 4], found);
        for (int64_t i = 0; i < count; i++) {
            tokens++;
            kinds = (kinds * 31 + (int64_t)strlen(found[i].kind) * 7 + found[i].length) % 1000003;
        }
    }
    struct connection connection = {CLOSED, 0, 0, 0};
    struct lift lift = {.direction = 1, .tick = idle};
    int64_t answers = 0, seed = 3;
    for (int64_t i = 0; i < size; i++) {
        seed = (seed * 16807) % 2147483647;
        int64_t code = seed / 64;
        const char *answer = receive(&connection, KINDS[code % 8], connection.expected - code / 8 % 5 / 4);
        answers = (answers * 31 + (int64_t)strlen(answer)) % 1000003;
        if (code % 9 == 0) {
            lift.waiting[code / 16 % 12]++;
        }
        lift.tick(&lift);
    }
    return text_of("%" PRId64 " tokens %" PRId64 ", %" PRId64 " delivered, %" PRId64 " resets, answers %" PRId64 ", %" PRId64 " carried over %" PRId64
                   " floors",
                   tokens, kinds, connection.delivered, connection.resets, answers, lift.carried, lift.moved);
}
