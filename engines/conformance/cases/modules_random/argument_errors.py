# what the functions of random refuse
import random

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: random.randint(5, 1))
show(lambda: random.randint('a', 2))
show(lambda: random.choice({}))
show(lambda: random.choice(5))
show(lambda: random.sample([1], 2))
show(lambda: random.sample({1}, 1))
show(lambda: random.sample([1], -1))
show(lambda: random.choices([], k=1))
show(lambda: random.choices([1], weights=[1, 2]))
show(lambda: random.choices([1, 2], cum_weights=[1]))
show(lambda: random.choices([1], weights=[1], cum_weights=[1]))
show(lambda: random.shuffle((1, 2)))
show(lambda: random.uniform('a', 1))
show(lambda: random.seed({}))
show(lambda: random.getrandbits('a'))
show(lambda: random.randrange(3, 3))
show(lambda: random.randrange(1, 5, 0))
show(lambda: random.randrange(0, 10, 2) in range(0, 10, 2))
show(lambda: random.sample(range(5), counts=[1], k=1))
show(lambda: random.setstate(5))
show(lambda: random.random(1))
show(lambda: type(random.Random().random()).__name__)
show(lambda: random.expovariate(0))
