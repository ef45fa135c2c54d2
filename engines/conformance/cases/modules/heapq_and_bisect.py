import heapq, bisect
x=7; h=[]; log=[]
class C:
    def __init__(s,v): s.v=v
    def __lt__(s,o): log.append((s.v,o.v)); return s.v<o.v
for i in range(60):
    x=(x*1103515245+12345)%2147483648
    heapq.heappush(h,C(x%40))
print([c.v for c in h],len(log)); log.clear()
print([heapq.heappop(h).v for _ in range(30)],len(log)); log.clear()
heapq.heapify(h); print(len(log),[c.v for c in h])
print(heapq.heapreplace(h,C(3)).v,heapq.heappushpop(h,C(1)).v,heapq.heappushpop(h,C(99)).v)
print(heapq.nlargest(3,[4,1,9,7]),heapq.nsmallest(2,"hello",key=lambda c:-ord(c)),list(heapq.merge([1,4,7],[2,4,8],[0])),list(heapq.merge([9,3],[5,1],reverse=True)),list(heapq.merge(["aa","b"],["c","dddd"],key=len)))
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
t(lambda:heapq.heappop([])); t(lambda:heapq.heappush((),1)); t(lambda:heapq.heapify(1)); t(lambda:heapq.nlargest(1))
a=[1,2,2,3]
print(bisect.bisect(a,2),bisect.bisect_left(a,2),bisect.bisect_right(a,2,1,3),bisect.bisect_left([1,5,9],25,key=lambda v:v*v)); bisect.insort(a,2.5); bisect.insort_left(a,0); print(a)
t(lambda:bisect.bisect(a,1,-1)); t(lambda:bisect.bisect(a)); t(lambda:bisect.bisect(a,1,foo=2))
