"""Work whose amount is known exactly, as a whole process, for `spectrum selftest --gate`.

The argument is a file named after one of the functions below that holds units of work; the file `extra` in the working
directory holds how many millionths of them are done on top. The result is that of the first units alone.
"""

import sys


def integers(units, total):
    state, kept, last = 1, 0, units - 1
    for i in range(total):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        if i == last:
            kept = state
    return kept


def containers(units, total):
    table, kept, last = {}, 0, units - 1
    for i in range(total):
        key = (i * 7919) & 1023
        table[key] = table.get(key, 0) + i
        if i == last:
            kept = table[key] + len(table)
    return kept


with open(sys.argv[1]) as case, open("extra") as extra:
    units, millionths = int(case.read()), int(extra.read())
function = containers if sys.argv[1].endswith("containers") else integers
print(function(units, units + units * millionths // 1_000_000))
