"""Blocks that two sequences have in common, their likeness, and the steps from one to the other."""

from difflib import IS_CHARACTER_JUNK, IS_LINE_JUNK, Match, SequenceMatcher, get_close_matches

m = SequenceMatcher(None, "qabxcd", "abycdf")
print(m.get_matching_blocks(), m.ratio(), m.quick_ratio(), m.real_quick_ratio())
for step in m.get_opcodes():
    print(step)
print(m.find_longest_match(0, 6, 0, 6), m.find_longest_match(alo=3), m.b2j)
space = SequenceMatcher(lambda c: c == " ", "private Thread currentThread;", "private volatile Thread currentThread;")
print(round(space.ratio(), 3), space.get_matching_blocks(), space.bjunk)
print(SequenceMatcher(lambda c: c == " ", " abcd", "abcd abcd").find_longest_match(0, 5, 0, 9))
print(SequenceMatcher(None, "", "").ratio(), SequenceMatcher(None, "", "").get_opcodes(), SequenceMatcher(None, [], [1]).ratio())
lists = SequenceMatcher(None, [1, 2, 3, (4,)], (0, 2, 3, (4,), 5))
print(list(lists.get_opcodes()), list(lists.get_grouped_opcodes(0)))
lists.set_seq1([0, 2])
print(lists.ratio(), lists.get_matching_blocks()[-1])

long = "b" * 200
for autojunk in (True, False):
    s = SequenceMatcher(None, "a" + long, long + "c", autojunk=autojunk)
    print(s.ratio(), s.bpopular)
a, b = list(map(str, range(1, 40))), list(map(str, range(1, 40)))
b[8:8], b[20], b[23:28], b[30] = "i", b[20] + "x", [], b[30] + "y"
for group in SequenceMatcher(None, a, b).get_grouped_opcodes():
    print(group)

words = ["ape", "apple", "peach", "puppy", "appel", "apply"]
print(get_close_matches("appel", words), get_close_matches("appel", words, 1), get_close_matches("zzz", words))
print(get_close_matches("appel", words, n=5, cutoff=0.0), get_close_matches([1, 2], [[1], [2, 3], [1, 2, 3]]))
for n, cutoff in ((0, 0.5), (1, 1.5)):
    try:
        get_close_matches("a", [], n, cutoff)
    except ValueError as e:
        print(e)
print(IS_LINE_JUNK("\n"), IS_LINE_JUNK("  #   \n"), IS_LINE_JUNK("hello\n"), IS_CHARACTER_JUNK("\t"), IS_CHARACTER_JUNK("x"))
print(Match(1, 2, 3)._asdict())
