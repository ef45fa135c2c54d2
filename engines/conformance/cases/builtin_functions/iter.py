# iter: results and refusals
class I:
    def __index__(self): return 3
class T:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, i): return [10, 20, 30][i]

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: list(iter([1])))
show(lambda: list(iter("ab")))
show(lambda: list(iter(iter([1, 2]).__next__, 2)))
show(lambda: iter(5))
show(lambda: iter(None))
show(lambda: iter(5, 5))
show(lambda: iter())
show(lambda: type(iter([])).__name__)
show(lambda: type(iter({})).__name__)
show(lambda: type(iter("")).__name__)
show(lambda: type(iter(range(1))).__name__)
show(lambda: type(iter(set())).__name__)
show(lambda: type(iter(b"")).__name__)
show(lambda: type(iter({}.items())).__name__)
show(lambda: list(iter(T(3))))
show(lambda: type(iter(T(3))).__name__)
show(lambda: iter([1], 2))
show(lambda: type(iter(())).__name__)
show(lambda: type(iter({}.values())).__name__)
