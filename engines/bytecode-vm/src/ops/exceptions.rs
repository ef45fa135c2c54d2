//! Raising and handling.

use bytecode::Insn;
use runtime::Value;
use runtime::object::exception::Exception;

use super::{Flow, get, next, put, rt, set, tri};
use crate::context::{Context, State};

pub unsafe fn Raise(cx: *mut Context, s: State, i: Insn) -> Flow {
    rt(cx).raise_object(get(s, i.a));
    Flow::Raise(s)
}

pub unsafe fn RaiseFrom(cx: *mut Context, s: State, i: Insn) -> Flow {
    rt(cx).raise_from(get(s, i.a), get(s, i.b));
    Flow::Raise(s)
}

pub unsafe fn RaiseAgain(cx: *mut Context, s: State, _: Insn) -> Flow {
    rt(cx).reraise();
    Flow::Raise(s)
}

pub unsafe fn Rethrow(cx: *mut Context, s: State, i: Insn) -> Flow {
    rt(cx).pending = get(s, i.a);
    Flow::Raise(s)
}

pub unsafe fn PushHandled(cx: *mut Context, s: State, i: Insn) -> Flow {
    let handling = &mut rt(cx).handling;
    let former = handling.last().copied().unwrap_or(Value::NONE);
    handling.push(get(s, i.b));
    put(s, i.a, former)
}

pub unsafe fn PopHandled(cx: *mut Context, s: State, _: Insn) -> Flow {
    rt(cx).handling.pop();
    next(s)
}

pub unsafe fn JumpIfNotMatch(cx: *mut Context, s: State, i: Insn) -> Flow {
    if tri!(s, rt(cx).exception_matches(get(s, i.a), get(s, i.b))) {
        return next(s);
    }
    Flow::Next(State { pc: s.pc.offset(isize::from(i.imm_c())), ..s })
}

pub unsafe fn RaiseAssert(cx: *mut Context, s: State, _: Insn) -> Flow {
    let class = rt(cx).exceptions.assertion_error;
    rt(cx).raise_class(class);
    Flow::Raise(s)
}

pub unsafe fn RaiseAssertMessage(cx: *mut Context, s: State, i: Insn) -> Flow {
    let class = rt(cx).exceptions.assertion_error;
    rt(cx).raise_with(class, &[get(s, i.a)]);
    Flow::Raise(s)
}

pub unsafe fn ExceptionTriple(cx: *mut Context, s: State, i: Insn) -> Flow {
    let exception = get(s, i.b);
    let class = rt(cx).class_of(exception);
    let traceback = exception.as_object::<Exception>().map_or(Value::NONE, |e| e.traceback.get());
    set(s, i.a, class.into());
    set(s, i.a + 1, exception);
    put(s, i.a + 2, traceback)
}
