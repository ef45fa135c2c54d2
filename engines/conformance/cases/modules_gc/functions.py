import gc
print(gc.isenabled()); gc.disable(); print(gc.isenabled()); gc.enable(); print(gc.isenabled())
class Node:
    def __init__(self): self.self = self
for _ in range(100): Node()
print(type(gc.collect()).__name__, gc.collect() >= 0, gc.collect(0) >= 0, gc.collect(generation=1) >= 0)
t = gc.get_threshold(); print(len(t), all(isinstance(x, int) for x in t))
gc.set_threshold(500, 5, 5); print(gc.get_threshold())
print(len(gc.get_count()), gc.garbage, gc.get_debug())
gc.freeze(); gc.unfreeze()
try: gc.collect('x')
except TypeError as e: print(type(e).__name__)
try: gc.collect(5)
except ValueError as e: print(e)
print(gc.is_tracked([]), gc.is_tracked(5))
