def attempt(f):
    global s
    s = {1, 2, 3}
    try: print(repr(f()), s)
    except Exception as e: print(type(e).__name__, e, s)
def aug(op, o):
    global s
    exec(f's {op} o', globals(), {'o': o})
for f in (lambda: s.add([]), lambda: s.remove(9), lambda: s.remove([]), lambda: s.remove({9}), lambda: s.discard(9), lambda: s.discard([]), lambda: s.pop() in (1, 2, 3), lambda: set().pop(), lambda: s.update([4], (5,)), lambda: s.update(5), lambda: s | [1], lambda: s & {2, 9}, lambda: s - {1}, lambda: s ^ {1, 9}, lambda: s | {1: 2}.keys(), lambda: s.union([7], 'a') == {1, 2, 3, 7, 'a'}, lambda: s.intersection([1, 2], [2]), lambda: s.intersection(), lambda: s.difference([1], [2]), lambda: s.symmetric_difference([1, 9]), lambda: s.isdisjoint([9]), lambda: s.issubset([1, 2, 3, 4]), lambda: s.issuperset([1]), lambda: s.issuperset(5), lambda: s < {1, 2, 3, 4}, lambda: s < [1], lambda: s <= {1, 2, 3}, lambda: s == frozenset([1, 2, 3]), lambda: s == [1, 2, 3], lambda: s[0], lambda: s + {4}, lambda: set(5), lambda: set([[]]), lambda: set(1, 2), lambda: set(a=1), lambda: set('aab') == {'a', 'b'}, lambda: frozenset().union([1]), lambda: frozenset([1]) | {2}, lambda: {2} | frozenset([1]), lambda: type({2} | frozenset([1])), lambda: type(frozenset([1]) & {2}), lambda: frozenset([1]).add(2), lambda: {frozenset([1]): 2}[frozenset([1])], lambda: s.intersection_update([1, 2]), lambda: s.difference_update([1]), lambda: s.symmetric_difference_update([1, 8]), lambda: s.copy() is s, lambda: s.clear(), lambda: hash(s), lambda: {1, 2}.__contains__({1}), lambda: set(), lambda: frozenset(), lambda: frozenset({3, 1}), lambda: {1.0, True, 1}, lambda: {(1, 2), (0,)} == {(0,), (1, 2)}, lambda: sorted({3, 1} | {2}), lambda: 5 in s, lambda: [] in s, lambda: next(iter({7})), lambda: len({*s, *[9]}), lambda: set.union(), lambda: set.union({1}, [2]), lambda: {x % 2 for x in range(9)}, lambda: {1} > set(), lambda: set([1]) >= frozenset([1]), lambda: s.__or__([1]), lambda: s.__ior__({5}), lambda: s.nope):
    attempt(f)
aug('|=', {7}); print(s); aug('&=', {1, 7}); print(s); aug('-=', {7}); print(s); aug('^=', {1, 5}); print(s)
try: aug('|=', [1])
except TypeError as e: print(e)
s = {1, 2, 3}
try:
    for x in s: s.add(x + 10)
except RuntimeError as e: print(e)
class S(set): pass
print(S([1]), S([1]) | {2}, type(S([1]) | {2}).__name__, type(S([1]).copy()).__name__, repr(frozenset([S])) != '', S() == set())
