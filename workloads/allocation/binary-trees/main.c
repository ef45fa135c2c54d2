#include "port.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct node {
    struct node *left, *right;
};

static struct node *make(struct node *left, struct node *right) {
    struct node *node = allocate(sizeof *node);
    node->left = left;
    node->right = right;
    return node;
}

static int64_t count(const struct node *node) {
    if (node->left == NULL) {
        return 1;
    }
    return 1 + count(node->left) + count(node->right);
}

static struct node *build(int64_t depth) {
    if (depth == 0) {
        return make(NULL, NULL);
    }
    struct node *left = build(depth - 1);
    return make(left, build(depth - 1));
}

static void drop(struct node *node) {
    if (node != NULL) {
        drop(node->left);
        drop(node->right);
        free(node);
    }
}

char *run(int64_t size) {
    struct node *lasting = build(size);
    char *text;
    size_t length;
    FILE *lines = open_memstream(&text, &length);
    for (int64_t depth = 4; depth <= size; depth += 4) {
        int64_t trees = (int64_t)1 << (size - depth), nodes = 0;
        for (int64_t i = 0; i < trees; i++) {
            struct node *tree = build(depth);
            nodes += count(tree);
            drop(tree);
        }
        fprintf(lines, "%" PRId64 " of depth %" PRId64 ": %" PRId64 "; ", trees, depth, nodes);
    }
    fprintf(lines, "lasting: %" PRId64, count(lasting));
    fclose(lines);
    drop(lasting);
    return text;
}
