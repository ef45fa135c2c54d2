# Replacements with few and many occurrences, and short lists of texts in order.
words = "the quick brown fox jumps over the lazy dog and the cat "
for count in (1, 5, 40, 3000):
    text = words * count
    for old, new in (("the", "THE"), ("the", "a"), ("the", "another"), (" ", ""), (" ", "_"), (" ", "  "), ("og", ""), ("zz", "y"), ("e ", "e\u00e9 ")):
        for limit in (-1, 0, 1, 31, 32, 33, 70):
            replaced = text.replace(old, new, limit)
            print(old, new, limit, len(replaced), replaced.count(new), hash(replaced) == hash(replaced[:-1] + replaced[-1:]), replaced[:30], replaced[-30:])
print(len(("ab" * 70000).replace("ab", "c")), len(("ab" * 70000).replace("ba", "xyz")), ("ab" * 66000).replace("ab", "ab") == "ab" * 66000)
for count in range(40):
    names = [("prefix-common-" if i % 3 else "p") + str(i * 7919 % 101) for i in range(count)] + ["", "a", "p", "prefix-c", "prefix-co"][: count % 6]
    print(sorted(names), sorted(words[:count]), sorted(names, reverse=True) == sorted(names)[::-1], sorted(names + ["\u00e9"])[-1:])
