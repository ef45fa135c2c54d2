#include "port.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>

struct board {
    int64_t size;
    bool *column_taken, *rising_taken, *falling_taken;
    int64_t *placed, count;
    int64_t solutions, checksum;
};

static void record(struct board *board) {
    board->solutions++;
    for (int64_t row = 0; row < board->count; row++) {
        board->checksum = (board->checksum * 33 + row * board->placed[row]) % 1000000007;
    }
}

static void search(struct board *board, int64_t row) {
    if (row == board->size) {
        record(board);
        return;
    }
    for (int64_t column = 0; column < board->size; column++) {
        int64_t rising = row + column;
        int64_t falling = row - column + board->size - 1;
        if (board->column_taken[column] || board->rising_taken[rising] || board->falling_taken[falling]) {
            continue;
        }
        board->column_taken[column] = board->rising_taken[rising] = board->falling_taken[falling] = true;
        board->placed[board->count++] = column;
        search(board, row + 1);
        board->count--;
        board->column_taken[column] = board->rising_taken[rising] = board->falling_taken[falling] = false;
    }
}

char *run(int64_t size) {
    size_t diagonals = (size_t)(2 * size - 1);
    struct board board = {
        .size = size,
        .column_taken = allocate_zeroed((size_t)size, 1),
        .rising_taken = allocate_zeroed(diagonals, 1),
        .falling_taken = allocate_zeroed(diagonals, 1),
        .placed = allocate((size_t)size * sizeof(int64_t)),
    };
    search(&board, 0);
    free(board.column_taken);
    free(board.rising_taken);
    free(board.falling_taken);
    free(board.placed);
    return text_of("%" PRId64 " solutions on %" PRId64 "x%" PRId64 ", checksum %" PRId64, board.solutions, size, size, board.checksum);
}
