//! `for` loops. The state registers hold a range, a sequence with an index, or an iterator (see the opcode table).

use bytecode::{Insn, Opcode};
use runtime::object::Kind;
use runtime::object::generator::{Generator, GeneratorState};
use runtime::object::iterator::{IterState, Iterator};
use runtime::object::list::List;
use runtime::object::range::{Range, range_length};
use runtime::object::string::Str;
use runtime::object::tuple::Tuple;
use runtime::ops::iterate::NextPair;
use runtime::value::INT_TAG;
use runtime::{Result, Value};

use super::{Flow, SETTLED, back_edge, get, later, next, note, put, rewrite, rt, set, tri};
use crate::context::{Context, State};
use crate::tier::walked;

/// Bit of `x` in the private copy: the loop's variable is a temporary that its body does nothing with but unpack it into two
/// locals, in its first instruction.
pub(crate) const PAIR: u8 = 0x40;
/// Largest count that fits a register.
const MAX_COUNT: u64 = 1 << 48;

/// Puts a range into loop state, if it can be walked with immediate integers.
unsafe fn range_state(s: State, state: u16, start: i64, stop: i64, step: i64) -> bool {
    let count = range_length(start, stop, step);
    // The value behind the last one must still be an immediate integer.
    let end = i128::from(start) + i128::from(step) * i128::from(count);
    if count >= MAX_COUNT || i64::try_from(end).ok().and_then(Value::try_small_int).is_none() {
        return false;
    }
    set(s, state, Value::small_int(start));
    set(s, state + 1, Value::small_int(count as i64));
    set(s, state + 2, Value::small_int(step));
    true
}

#[inline(never)]
pub unsafe fn ForPrepRange(cx: *mut Context, s: State, i: Insn) -> Flow {
    let argc = usize::from(i.x);
    let args = super::run(s, i.a + 1, argc);
    let target = State { pc: s.pc.offset(i.d() as isize), ..s };
    if get(s, i.a) == Value::from(rt(cx).types.range) {
        let ints: Option<(i64, i64, i64)> = match args {
            [stop] => stop.as_small_int().map(|stop| (0, stop, 1)),
            [start, stop] => start.as_small_int().zip(stop.as_small_int()).map(|(a, b)| (a, b, 1)),
            [start, stop, step] => match (start.as_small_int(), stop.as_small_int(), step.as_small_int()) {
                (Some(a), Some(b), Some(c)) if c != 0 => Some((a, b, c)),
                _ => None,
            },
            _ => None,
        };
        if let Some((start, stop, step)) = ints
            && range_state(s, i.a, start, stop, step)
        {
            return Flow::Next(target);
        }
    }
    let iterable = tri!(s, rt(cx).call(get(s, i.a), args));
    let iterator = tri!(s, rt(cx).get_iter(iterable));
    set(s, i.a, iterator);
    set(s, i.a + 1, Value::NONE);
    set(s, i.a + 2, Value::NONE);
    Flow::Next(target)
}

#[inline(never)]
pub unsafe fn ForPrep(cx: *mut Context, s: State, i: Insn) -> Flow {
    let source = get(s, i.b);
    let target = State { pc: s.pc.offset(isize::from(i.imm_c())), ..s };
    if source.is_object::<List>() || source.is_object::<Tuple>() || source.is_object::<Str>() {
        set(s, i.a, source);
        set(s, i.a + 1, Value::small_int(0));
        set(s, i.a + 2, Value::NONE);
        return Flow::Next(target);
    }
    if let Some((start, stop, step)) = source.as_object::<Range>().and_then(|r| r.small())
        && range_state(s, i.a, start, stop, step)
    {
        return Flow::Next(target);
    }
    let iterator = tri!(s, rt(cx).get_iter(source));
    note(cx, s, walked(iterator));
    set(s, i.a, iterator);
    set(s, i.a + 1, Value::NONE);
    set(s, i.a + 2, Value::NONE);
    Flow::Next(target)
}

/// What a loop with this iterator walks, as far as a compiling tier wants to know it.
fn walked(iterator: Value) -> u8 {
    let Some(state) = state(iterator) else { return 0 };
    match state {
        IterState::Enumerate { iterator, .. } => over_sequence(walked::ENUMERATE, &[iterator]),
        IterState::Zip { iterators, strict: false } => match iterators.as_object::<Tuple>() {
            Some(both) if both.items().len() == 2 => over_sequence(walked::ZIP, both.items()),
            _ => 0,
        },
        IterState::ListReverse { .. } => walked::REVERSED,
        IterState::Dict { .. } => walked::DICT,
        _ => over_sequence(walked::ITERATOR, &[iterator]),
    }
}

fn state(iterator: Value) -> Option<IterState> {
    iterator.as_object::<Iterator>().map(|it| it.state.get())
}

/// The bit and those of the sequences, if all of these iterators are over sequences.
fn over_sequence(bit: u8, iterators: &[Value]) -> u8 {
    let kind = |&iterator: &Value| match state(iterator)? {
        IterState::List { .. } => Some(walked::LIST),
        IterState::Tuple { .. } => Some(walked::TUPLE),
        IterState::Str { .. } => Some(walked::STR),
        _ => None,
    };
    iterators.iter().try_fold(bit, |bits, iterator| Some(bits | kind(iterator)?)).unwrap_or(0)
}

/// An item was found: bind it and go to the body. The loop is counted at its header, before the item is taken.
#[inline(always)]
unsafe fn body(s: State, i: Insn, item: Value) -> Flow {
    set(s, i.a, item);
    Flow::Next(State { pc: s.pc.offset(isize::from(i.imm_c())), ..s })
}

/// Counts an iteration; `Some` when another tier has taken over or wants this instruction run again.
#[inline(always)]
unsafe fn counted<const FAST: bool>(cx: *mut Context, s: State) -> Option<Flow> {
    let left = (*(*cx).code).countdown.get() - 1;
    if left <= 0 {
        if FAST {
            return Some(Flow::LATER);
        }
        (*(*cx).code).countdown.set(1);
        return Some(back_edge::<false>(cx, s));
    }
    (*(*cx).code).countdown.set(left);
    None
}

#[inline(always)]
pub unsafe fn ForRange<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let Some(flow) = counted::<FAST>(cx, s) {
        return flow;
    }
    let left = get(s, i.b + 1).bits();
    if left > INT_TAG {
        let value = get(s, i.b);
        // Range form: all three are integers, and their sums were checked when the loop was prepared.
        set(s, i.b + 1, Value::from_bits(left - 1));
        set(s, i.b, Value::from_bits(value.bits().wrapping_add(get(s, i.b + 2).bits().wrapping_sub(INT_TAG))));
        return body(s, i, value);
    }
    if left == INT_TAG {
        return next(s);
    }
    later!(FAST, iterate(cx, s, i))
}

/// Iterator form.
#[inline(never)]
unsafe fn iterate(cx: *mut Context, s: State, i: Insn) -> Flow {
    if i.x & PAIR != 0 {
        let item = match tri!(s, rt(cx).next_pair(get(s, i.b))) {
            NextPair::Pair(first, second) => {
                // What the body begins with is done here, and nothing else reads the pair.
                let unpack = s.pc.offset(isize::from(i.imm_c()));
                set(s, (*unpack).a, first);
                set(s, (*unpack).b, second);
                return Flow::Next(State { pc: unpack.add(1), ..s });
            }
            NextPair::Item(item) => item,
        };
        return if item.is_empty() { next(s) } else { body(s, i, item) };
    }
    let item = tri!(s, rt(cx).next(get(s, i.b)));
    if item.is_empty() { next(s) } else { body(s, i, item) }
}

#[inline(always)]
pub unsafe fn ForIter<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let Some(flow) = counted::<FAST>(cx, s) {
        return flow;
    }
    let source = get(s, i.b);
    if i.x & SETTLED == 0 {
        if source.is_object::<List>() && get(s, i.b + 1).is_small_int() {
            rewrite(cx, s, Opcode::ForIterList);
        } else if source.is_object::<Generator>() {
            rewrite(cx, s, Opcode::ForIterGenerator);
        }
    }
    if !get(s, i.b + 1).is_small_int() {
        if source.is_object::<Generator>() {
            return later!(FAST, for_generator(cx, s, i));
        }
        return later!(FAST, iterate(cx, s, i));
    }
    if source.is_small_int() {
        let left = get(s, i.b + 1).bits();
        if left == INT_TAG {
            return next(s);
        }
        set(s, i.b + 1, Value::from_bits(left - 1));
        set(s, i.b, Value::from_bits(source.bits().wrapping_add(get(s, i.b + 2).bits().wrapping_sub(INT_TAG))));
        return body(s, i, source);
    }
    sequence::<FAST>(cx, s, i, source)
}

/// The next item of a list, tuple or string.
#[inline(always)]
unsafe fn sequence<const FAST: bool>(cx: *mut Context, s: State, i: Insn, source: Value) -> Flow {
    let index = get(s, i.b + 1).as_small_int().unwrap_or(0);
    let item = if let Some(list) = source.as_object::<List>() {
        list.get(index as usize)
    } else if let Some(tuple) = source.as_object::<Tuple>() {
        tuple.items().get(index as usize).copied()
    } else {
        later!(FAST, source.as_object::<Str>().and_then(|text| rt(cx).character_at(text, index as usize)))
    };
    match item {
        Some(item) => {
            set(s, i.b + 1, Value::small_int(index + 1));
            body(s, i, item)
        }
        None => {
            // An exhausted iterator stays so, even if the list grows again.
            next(s)
        }
    }
}

#[inline(always)]
pub unsafe fn ForIterList<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let Some(flow) = counted::<FAST>(cx, s) {
        return flow;
    }
    let index = get(s, i.b + 1);
    if let Some(list) = get(s, i.b).as_object::<List>()
        && index.is_small_int()
    {
        let at = index.bits().wrapping_sub(INT_TAG) as usize;
        return match list.get(at) {
            Some(item) => {
                set(s, i.b + 1, Value::from_bits(index.bits() + 1));
                body(s, i, item)
            }
            None => next(s),
        };
    }
    later!(FAST, {
        super::settle(cx, s);
        ForIter::<false>(cx, s, *s.pc)
    })
}

pub unsafe fn ForIterTuple(cx: *mut Context, s: State, i: Insn) -> Flow {
    ForIter::<false>(cx, s, i)
}

pub unsafe fn ForIterRange(cx: *mut Context, s: State, i: Insn) -> Flow {
    ForIter::<false>(cx, s, i)
}

#[inline(always)]
pub unsafe fn ForIterGenerator(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let Some(flow) = counted::<false>(cx, s) {
        return flow;
    }
    if get(s, i.b).is_object::<Generator>() {
        return for_generator(cx, s, i);
    }
    super::settle(cx, s);
    ForIter::<false>(cx, s, *s.pc)
}

/// Runs a generator's body in this driver up to its next `yield`.
#[inline(never)]
unsafe fn for_generator(cx: *mut Context, s: State, i: Insn) -> Flow {
    match get(s, i.b).as_object::<Generator>() {
        Some(generator)
            if matches!(generator.state.get(), GeneratorState::Created | GeneratorState::Suspended) && !generator.passes_on.get() =>
        {
            crate::generator::enter_for_loop(cx, s, generator)
        }
        _ => iterate(cx, s, i),
    }
}

pub unsafe fn GetIter(cx: *mut Context, s: State, i: Insn) -> Flow {
    let source = get(s, i.b);
    // The loop that gets it keeps an index of its own. (What iterators of others must notice, as a dict that grows
    // before the loop begins, is theirs.)
    if matches!(source.kind(), Some(Kind::List | Kind::Tuple | Kind::Str | Kind::Range)) {
        return put(s, i.a, source);
    }
    put(s, i.a, tri!(s, rt(cx).get_iter(source)))
}

pub unsafe fn GetYieldFromIter(cx: *mut Context, s: State, i: Insn) -> Flow {
    let source = get(s, i.b);
    let own = crate::generator::running(s);
    put(s, i.a, tri!(s, rt(cx).yield_from_iter(source, own)))
}

pub unsafe fn Yield(cx: *mut Context, s: State, i: Insn) -> Flow {
    crate::generator::suspend(cx, s, get(s, i.b))
}

pub unsafe fn YieldFrom(cx: *mut Context, s: State, i: Insn) -> Flow {
    let delegate = get(s, i.b);
    let outcome: Result<(bool, Value)> = rt(cx).delegate_send(delegate, get(s, i.c));
    let (yielded, value) = tri!(s, outcome);
    if yielded {
        return crate::generator::suspend(cx, s, value);
    }
    set(s, i.a, value);
    crate::generator::go_on(cx, State { pc: s.pc.add(1), ..s })
}
