class Aw:
    def __init__(self, v): self.v = v
    def __await__(self):
        r = yield self.v
        return r
def run(co):
    try:
        v = None
        while True:
            v = co.send(v)
            print("yielded", v)
            v = v * 2 if isinstance(v, int) else v
    except StopIteration as e: return e.value
class CM:
    async def __aenter__(self):
        print("enter"); await Aw(1); return self
    async def __aexit__(self, t, v, tb):
        print("exit", t, v); await Aw(2)
        return t is ValueError
async def w():
    async with CM() as c1, CM() as c2:
        print("in", c1 is c2)
    async with CM():
        raise ValueError("sup")
    try:
        async with CM():
            raise KeyError("k")
    except KeyError as e: print("ke", e)
    async with CM():
        return 5
print(run(w()))
