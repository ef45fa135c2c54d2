print("a")
value = 5
print(valeu)
