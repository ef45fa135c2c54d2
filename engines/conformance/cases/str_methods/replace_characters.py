"""`replace` of single characters, with and without a limit."""
for s in ("a,b,c", "aaa", "", "b", "é,b,ü", "a"*300):
    print(s.replace(",", ";"), s.replace("a", "b"), s.replace("a", "é"), s.replace("a", "b", 1), s.replace("a", "b", 2), s.replace("a","b",-1), s.replace("a", "b", 300) )
