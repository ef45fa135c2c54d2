try:
    raise SystemExit
except SystemExit as error:
    print(error.code)
try:
    exit(4)
except SystemExit as error:
    print(error.code)
try:
    raise SystemExit("text")
except Exception:
    print("never")
except BaseException as error:
    print(type(error).__name__, error)
raise SystemExit([1, 2])
