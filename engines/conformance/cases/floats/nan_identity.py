nan = float("nan")
other = float("nan")
print(nan is nan, nan is other, nan == nan)
table = {nan: 1}
print(nan in table, other in table, table[nan])
print([nan] == [nan], nan in [nan], [nan].index(nan), [nan] == [other], other in [nan])
print(len({nan, other, nan}))
