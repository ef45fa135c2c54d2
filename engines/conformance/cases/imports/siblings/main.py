import helper
import helper as h
from helper import double, CONSTANT as C
from package import inside
from package.nested.deep import depth
import package.nested.deep
import package

print(helper.CONSTANT, h is helper, double(4), C)
print(inside.name(), depth(), package.nested.deep.depth(), package.VERSION, package.exported)
helper.counter += 1
from helper import counter

print(counter, helper.bump(), helper.counter, counter)
print(helper.__name__, inside.__name__, package.__name__, package.nested.deep.__name__, __name__)


def local_import():
    import helper
    from helper import double as d
    return helper.counter, d(1)


print(local_import())
try:
    from helper import missing
except ImportError as error:
    print(type(error).__name__, str(error).split(" (")[0])
try:
    import no_such_module
except ModuleNotFoundError as error:
    print(error, error.name)
try:
    import package.absent
except ModuleNotFoundError as error:
    print(error)
try:
    import helper.part
except ModuleNotFoundError as error:
    print(error)
try:
    helper.absent
except AttributeError as error:
    print(error)
