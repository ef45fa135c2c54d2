import logging, sys
logging.basicConfig(stream=sys.stdout, level=logging.INFO, format='%(levelname)s:%(name)s:%(message)s')
log = logging.getLogger('app')
log.info('start %d', 3)
log.debug('hidden')
log.warning('warn %s %r', 'a', 'b')
child = logging.getLogger('app.sub')
child.setLevel(logging.DEBUG)
child.debug('shown %(k)s', {'k': 5})
class Short(logging.Formatter):
    def formatException(self, info): return 'exception ' + repr(info[1])
plain = logging.getLogger('plain'); plain.propagate = False
own = logging.StreamHandler(sys.stdout); own.setFormatter(Short('%(message)s')); plain.addHandler(own)
try:
    1/0
except ZeroDivisionError:
    plain.exception('failed')
h = logging.StreamHandler(sys.stdout)
h.setFormatter(logging.Formatter('[%(levelname)-8s] %(message)s'))
log.addHandler(h); log.propagate = False
def f(): log.error('in f')
f()
log.log(35, 'custom level')
logging.addLevelName(35, 'NOTE')
log.log(35, 'custom level')
print(log.isEnabledFor(10), log.getEffectiveLevel(), logging.getLevelName(20), logging.getLevelName('INFO'), log)
class Filt(logging.Filter):
    def filter(self, r): return 'no' not in r.getMessage()
h.addFilter(Filt())
log.info('no way'); log.info('yes')
logging.root.info('root')
adapter = logging.LoggerAdapter(log, {'x': 1}); adapter.info('adapted')
log.handlers.clear(); log.propagate = True
logging.disable(logging.ERROR); log.error('x'); log.critical('y')

class Rec(logging.Handler):
    def __init__(self): super().__init__(); self.records = []
    def emit(self, record): self.records.append((record.levelname, record.getMessage(), record.name))
logging.disable(logging.NOTSET)
rec = Rec(); a = logging.getLogger('x.y.z'); b = logging.getLogger('x'); b.addHandler(rec); b.setLevel('DEBUG')
a.debug('%d-%s', 1, 'two'); a.setLevel(logging.ERROR); a.info('not'); a.error('yes', extra={'k': 1}); print(rec.records, a.parent is b, a.getChild('q').name)
print(repr(rec), repr(a), logging.getLogger('x.y').parent is b, a.hasHandlers())
for f in (lambda: logging.Formatter('{x}', style='%'), lambda: logging.Formatter('x', style='?'), lambda: a.setLevel('NOPE'), lambda: logging.getLogger(5), lambda: a.error('m', extra={'message': 1})):
    try: f()
    except (ValueError, TypeError, KeyError) as e: print(type(e).__name__, e)
print(logging.Formatter('{levelname}:{message}', style='{').format(logging.makeLogRecord({'msg': 'hi %s', 'args': ('x',), 'levelname': 'L'})))
print(logging.Formatter('$message', style='$').format(logging.makeLogRecord({'msg': 'dollar'})))
print(logging.Formatter('%(asctime)s %(message)s', '%Y').format(logging.makeLogRecord({'msg': 'm', 'created': 0.0})))
