"""Iterator building blocks: all in Rust (`modules/itertools.rs`) but `tee`."""

from _itertools import (accumulate, chain, combinations, combinations_with_replacement, compress, count, cycle,
                        dropwhile, filterfalse, groupby, islice, pairwise, permutations, product, repeat, starmap,
                        takewhile, zip_longest)


def tee(iterable, n=2):
    if n < 0:
        raise ValueError("n must be >= 0")
    iterator = iter(iterable)
    from collections import deque
    waiting = [deque() for _ in range(n)]

    def branch(mine):
        while True:
            if not mine:
                try:
                    item = next(iterator)
                except StopIteration:
                    return
                for queue in waiting:
                    queue.append(item)
            yield mine.popleft()
    return tuple([branch(mine) for mine in waiting])
