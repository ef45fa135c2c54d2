class ByIndex:
    def __getitem__(self, i):
        if i == 4: raise IndexError
        return i * i
class ByIter:
    def __iter__(self): return iter('ab')
class BadIter:
    def __iter__(self): return 5
class NoneIter:
    __iter__ = None
    def __getitem__(self, i): return 1
class NoNext:
    def __iter__(self): return self
class StopsWeird:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n == 2: raise StopIteration('value')
        if self.n > 3: raise KeyError('after')
        return self.n
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
attempt(lambda: list(ByIndex()))
attempt(lambda: (9 in ByIndex(), 7 in ByIndex(), list(zip(ByIndex(), ByIter())), max(ByIndex()), sum(ByIndex())))
attempt(lambda: list(reversed(ByIndex())))
attempt(lambda: list(BadIter()))
attempt(lambda: list(NoneIter()))
attempt(lambda: 1 in NoneIter())
attempt(lambda: list(NoNext()))
attempt(lambda: next(ByIter()))
attempt(lambda: iter(3))
attempt(lambda: iter(3, 4))
w = StopsWeird()
attempt(lambda: list(w))
attempt(lambda: next(w))
attempt(lambda: next(w))
it = iter(ByIndex())
print(next(it), next(it), type(it).__name__, list(it), list(it))
calls = iter([1, 2, 3, 0, 5])
print(list(iter(lambda: next(calls), 0)), type(iter(int, 1)).__name__)
a, *b = ByIndex()
print(a, b, *ByIter(), {**{'k': 1}}, [*ByIter(), *ByIndex()])
attempt(lambda: [*5])
attempt(lambda: {**5})
attempt(lambda: print(*5))
attempt(lambda: dict(**{1: 2}))
attempt(lambda: ' '.join(ByIndex()))
class Rev:
    def __reversed__(self): return ['r']
    def __len__(self): return 2
    def __getitem__(self, i): return i
print(list(reversed(Rev())), list(Rev.__getitem__(Rev(), s) for s in range(2)))
