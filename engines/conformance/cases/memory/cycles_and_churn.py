class Node:
    def __init__(self, name):
        self.name = name
        self.other = None
        self.items = [self]


for i in range(20000):
    a, b = Node(i), Node(-i)
    a.other, b.other = b, a
    a.items.append(b.items)
print(a.name, b.name, a.other.other is a, len(a.items))
kept = []
for i in range(30000):
    text = "text" + str(i)
    if i % 1000 == 0:
        kept.append((text, [text] * 3, {"k": text}))
print(len(kept), kept[-1], kept[0][2]["k"] is kept[0][0])
functions = []
for i in range(2000):
    def function(x, i=i, box=[i]):
        box.append(x)
        return i + len(box)

    function.own = function
    if i % 500 == 0:
        functions.append(function)
print([f(1) for f in functions], functions[1].own is functions[1])
nested = ()
for i in range(1000):
    nested = (i, nested)
depth = 0
while nested:
    _, nested = nested
    depth += 1
print(depth, sum([len("x" * i) for i in range(2000)]))
