import first

print(first.value, first.second.value, first.get())
import second

print(second.first is first, second.seen)
