import gc, platform, queue, timeit, warnings, weakref, sys
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__,e)
t(lambda:(gc.isenabled(),gc.disable(),gc.isenabled(),gc.enable(),gc.isenabled(),type(gc.collect()),gc.collect()>=0,len(gc.get_threshold()),gc.garbage))
t(lambda:(platform.python_version_tuple()[:2],isinstance(platform.python_implementation(),str),platform.system()))
q=queue.Queue(); [q.put(i) for i in range(3)]; t(lambda:(q.qsize(),q.get(),q.empty(),q.full(),q.get_nowait(),q.get(),q.empty())); t(lambda:q.get_nowait()); t(lambda:q.get(block=False))
q=queue.Queue(maxsize=1); q.put(1); t(lambda:q.put_nowait(2)); t(lambda:q.full()); q.task_done(); t(lambda:q.task_done())
l=queue.LifoQueue(); [l.put(i) for i in 'abc']; t(lambda:[l.get() for _ in range(3)]); p=queue.PriorityQueue(); [p.put(i) for i in (3,1,2)]; t(lambda:[p.get() for _ in range(3)]); s=queue.SimpleQueue(); s.put(1); t(lambda:(s.get(),s.empty())); t(lambda:(queue.Empty.__mro__[1],queue.Full.__name__))
t(lambda:timeit.timeit(lambda:None,number=10)>=0); t(lambda:timeit.timeit('x=1',number=5)>=0); t(lambda:len(timeit.repeat('1+1',number=2,repeat=3))); t(lambda:timeit.Timer('a+1','a=1').timeit(3)>=0); t(lambda:timeit.default_timer()>0); t(lambda:timeit.timeit('y','y=2',number=1)>=0); t(lambda:timeit.timeit('zz',globals={'zz':1},number=1)>=0)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always'); warnings.warn('hello'); warnings.warn('dep',DeprecationWarning)
    t(lambda:[(str(x.message),x.category.__name__) for x in w])
with warnings.catch_warnings():
    warnings.simplefilter('error'); t(lambda:warnings.warn('boom')); t(lambda:warnings.warn('boom',RuntimeWarning))
with warnings.catch_warnings():
    warnings.simplefilter('ignore'); t(lambda:warnings.warn('x'))
class O:
    def m(self): return 5
    def __repr__(self): return 'O'
o=O(); r=weakref.ref(o); t(lambda:(r() is o,r==weakref.ref(o))); pr=weakref.proxy(o); t(lambda:pr.m()); d=weakref.WeakValueDictionary(); d['a']=o; t(lambda:(d['a'],len(d),'a' in d,list(d.items()))); k=weakref.WeakKeyDictionary(); k[o]=1; t(lambda:(k[o],len(k))); ws=weakref.WeakSet([o]); t(lambda:(o in ws,len(ws))); wm=weakref.WeakMethod(o.m); t(lambda:wm()()); t(lambda:weakref.ref(1)); f=weakref.finalize(o,print,'fin'); t(lambda:f.alive); t(lambda:f.detach() is not None); t(lambda:d.get('zz',3)); t(lambda:d['zz'])
