//! Random uses of what programs import and of less common statements: containers of the library, iterator tools, texts of
//! JSON, coroutines, metaclasses, operations of sets and dicts, names of other scopes.

use super::Generator;

impl Generator {
    pub(super) fn library(&mut self) {
        match self.random.below(7) {
            0 => self.containers_of_the_library(),
            1 => self.iterator_tools(),
            2 => self.json_texts(),
            3 => self.coroutines(),
            4 => self.metaclass(),
            5 => self.sets_and_dicts(),
            _ => self.scopes(),
        }
    }

    fn containers_of_the_library(&mut self) {
        let (a, b) = (self.expression(1), self.expression(1));
        self.line("import collections, heapq, bisect");
        self.line(&format!("seen = collections.Counter(str({a}))"));
        self.line("seen.update('spam')");
        self.line("ring = collections.deque([3, 1, 2], maxlen=5)");
        self.line("groups = collections.defaultdict(list)");
        self.line(&format!("for i, item in enumerate([{a}, {b}, 1, 2, 1]): groups[type(item).__name__].append(i)"));
        self.line("heap = [5, 2, 8, 1]; heapq.heapify(heap)");
        for _ in 0..4 {
            let operation = self.random.pick(&[
                "print(sorted(seen.items())[:6], seen['s'], seen['none'])",
                "print(seen.most_common(1)[0][1], sum(seen.values()))",
                "ring.append(9); ring.appendleft(8); print(ring)",
                "ring.rotate(2); print(ring, ring[0], len(ring))",
                "ring.extendleft([4, 5]); print(ring.pop(), ring.popleft(), list(ring))",
                "print(dict(groups), 'none' in groups, len(groups))",
                "heapq.heappush(heap, 3); print(heapq.heappop(heap), heap)",
                "print(heapq.nlargest(2, heap), heapq.heappushpop(heap, 0))",
                "print(bisect.bisect([1, 3, 5], 3), bisect.bisect_left([1, 3, 5], 3))",
                "order = collections.OrderedDict(a=1, b=2); order.move_to_end('a'); print(order)",
                "Pair = collections.namedtuple('Pair', 'left right'); print(Pair(1, right=2)._replace(left=9))",
                "print(collections.ChainMap({'a': 1}, {'a': 2, 'b': 3})['b'])",
                "ring.remove(77)",
                "heapq.heappop([])",
            ]);
            self.line("try:");
            self.line(&format!("    {operation}"));
            self.line("except (IndexError, ValueError, KeyError) as error:");
            self.line("    print(type(error).__name__, error)");
        }
    }

    fn iterator_tools(&mut self) {
        let (a, b) = (self.expression(1), self.random.pick(&["range(6)", "'abcab'", "[3, 1, 2]", "(2.5, 1)", "{1: 2, 3: 4}"]));
        self.line("import itertools, functools, operator");
        for _ in 0..4 {
            let tool = self.random.pick(&[
                "list(itertools.accumulate(SOURCE))",
                "list(itertools.chain(SOURCE, [VALUE]))",
                "list(itertools.islice(itertools.cycle(SOURCE), 1, 8, 2))",
                "list(itertools.permutations(SOURCE, 2))[:5]",
                "list(itertools.combinations(SOURCE, 2))[-3:]",
                "list(itertools.product(SOURCE, 'pq'))[1:4]",
                "[(k, len(list(g))) for k, g in itertools.groupby(SOURCE, str)]",
                "list(itertools.zip_longest(SOURCE, [1, 2], fillvalue=VALUE))",
                "list(itertools.takewhile(lambda v: v != VALUE, SOURCE))",
                "list(itertools.starmap(max, [(1, 2), (VALUE, VALUE)]))",
                "list(itertools.pairwise(SOURCE))",
                "list(map(list, itertools.tee(SOURCE)))",
                "functools.reduce(lambda p, q: clip(p + q), SOURCE)",
                "functools.reduce(operator.mul, range(1, 25), 1)",
                "functools.partial(sorted, reverse=True)(SOURCE)",
                "list(itertools.compress(SOURCE, [1, 0, VALUE]))",
                "list(zip(SOURCE, itertools.count(2 ** 63 - 2)))",
                "list(itertools.repeat(VALUE, 2))",
                "sorted(SOURCE, key=functools.cmp_to_key(lambda p, q: (p < q) - (p > q)))",
                "operator.itemgetter(1, 0)(list(SOURCE))",
            ]);
            let tool = tool.replace("SOURCE", b).replace("VALUE", &a);
            self.line("try:");
            self.line(&format!("    print({tool})"));
            self.line("except (TypeError, ValueError, ArithmeticError) as error:");
            self.line("    print(type(error).__name__, error)");
        }
    }

    fn json_texts(&mut self) {
        let (a, b) = (self.expression(1), self.expression(1));
        let form = self.random.pick(&["", ", indent=2", ", sort_keys=True", ", separators=(',', ':')", ", ensure_ascii=False"]);
        self.line("import json, re");
        self.line("try:");
        self.line(&format!("    text = json.dumps({{'a': clip({a}), 'b': [clip({b}), None, True, 2.5], 'c': {{'d': 'x\\u00e9'}}}}{form})"));
        self.line("    print(text, json.loads(text) == json.loads(json.dumps(json.loads(text))))");
        let pattern = self.random.pick(&[r"\d+", r"[a-z]+", r"(\w)\W*(\w)", r"^.|.$", r"(?P<q>[^\d\s]{2,})", r"(a|b)*?c", r"\b\w"]);
        self.line(&format!("    print(re.findall(r'{pattern}', text)[:6], re.sub(r'{pattern}', '<>', text, count=3)[:60])"));
        self.line("except (TypeError, ValueError) as error:");
        self.line("    print(type(error).__name__, error)");
    }

    fn coroutines(&mut self) {
        let (name, a, b) = (self.fresh("co"), self.expression(1), self.expression(1));
        self.line("import asyncio");
        self.line(&format!("async def {name}_part(n, order):"));
        self.line("    for i in range(n):");
        self.line("        order.append((n, i))");
        self.line("        await asyncio.sleep(0)");
        let last = self.random.pick(&["return n", "raise KeyError(n)", "return [n] * 2", "1 // (n - 1)"]);
        self.line(&format!("    {last}"));
        self.line(&format!("async def {name}_numbers(n):"));
        self.line("    try:");
        self.line("        for i in range(n):");
        self.line("            yield i");
        self.line("            await asyncio.sleep(0)");
        self.line("    finally:");
        self.line("        print('numbers end')");
        self.line(&format!("async def {name}():"));
        self.line("    order = []");
        let parts = self.random.pick(&["1, 3, 2", "2, 2", "3, 1", "1, 1, 1, 4"]);
        self.line(&format!("    jobs = [{name}_part(n, order) for n in ({parts},)]"));
        self.line("    print([repr(r) for r in await asyncio.gather(*jobs, return_exceptions=True)], order)");
        self.line(&format!("    print([v async for v in {name}_numbers(3) if v != 1], {a})"));
        self.line(&format!("    return {b}"));
        self.line(&format!("print(asyncio.run({name}()))"));
    }

    fn metaclass(&mut self) {
        let (meta, class, value) = (self.fresh("Meta"), self.fresh("Made"), self.expression(1));
        self.line(&format!("class {meta}(type):"));
        self.line("    def __new__(mcls, name, bases, namespace, **named):");
        self.line("        namespace.setdefault('tag', sorted(named))");
        self.line("        return super().__new__(mcls, name, bases, namespace)");
        self.line("    def __init__(cls, name, bases, namespace, **named): super().__init__(name, bases, namespace)");
        if self.random.below(2) == 0 {
            self.line("    def __call__(cls, *args): print('call', cls.__name__, args); return super().__call__(*args)");
        }
        self.line("    def __contains__(cls, item): return item == cls.tag");
        self.line("    @property");
        self.line("    def upper(cls): return cls.__name__.upper()");
        let bases = self.random.pick(&["metaclass=META, k=1", "Left, metaclass=META", "int, metaclass=META, z=2, y=1", "metaclass=META"]);
        self.line(&format!("class {class}({}):", bases.replace("META", &meta)));
        self.line("    def __init_subclass__(cls, /, **named): print('subclass', cls.__name__)");
        self.line("    def __class_getitem__(cls, item): return (cls.__name__, item)");
        self.line("    def __format__(self, spec): return 'formatted ' + spec");
        // The default shows an address.
        self.line("    def __repr__(self): return 'an instance'");
        self.line(&format!("class {class}_below({class}): tag = {value}"));
        let operation = self.random.pick(&[
            "CLASS(3), CLASS.upper, CLASS.tag",
            "CLASS[1], CLASS_below.tag, CLASS_below.upper",
            "[] in CLASS, type(CLASS).__name__, isinstance(CLASS_below(1), CLASS)",
            "f'{CLASS(2):spec}', [k.__name__ for k in CLASS_below.__mro__]",
            "CLASS.upper, CLASS_below(2).upper",
            "type(CLASS_below)('Late', (CLASS,), {'late': 1}).late",
        ]);
        self.line("try:");
        self.line(&format!("    print({})", operation.replace("CLASS", &class)));
        self.line("except (TypeError, AttributeError) as error:");
        self.line("    print(type(error).__name__, str(error)[:30])");
    }

    fn sets_and_dicts(&mut self) {
        let (a, b) = (self.expression(1), self.number());
        self.line("some, other = {1, 5, 2 ** 40, 3}, {3, 4, 2.5, 5}");
        self.line(&format!("book = {{'k': {a}, 1: 2, 2.5: 'f', (1, 2): None}}"));
        for _ in 0..5 {
            let operation = self.random.pick(&[
                "print(some | other, some & other, some - other, some ^ other)",
                "some.discard(VALUE); some.add(VALUE); print(some, some <= other, some.isdisjoint(other))",
                "other -= {3}; other |= {9, 8}; print(other, frozenset(other) == other)",
                "print(book | {'new': VALUE}, list(book)[-1], book.setdefault('s', VALUE))",
                "book[VALUE] = 'v'; print(book.pop('k', None), len(book), 1.0 in book)",
                "print(sorted(book.keys() & {1, 'k', 7}, key=str), list(reversed(book.values())))",
                "print(list(book.items())[::2], book.popitem(), sorted(map(str, book)))",
                "for key in list(book): del book[key]",
                "for key in book: book[str(key) + 'x'] = 1",
                "print(book['missing'])",
                "print(dict.fromkeys('aba', VALUE), dict(zip('xy', (1, VALUE))), {**book, 'k': 0} == book)",
                "some.remove(VALUE); some.remove(VALUE)",
                "print({frozenset({1, 2}): 'a'}[frozenset({2, 1})], {(1, VALUE): 1}.get((1, VALUE)))",
            ]);
            let operation = operation.replace("VALUE", &b);
            self.line("try:");
            self.line(&format!("    {operation}"));
            self.line("except (KeyError, RuntimeError, TypeError) as error:");
            self.line("    print(type(error).__name__, error)");
        }
    }

    fn scopes(&mut self) {
        let (name, a) = (self.fresh("scope"), self.expression(1));
        self.line(&format!("{name}_count = 0"));
        self.line(&format!("def {name}(p, *more, q={a}, **named):"));
        self.line(&format!("    global {name}_count"));
        self.line(&format!("    {name}_count += 1"));
        self.line("    if (n := len(more)) > 1: p = (last := more[-1], n)");
        self.line("    fs = [lambda k=k: (k, p, n) for k in range(3)]");
        self.line("    gs = [lambda: k for k in range(3)]");
        self.line("    class Inner:");
        self.line("        n = 'class'");
        self.line("        def m(self): return n, p");
        self.line("    def late():");
        self.line("        nonlocal n");
        self.line("        n += 10");
        self.line("        return n");
        self.line("    late()");
        self.line("    total = (x for x in more if x != q)");
        let last = self.random.pick(&["del p", "p = 'again'", "n = p", "pass"]);
        self.line(&format!("    {last}"));
        self.line("    try:");
        self.line("        return fs[1](), gs[0](), Inner().m(), Inner.n, list(total), sorted(named), [y := n, y]");
        self.line("    except NameError as error:");
        self.line("        return type(error).__name__, str(error)");
        for arguments in ["1", "1, 2, 3", "2, 4, r=5, s=6", "*[1, 2, 3], **{'t': 1}"] {
            self.line(&format!("print({name}({arguments}))"));
        }
        self.line(&format!("print({name}_count)"));
    }
}
