//! Imports and annotations.

use bytecode::Insn;
use runtime::Value;
use runtime::object::dict::Dict;
use runtime::object::instance::native_payload;

use super::{Flow, get, next, put, rt, tri};
use crate::context::{Context, State};

pub unsafe fn ImportTop(cx: *mut Context, s: State, i: Insn) -> Flow {
    let name = (&(*(*cx).code).names)[i.d() as usize].to_rust();
    put(s, i.a, tri!(s, rt(cx).import_top(&name, (*(*cx).code).globals)))
}

pub unsafe fn ImportModule(cx: *mut Context, s: State, i: Insn) -> Flow {
    let name = (&(*(*cx).code).names)[i.d() as usize].to_rust();
    put(s, i.a, tri!(s, rt(cx).import_module(&name, u32::from(i.x), (*(*cx).code).globals)))
}

pub unsafe fn ImportFrom(cx: *mut Context, s: State, i: Insn) -> Flow {
    let name = (&(*(*cx).code).names)[usize::from(i.c)];
    put(s, i.a, tri!(s, rt(cx).import_from(get(s, i.b), name)))
}

pub unsafe fn ImportStar(cx: *mut Context, s: State, i: Insn) -> Flow {
    let into = namespace(cx, s, i).unwrap_or((*(*cx).code).globals);
    tri!(s, rt(cx).import_star(get(s, i.a), into));
    next(s)
}

/// The namespace that annotations of this block go to.
unsafe fn namespace(cx: *mut Context, s: State, i: Insn) -> Option<runtime::object::Gc<Dict>> {
    if i.x != 0 { native_payload(get(s, 0)).as_object::<Dict>() } else { Some((*(*cx).code).globals) }
}

pub unsafe fn Intrinsic(cx: *mut Context, s: State, i: Insn) -> Flow {
    // SAFETY: the operands are registers of the running frame, which the collector sees and nothing else writes.
    let args = std::slice::from_raw_parts(s.regs.add(usize::from(i.b)), usize::from(i.c));
    put(s, i.a, tri!(s, rt(cx).intrinsic(i.x, args)))
}

pub unsafe fn SetupAnnotations(cx: *mut Context, s: State, i: Insn) -> Flow {
    let key = rt(cx).names.__annotations__;
    if let Some(namespace) = namespace(cx, s, i)
        && namespace.get_str(key).is_none()
    {
        let dict = rt(cx).new_dict();
        namespace.set_str(rt(cx), key, dict.into());
    }
    next(s)
}

pub unsafe fn StoreAnnotation(cx: *mut Context, s: State, i: Insn) -> Flow {
    let key = rt(cx).names.__annotations__;
    let name: Value = (&(*(*cx).code).names)[i.d() as usize].into();
    if let Some(annotations) = namespace(cx, s, i).and_then(|namespace| namespace.get_str(key)) {
        tri!(s, rt(cx).set_item(annotations, name, get(s, i.a)));
    }
    next(s)
}
