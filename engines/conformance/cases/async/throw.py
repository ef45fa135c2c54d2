class Aw:
    def __init__(self, v): self.v = v
    def __await__(self):
        r = yield self.v
        return r
async def t():
    try:
        await Aw(1)
    except ValueError as e:
        return "caught " + str(e)
    finally:
        print("fin")
c = t(); c.send(None)
try: c.throw(ValueError("x"))
except StopIteration as e: print(e.value)
c = t(); c.send(None)
c.close()
