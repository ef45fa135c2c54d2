#include "port.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>

struct entry {
    int64_t key, value, uses;
    struct entry *previous, *next;
    struct entry *same_bucket;
};

/* A doubly linked list in a ring around a head that holds nothing. */
struct chain {
    struct entry head;
    int64_t uses;
    struct chain *same_bucket;
};

static void start_chain(struct chain *chain) { chain->head.previous = chain->head.next = &chain->head; }

static void add(struct chain *chain, struct entry *entry) {
    struct entry *last = chain->head.previous;
    entry->previous = last;
    entry->next = &chain->head;
    last->next = chain->head.previous = entry;
}

static void take_out(struct entry *entry) {
    entry->previous->next = entry->next;
    entry->next->previous = entry->previous;
}

static bool is_empty(const struct chain *chain) { return chain->head.next == &chain->head; }

enum { BUCKETS = 256 };

struct cache {
    const char *name;
    int64_t capacity, count, hits, misses;
    struct entry *entries[BUCKETS]; /* by key */
    void (*touch)(struct cache *, struct entry *);
    void (*admit)(struct cache *, struct entry *);
    struct entry *(*evict)(struct cache *);
    struct chain order;            /* of the first two caches */
    struct chain *chains[BUCKETS]; /* by number of uses, of the third */
    int64_t fewest;
};

static int64_t loads;

static int64_t load(int64_t key) {
    loads++;
    return key * 2654435761 % 4294967296;
}

static struct entry **find(struct cache *cache, int64_t key) {
    struct entry **slot = &cache->entries[key % BUCKETS];
    while (*slot != NULL && (*slot)->key != key) {
        slot = &(*slot)->same_bucket;
    }
    return slot;
}

static int64_t get(struct cache *cache, int64_t key) {
    struct entry *entry = *find(cache, key);
    if (entry != NULL) {
        cache->hits++;
        cache->touch(cache, entry);
        return entry->value;
    }
    cache->misses++;
    if (cache->count >= cache->capacity) {
        struct entry *victim = cache->evict(cache);
        struct entry **slot = find(cache, victim->key);
        *slot = victim->same_bucket;
        cache->count--;
        free(victim);
    }
    entry = allocate_zeroed(1, sizeof *entry);
    entry->key = key;
    entry->value = load(key);
    entry->uses = 1;
    *find(cache, key) = entry;
    cache->count++;
    cache->admit(cache, entry);
    return entry->value;
}

static void leave_alone(struct cache *cache, struct entry *entry) { (void)cache, (void)entry; }
static void admit_last(struct cache *cache, struct entry *entry) { add(&cache->order, entry); }

static struct entry *evict_first(struct cache *cache) {
    struct entry *victim = cache->order.head.next;
    take_out(victim);
    return victim;
}

static void move_to_end(struct cache *cache, struct entry *entry) {
    take_out(entry);
    add(&cache->order, entry);
}

static struct chain **find_chain(struct cache *cache, int64_t uses) {
    struct chain **slot = &cache->chains[uses % BUCKETS];
    while (*slot != NULL && (*slot)->uses != uses) {
        slot = &(*slot)->same_bucket;
    }
    return slot;
}

static struct chain *chain_of(struct cache *cache, int64_t uses) {
    struct chain **slot = find_chain(cache, uses);
    if (*slot == NULL) {
        *slot = allocate_zeroed(1, sizeof **slot);
        (*slot)->uses = uses;
        start_chain(*slot);
    }
    return *slot;
}

/* True when the chain was empty and is gone. */
static bool drop_if_empty(struct cache *cache, int64_t uses) {
    struct chain **slot = find_chain(cache, uses), *chain = *slot;
    if (!is_empty(chain)) {
        return false;
    }
    *slot = chain->same_bucket;
    free(chain);
    return true;
}

static void count_use(struct cache *cache, struct entry *entry) {
    take_out(entry);
    if (drop_if_empty(cache, entry->uses) && cache->fewest == entry->uses) {
        cache->fewest++;
    }
    entry->uses++;
    add(chain_of(cache, entry->uses), entry);
}

static void admit_new(struct cache *cache, struct entry *entry) {
    cache->fewest = 1;
    add(chain_of(cache, 1), entry);
}

static struct entry *evict_rarest(struct cache *cache) {
    struct entry *victim = chain_of(cache, cache->fewest)->head.next;
    take_out(victim);
    drop_if_empty(cache, cache->fewest);
    return victim;
}

static void drop(struct cache *cache) {
    for (int i = 0; i < BUCKETS; i++) {
        for (struct entry *entry = cache->entries[i], *next; entry != NULL; entry = next) {
            next = entry->same_bucket;
            free(entry);
        }
        for (struct chain *chain = cache->chains[i], *next; chain != NULL; chain = next) {
            next = chain->same_bucket;
            free(chain);
        }
    }
    free(cache);
}

static struct cache *make(const char *name, void (*touch)(struct cache *, struct entry *), void (*admit)(struct cache *, struct entry *),
                          struct entry *(*evict)(struct cache *)) {
    struct cache *cache = allocate_zeroed(1, sizeof *cache);
    cache->name = name;
    cache->capacity = 100;
    cache->touch = touch;
    cache->admit = admit;
    cache->evict = evict;
    cache->fewest = 1;
    start_chain(&cache->order);
    return cache;
}

char *run(int64_t size) {
    loads = 0;
    struct cache *caches[3] = {
        make("FirstIn", leave_alone, admit_last, evict_first),
        make("LeastRecent", move_to_end, admit_last, evict_first),
        make("LeastOften", count_use, admit_new, evict_rarest),
    };
    const int64_t pages = 1000;
    int64_t checksum = 0, seed = 77;
    for (int64_t number = 0; number < size; number++) {
        /* Some pages are asked for far more often; what is popular drifts. */
        seed = (seed * 16807) % 2147483647;
        int64_t code = seed / 64;
        int64_t popular = code % pages * (code / 7 % pages) / pages;
        int64_t page = (popular + number / 500) % pages;
        for (int i = 0; i < 3; i++) {
            checksum = (checksum * 31 + get(caches[i], page)) % 1000000007;
        }
    }
    char *text = text_of("%s %" PRId64 "/%" PRId64 ", %s %" PRId64 "/%" PRId64 ", %s %" PRId64 "/%" PRId64 ", %" PRId64 " loads, checksum %" PRId64,
                         caches[0]->name, caches[0]->hits, caches[0]->misses, caches[1]->name, caches[1]->hits, caches[1]->misses,
                         caches[2]->name, caches[2]->hits, caches[2]->misses, loads, checksum);
    for (int i = 0; i < 3; i++) {
        drop(caches[i]);
    }
    return text;
}
