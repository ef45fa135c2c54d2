"""Concurrency with coroutines: the event loop, tasks, and what they wait for. No sockets, processes or threads."""

from .coroutines import *
from .events import *
from .events import _get_running_loop
from .exceptions import *
from .futures import *
from .locks import *
from .queues import *
from .runners import *
from .taskgroups import *
from .tasks import *
