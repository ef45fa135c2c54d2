import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;

final class Main {
    private static final class Entry {
        final long key;
        final long value;
        Entry previous;
        Entry next;
        long uses = 1;

        Entry(long key, long value) {
            this.key = key;
            this.value = value;
        }
    }

    /** A doubly linked list in a ring around a head that holds nothing. */
    private static final class Chain {
        private final Entry head = new Entry(-1, -1);

        Chain() {
            head.previous = head.next = head;
        }

        void add(Entry entry) {
            Entry last = head.previous;
            entry.previous = last;
            entry.next = head;
            last.next = head.previous = entry;
        }

        void remove(Entry entry) {
            entry.previous.next = entry.next;
            entry.next.previous = entry.previous;
        }

        Entry oldest() {
            return head.next;
        }

        boolean isEmpty() {
            return head.next == head;
        }
    }

    private abstract static class Cache {
        final int capacity;
        final LongUnaryOperator load;
        final Map<Long, Entry> entries = new HashMap<>();
        long hits;
        long misses;

        Cache(int capacity, LongUnaryOperator load) {
            this.capacity = capacity;
            this.load = load;
        }

        long get(long key) {
            Entry entry = entries.get(key);
            if (entry != null) {
                hits++;
                touch(entry);
                return entry.value;
            }
            misses++;
            if (entries.size() >= capacity) {
                Entry victim = evict();
                entries.remove(victim.key);
            }
            entry = new Entry(key, load.applyAsLong(key));
            entries.put(key, entry);
            admit(entry);
            return entry.value;
        }

        void touch(Entry entry) {
        }

        abstract void admit(Entry entry);

        abstract Entry evict();
    }

    private static class FirstIn extends Cache {
        final Chain chain = new Chain();

        FirstIn(int capacity, LongUnaryOperator load) {
            super(capacity, load);
        }

        @Override
        void admit(Entry entry) {
            chain.add(entry);
        }

        @Override
        Entry evict() {
            Entry victim = chain.oldest();
            chain.remove(victim);
            return victim;
        }
    }

    private static final class LeastRecent extends FirstIn {
        LeastRecent(int capacity, LongUnaryOperator load) {
            super(capacity, load);
        }

        @Override
        void touch(Entry entry) {
            chain.remove(entry);
            chain.add(entry);
        }
    }

    /** One chain for each number of uses. */
    private static final class LeastOften extends Cache {
        private final Map<Long, Chain> chains = new HashMap<>();
        private long fewest = 1;

        LeastOften(int capacity, LongUnaryOperator load) {
            super(capacity, load);
        }

        private Chain chain(long uses) {
            Chain chain = chains.get(uses);
            if (chain == null) {
                chain = new Chain();
                chains.put(uses, chain);
            }
            return chain;
        }

        @Override
        void touch(Entry entry) {
            Chain chain = chains.get(entry.uses);
            chain.remove(entry);
            if (chain.isEmpty()) {
                chains.remove(entry.uses);
                if (fewest == entry.uses) {
                    fewest++;
                }
            }
            entry.uses++;
            chain(entry.uses).add(entry);
        }

        @Override
        void admit(Entry entry) {
            fewest = 1;
            chain(1).add(entry);
        }

        @Override
        Entry evict() {
            Chain chain = chains.get(fewest);
            Entry victim = chain.oldest();
            chain.remove(victim);
            if (chain.isEmpty()) {
                chains.remove(fewest);
            }
            return victim;
        }
    }

    /** Some pages are asked for far more often; what is popular drifts. */
    private static void requests(long count, long pages, LongConsumer ask) {
        long seed = 77;
        for (long number = 0; number < count; number++) {
            seed = (seed * 16807) % 2147483647;
            long code = seed / 64;
            long popular = code % pages * (code / 7 % pages) / pages;
            ask.accept((popular + number / 500) % pages);
        }
    }

    private static final class Totals {
        long loads;
        long checksum;
    }

    static Object run(long size) {
        Totals totals = new Totals();
        LongUnaryOperator load = key -> {
            totals.loads++;
            return key * 2654435761L % 4294967296L;
        };
        List<Cache> caches = List.of(new FirstIn(100, load), new LeastRecent(100, load), new LeastOften(100, load));
        requests(size, 1000, page -> {
            for (Cache cache : caches) {
                totals.checksum = (totals.checksum * 31 + cache.get(page)) % 1000000007;
            }
        });
        String told = caches.stream()
            .map(cache -> cache.getClass().getSimpleName() + " " + cache.hits + "/" + cache.misses)
            .collect(Collectors.joining(", "));
        return told + ", " + totals.loads + " loads, checksum " + totals.checksum;
    }
}
