class Aw:
    def __init__(self, v): self.v = v
    def __await__(self):
        r = yield self.v
        return r
async def f(x):
    a = await Aw(x)
    b = await Aw(a + 1)
    return a + b
c = f(1)
print(c.send(None)); print(c.send(10))
try: c.send(5)
except StopIteration as e: print("ret", e.value)
try: c.send(None)
except RuntimeError as e: print(e)
def run(co):
    try:
        v = None
        while True:
            v = co.send(v)
            print("yielded", v)
            v = v * 2 if isinstance(v, int) else v
    except StopIteration as e: return e.value
print(run(f(3)))
