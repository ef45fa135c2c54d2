"""Work whose amount is known exactly, for `spectrum selftest`.

Each function takes units * 1_000_000 + millionths. It does `units` equal pieces of work, and millionths of that many more
behind them; the result is that of the first `units`, so that more work gives the same result.

As a whole process, for `--gate`: the argument is a file named after a function that holds the units; the file `extra` in the
working directory holds the millionths.
"""

import sys



def amount(code):
    units, millionths = divmod(code, 1_000_000)
    return units, units + units * millionths // 1_000_000


def integers(code):
    units, total = amount(code)
    state, kept, last = 1, 0, units - 1
    for i in range(total):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        if i == last:
            kept = state
    return kept


class Node:
    def __init__(self, value, rest):
        self.value = value
        self.rest = rest


def allocation(code):
    units, total = amount(code)
    head, kept, last = None, 0, units - 1
    for i in range(total):
        head = Node(i, head)
        if i & 15 == 15:
            head = Node(head.value + head.rest.value, None)
        if i == last:
            kept = head.value
    return kept


def containers(code):
    units, total = amount(code)
    table, kept, last = {}, 0, units - 1
    for i in range(total):
        key = (i * 7919) & 1023
        table[key] = table.get(key, 0) + i
        if i == last:
            kept = table[key] + len(table)
    return kept


if __name__ == "__main__":
    with open(sys.argv[1]) as case, open("extra") as extra:
        work = int(case.read()) * 1_000_000 + int(extra.read())
    print(containers(work) if sys.argv[1].endswith("containers") else integers(work))
