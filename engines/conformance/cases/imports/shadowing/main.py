# A sibling wins over a library module that is not built in; a built-in one cannot be shadowed.
import json
import queue
import sys
import time

print(json.WHO, queue.WHO, hasattr(sys, "WHO"), hasattr(time, "WHO"))
from json import dumps

print(dumps(1))
