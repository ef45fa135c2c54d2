# CPython's sequences for a seed
import random
def r(seed=42):
    random.seed(seed)
    return random

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: ([r().random(), random.random()]))
show(lambda: ([r(0).randint(1, 6) for _ in range(2)]))
show(lambda: ([random.randrange(10) for _ in range(5)]))
show(lambda: (r(-5).random()))
show(lambda: (r(2 ** 100).random()))
show(lambda: (r("text").random()))
show(lambda: (r(1.5).random()))
show(lambda: (r(b"by").random()))
show(lambda: (r(True).random()))
show(lambda: (r().sample(range(100), 5)))
show(lambda: (r().sample([1, 2], 3)))
show(lambda: (r().choice([])))
show(lambda: (r().choices("abc", k=5)))
show(lambda: (r().choices("ab", [1, 9], k=6)))
show(lambda: (r().choices("ab", [0, 0])))
show(lambda: ((lambda l: (r().shuffle(l), l)[1])(list(range(8)))))
show(lambda: (r().gauss(0, 1), random.gauss(0, 1)))
show(lambda: (r().uniform(1, 5)))
show(lambda: (r().triangular(0, 1, 0.3)))
show(lambda: (r().expovariate(2)))
show(lambda: (r().betavariate(1, 2)))
show(lambda: (r().normalvariate(0, 1)))
show(lambda: (r().getrandbits(70)))
show(lambda: (r().getrandbits(0)))
show(lambda: (r().getrandbits(-1)))
show(lambda: (r().randrange(5, 1)))
show(lambda: (r().randrange(0)))
show(lambda: (r().randbytes(4)))
show(lambda: (random.Random(3).random() == r(3).random()))
show(lambda: (r().lognormvariate(0, 1)))
show(lambda: (r().vonmisesvariate(0, 1)))
show(lambda: (r().paretovariate(2)))
show(lambda: (r().weibullvariate(1, 2)))
show(lambda: (r([1])))
show(lambda: ((lambda s: (random.random(), random.setstate(s), random.random()))(r().getstate())[0]))
show(lambda: (r().sample("abc", counts=[1, 2, 3], k=4)))
