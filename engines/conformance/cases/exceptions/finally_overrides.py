def override():
    try:
        raise ValueError
    finally:
        return "finally wins"


def replaced():
    try:
        return "try"
    finally:
        return "finally"


def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


print(override(), replaced(), value_kept())
for i in range(4):
    try:
        if i == 1:
            continue
        if i == 3:
            break
        print("body", i)
    finally:
        print("cleanup", i)


def swallow():
    for i in range(3):
        try:
            raise ValueError(i)
        finally:
            if i < 2:
                continue
            break
    return i


print(swallow())


def nested():
    try:
        try:
            1 / 0
        finally:
            print("inner finally")
    except ZeroDivisionError as error:
        print("outer", error)
        try:
            raise
        except ZeroDivisionError:
            print("again")
    finally:
        print("outer finally")


nested()
