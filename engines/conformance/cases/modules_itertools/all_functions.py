import itertools as it, operator
print(list(it.accumulate([1, 2, 3])), list(it.accumulate([1, 2, 3], operator.mul, initial=5)), list(it.accumulate([])), list(it.chain('ab', [1])), list(it.chain.from_iterable(['ab', 'c'])))
print(list(it.combinations('abcd', 2)), list(it.combinations([1], 2)), list(it.combinations_with_replacement('ab', 2)), list(it.permutations('abc', 2)), list(it.permutations([1, 2])), list(it.product('ab', [1, 2])), list(it.product('ab', repeat=2)), list(it.product()))
print(list(it.compress('abcd', [1, 0, 1])), list(it.dropwhile(lambda x: x < 3, [1, 3, 2])), list(it.takewhile(lambda x: x < 3, [1, 3, 2])), list(it.filterfalse(None, [0, 1, 2])), list(it.filterfalse(lambda x: x % 2, range(5))))
print([(k, list(g)) for k, g in it.groupby('aabbca')], [(k, list(g)) for k, g in it.groupby([1, 3, 2, 4], key=lambda x: x % 2)])
print(list(it.islice(it.count(5, 2), 3)), list(it.islice('abcdef', 1, None, 2)), list(it.islice('abc', 0)), list(it.islice(it.cycle('ab'), 5)), list(it.repeat(7, 3)), list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.zip_longest('ab', 'xyz', fillvalue='-')), list(it.pairwise('abcd')), list(it.pairwise('a')))
a, b = it.tee([1, 2, 3]); print(next(a), list(b), list(a)); x, y, z = it.tee('ab', 3); print(list(x), list(z))
print(next(it.count(2.5, 0.5)), it.count(3), it.count(1, 2), it.repeat(3, 2), it.repeat('x'), it.count(2 ** 70).__next__())
for f in (lambda: it.islice([1], -1), lambda: it.islice([1], 'x'), lambda: it.combinations([1], -1), lambda: it.permutations([1], 'x'), lambda: it.product([1], repeat=-1), lambda: it.tee([1], -1), lambda: it.count('a'), lambda: it.chain(5).__next__(), lambda: it.cycle(5), lambda: it.starmap(pow, [5]).__next__(), lambda: it.islice([1], 1, 2, 0), lambda: next(it.cycle([])), lambda: it.accumulate(5), lambda: it.repeat(1, 'x')):
    try: print(f())
    except (TypeError, ValueError, StopIteration) as e: print(type(e).__name__, e)
g = it.groupby('aab'); k1, g1 = next(g); k2, g2 = next(g); print(k1, list(g1), k2, list(g2))
c = it.cycle([1, 2]); print([next(c) for _ in range(5)]); s = it.islice(iter(range(9)), 2, 6, 3); print(next(s), list(s))
