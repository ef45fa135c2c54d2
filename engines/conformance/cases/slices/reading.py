text = "0123456789"
for start in (None, 0, 3, -3, 20, -20):
    for stop in (None, 0, 7, -2, 20, -20):
        for step in (None, 1, 2, -1, -3):
            print(start, stop, step, text[start:stop:step], list(range(10))[start:stop:step] == [int(c) for c in text[start:stop:step]])
