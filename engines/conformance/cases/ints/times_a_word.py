"""Big integers times and divided by small ones."""

big = 3**200
for word in (0, 1, -1, 2, -7, 2**47, -(2**48), 10**13):
    print(big * word, word * -big, (big * word) // big)
low = 2**64 - 1
print(low * 10**14, -low * 3, (2**128 - 1) * 5, (2**191 - 1) * 0, (2**192 - 1) * -1)
print(divmod(big * 12345 + 678, big), divmod(-(big * 12345) - 678, big), divmod(big * (2**59), -big))
