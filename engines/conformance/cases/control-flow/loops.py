for i in range(5):
    if i == 3:
        break
else:
    print("not printed")
print(i)
for i in range(3):
    pass
else:
    print("else", i)
for i in []:
    pass
else:
    print("else of empty")
n = 10
while n > 0:
    n -= 3
    if n == 4:
        continue
    print(n, end=" ")
else:
    print("while else", n)
while True:
    n += 1
    if n > 3:
        break
print(n)
for i in range(3):
    for j in range(3):
        if j == 1:
            continue
        if i == 1:
            break
        print(i, j)
    else:
        print("inner else", i)
for i in range(3):
    i += 10
    print(i, end=" ")
print(i)
for x, y in [(1, 2), [3, 4], "ab"]:
    print(x, y)
target = [0, 0]
for target[1] in range(3):
    print(target)
for i in range(10, 0, -3):
    print(i, end=",")
for i in range(2 ** 64, 2 ** 64 + 2):
    print(i)
