try:
    import broken
except ZeroDivisionError as error:
    print("caught", error)
try:
    import broken
except ZeroDivisionError as error:
    print("runs again", error)
import broken_uncaught
