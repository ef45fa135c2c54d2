class OnlyEq:
    def __eq__(self, o): return True
class Both(OnlyEq):
    def __hash__(self): return 5
class Inherits(Both): pass
class NoneAgain(Both):
    __hash__ = None
def attempt(f):
    try:
        print(f())
    except TypeError as e:
        print('TypeError', e)
attempt(lambda: hash(OnlyEq()))
attempt(lambda: hash(Both()))
attempt(lambda: hash(Inherits()))
attempt(lambda: hash(NoneAgain()))
attempt(lambda: {OnlyEq()})
attempt(lambda: {OnlyEq(): 1})
attempt(lambda: {1: 2}[[]])
attempt(lambda: {}.get({}))
attempt(lambda: hash(({}, 1)))
attempt(lambda: hash((1, [2])))
attempt(lambda: hash(slice(1, 2)))
attempt(lambda: {1, 2} in {frozenset({1, 2})})
attempt(lambda: [] in {1: 2})
attempt(lambda: [] in {1})
attempt(lambda: set([[]]))
attempt(lambda: frozenset([{}]))
attempt(lambda: dict.fromkeys([[1]]))
attempt(lambda: hash(bytearray(b'a')))
attempt(lambda: hash({}.keys()))
attempt(lambda: hash({1: 2}.items()))
print(OnlyEq.__hash__, Both() == 3, 3 == Both(), OnlyEq() != 1)
print({Both(), Both(), Inherits()}.__len__(), len({1: 'a', True: 'b', 1.0: 'c'}), {1: 'a', True: 'b', 1.0: 'c'})
print(hash(1) == hash(1.0) == hash(True) == hash(1 + 0j), hash(-1), hash(-2), hash(2 ** 61 - 1), hash(2 ** 61), hash(-(2 ** 61)))
print(hash(0.5), hash(1e300), hash(-1.5), hash(float('inf')), hash(-float('inf')), hash(2 ** 200), hash(10 ** 40))
print(hash((1, 2, 3)), hash(()), hash((1.5, -1)), hash(((1,), (2,))), hash(frozenset({1, 2, 3})), hash(frozenset()), hash(1 + 2j), hash(3.5 - 1j))
import fractions, decimal
print(hash(fractions.Fraction(1, 3)), hash(decimal.Decimal('0.5')), hash(fractions.Fraction(-7, 2)) == hash(-3.5))
