import heapq
h = []; [heapq.heappush(h, x) for x in (5, 1, 4, 2)]; print(h, heapq.heappop(h), h, heapq.heappushpop(h, 0), heapq.heapreplace(h, 9), h)
l = [9, 8, 7, 3, 2, 1]; heapq.heapify(l); print(l, heapq.nlargest(2, l), heapq.nsmallest(3, l), heapq.nlargest(2, 'hello', key=ord), heapq.nsmallest(0, l), heapq.nlargest(99, l), list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge([4, 1], [3, 2], reverse=True)), list(heapq.merge(['b', 'A'], key=str.lower)))
for f in (lambda: heapq.heappop([]), lambda: heapq.heapreplace([], 1), lambda: heapq.heappush((), 1), lambda: heapq.heapify('abc'), lambda: heapq.heappush([1], 'a')):
    try: print(f())
    except (IndexError, TypeError) as e: print(type(e).__name__, e)
print(heapq.heappushpop([], 5), [heapq.heappop(l) for _ in range(len(l))])
import random
random.seed(1); data = [random.randrange(1000) for _ in range(200)]; h = data[:]; heapq.heapify(h); print(h[:20], [heapq.heappop(h) for _ in range(200)] == sorted(data))
print(heapq.nsmallest(3, [(2, 'b'), (1, 'z'), (2, 'a')]), heapq.nlargest(3, range(100), key=lambda x: -x), heapq.nsmallest(1, [3, 1]), heapq.nlargest(1, []))
