//! What the interpreter and earlier translations have seen of a function, as the profile of its next translation: shapes at
//! attribute instructions, result types, assumptions that have failed, numbers in registers.

use std::collections::{HashMap, HashSet};

use bytecode::Opcode;
use bytecode_vm::code::Code;
use runtime::object::class::{Class, Layout, flags};
use runtime::object::instance::{Instance, SlotArray};
use runtime::object::{Gc, ShapeId};
use runtime::ops::attribute::{AttrCache, StoreCache};
use runtime::{Runtime, Value};

use crate::abi::FAMILIES;
use crate::analysis::RegisterSet;
use crate::analysis::natives::namespace_of;
use crate::analysis::profile::{Attribute, Doubles, Global, Instantiated, Place, Profile, Speculation, family_number};
use crate::analysis::splice::Spliced;
use crate::analysis::types::{SMALL, Type};
use crate::tier::Functions;
use crate::unit::Start;

/// Shapes that an attribute instruction tells apart inline.
pub(crate) const MOST_SHAPES: usize = 8;

/// Shapes that a unit is compiled for stay known: the interpreter's cache holds one or two, and will hold others.
pub(crate) fn remember_places(spliced: &Spliced, profile: &Profile, functions: &mut Functions) {
    for (&pc, places) in &profile.places {
        let origin = &spliced.origins[pc as usize];
        let code = spliced.frames[usize::from(origin.frame)].code;
        let known = functions.entry(code).or_default().places.entry(origin.pc).or_default();
        for &(shape, place) in places {
            if known.len() < MOST_SHAPES && known.iter().all(|(met, _)| *met != shape) {
                known.push((shape, place));
            }
        }
    }
}

/// What has been seen of the code that a unit is of.
pub(crate) fn profile(rt: &Runtime, spliced: &Spliced, functions: &Functions, versions: &[u32; FAMILIES], generic: bool) -> Profile {
    let mut places: HashMap<u32, Vec<(u32, Place)>> = HashMap::new();
    let (mut globals, mut attributes) = (HashMap::new(), HashMap::new());
    let mut feedback = Vec::with_capacity(spliced.insns.len());
    for (pc, (insn, origin)) in spliced.insns.iter().zip(&spliced.origins).enumerate() {
        let frame = &spliced.frames[usize::from(origin.frame)];
        feedback.push(frame.code().feedback[origin.pc as usize].get());
        if let Some(global) = global(rt, frame.code(), insn) {
            globals.insert(pc as u32, global);
        }
        if let Some(attribute) = attribute(rt, frame.code(), insn) {
            attributes.insert(pc as u32, attribute);
        }
        let cached = match insn.op.base() {
            Opcode::GetAttr | Opcode::SetAttr => frame.code().cache(insn.c),
            _ => continue,
        };
        if let Some(met) = functions.get(&frame.code).and_then(|state| state.places.get(&origin.pc)) {
            places.insert(pc as u32, met.clone());
        }
        let place = match insn.op {
            Opcode::GetAttrSlot | Opcode::SetAttrSlot => Place::Inline(cached.word as i32),
            Opcode::GetAttrOverflow | Opcode::SetAttrOverflow => Place::Overflow(cached.word as i32),
            Opcode::SetAttrAdd => Place::Added(cached.word as i32, cached.extra),
            _ => continue,
        };
        let known = places.entry(pc as u32).or_default();
        let mut add = |shape: u32, place: Place| {
            if shape != u32::MAX && known.iter().all(|(met, _)| *met != shape) {
                known.insert(0, (shape, place));
            }
        };
        if insn.op == Opcode::GetAttrSlot {
            // Such a cache keeps a second shape.
            add(cached.version, Place::Inline(cached.class as i32));
        }
        add(cached.shape, place);
        let further: Vec<(u32, Place)> = match insn.op.base() {
            Opcode::GetAttr => {
                let reads = frame.code().further_reads(insn.c).into_iter();
                reads.map(|(shape, slot)| (shape.0, place_of(rt, shape, slot))).collect()
            }
            _ => {
                let writes = frame.code().further_writes(insn.c).into_iter();
                writes.filter_map(|(shape, slot, after)| Some((shape.0, written_place(rt, shape, slot, after)?))).collect()
            }
        };
        for (shape, place) in further {
            if known.len() < MOST_SHAPES && known.iter().all(|(met, _)| *met != shape) {
                known.push((shape, place));
            }
        }
    }
    let mut disabled = HashSet::new();
    for (number, frame) in spliced.frames.iter().enumerate() {
        for what in functions.get(&frame.code).into_iter().flat_map(|state| &state.disabled) {
            for pc in spliced.all_of(number, what.pc) {
                let slot = if what.is_about_register() { what.slot + u32::from(frame.base) } else { what.slot };
                disabled.insert(Speculation { pc, slot });
            }
        }
    }
    let (doubles, written_doubles) = if generic { Default::default() } else { doubles(rt, spliced, &places, versions) };
    Profile {
        insns: spliced.insns.clone(),
        feedback,
        places,
        doubles,
        written_doubles,
        globals,
        attributes,
        classes: classes(rt, spliced),
        natives: HashMap::new(),
        unused: HashSet::new(),
        direct: HashMap::new(),
        own: None,
        complete: true,
        disabled,
        generic,
    }
}

/// Reads of one shape's slots that hold doubles only, and writes of such slots. `versions` are those of families now.
fn doubles(
    rt: &Runtime,
    spliced: &Spliced,
    places: &HashMap<u32, Vec<(u32, Place)>>,
    versions: &[u32; FAMILIES],
) -> (HashMap<u32, Doubles>, HashSet<(u32, Place)>) {
    let (mut reads, mut writes) = (HashMap::new(), HashSet::new());
    for (&pc, known) in places {
        let is_read = spliced.insns[pc as usize].op.base() == Opcode::GetAttr;
        for &(shape, place) in known {
            let (holder, slot) = slot_of(rt, shape, place);
            if !is_read && rt.shapes.holds_doubles(holder, slot) {
                writes.insert((shape, place));
            }
            if is_read && known.len() == 1 && rt.shapes.promise_doubles(holder, slot) {
                let family = family_number(rt.shapes.get(holder).family);
                reads.insert(pc, Doubles { family, version: versions[usize::from(family)] });
            }
        }
    }
    (reads, writes)
}

/// The slot that a place of objects of a shape is, and the shape of which it is one.
fn slot_of(rt: &Runtime, shape: u32, place: Place) -> (ShapeId, u32) {
    let inline = |offset: i32| (offset - Instance::SLOTS_OFFSET as i32) as u32 / 8;
    match place {
        Place::Inline(offset) => (ShapeId(shape), inline(offset)),
        Place::Added(offset, after) => (ShapeId(after), inline(offset)),
        Place::Overflow(offset) => {
            let beyond = (offset - SlotArray::SLOTS_OFFSET as i32) as u32 / 8;
            (ShapeId(shape), u32::from(rt.shapes.get(ShapeId(shape)).inline_capacity) + beyond)
        }
    }
}

/// Where an instruction finds its global, if its cache is up to date.
fn global(rt: &Runtime, code: &Code, insn: &bytecode::Insn) -> Option<Global> {
    let builtin = match insn.op {
        Opcode::LoadGlobalModule => false,
        Opcode::LoadGlobalBuiltin => true,
        _ => return None,
    };
    let cached = code.cache(insn.c);
    let current = cached.shape == code.globals.version() && (!builtin || cached.version == rt.builtins.version());
    let builtins = builtin.then_some(cached.version);
    current.then_some(Global { version: cached.shape, builtins, place: cached.class as u64 })
}

/// What an instruction reads of a class or a module, if its cache is up to date.
fn attribute(rt: &Runtime, code: &Code, insn: &bytecode::Insn) -> Option<Attribute> {
    if !matches!(insn.op, Opcode::GetAttrOnClass | Opcode::GetAttrModule) {
        return None;
    }
    let cached = code.cache(insn.c);
    if cached.class == 0 {
        return None;
    }
    if insn.op == Opcode::GetAttrModule {
        let dict = namespace_of(rt, &cached)?;
        let place = dict.value_address(cached.word as usize) as u64;
        return Some(Attribute::OfModule { dict: cached.class as u64, version: cached.version, place });
    }
    // SAFETY: the cache has been filled for a class, which its shape keeps alive.
    let class = unsafe { Gc::from_raw(cached.class as *mut Class) };
    let metaclass = rt.class_of(class.into());
    let current = class.version.get() == cached.version && (cached.extra == 0 || metaclass.version.get() == cached.extra);
    let metaclass = (cached.extra != 0).then(|| (metaclass.as_ptr() as u64, cached.extra));
    current.then_some(Attribute::OfClass { class: cached.class as u64, version: cached.version, metaclass, value: cached.word })
}

/// Shape of a receiver, and where it has the attribute of the instruction at `pc`.
pub(crate) fn place_in(rt: &mut Runtime, code: &Code, receiver: Value, pc: u32) -> Option<(u32, Place)> {
    let insn = code.object().code[pc as usize];
    let name = code.site_names[usize::from(insn.c)];
    let (shape, slot) = match insn.op {
        Opcode::GetAttr => match rt.cacheable_attr(receiver, name) {
            AttrCache::Slot { shape, slot } => (shape, slot),
            _ => return None,
        },
        _ => match rt.cacheable_store(receiver, name) {
            StoreCache::Existing { shape, slot, .. } => (shape, slot),
            _ => return None,
        },
    };
    if !receiver.is_object::<Instance>() {
        return None;
    }
    Some((shape.0, place_of(rt, shape, slot)))
}

/// Where instances of a shape have a slot.
fn place_of(rt: &Runtime, shape: ShapeId, slot: u32) -> Place {
    let inline = u32::from(rt.shapes.get(shape).inline_capacity);
    if slot < inline {
        Place::Inline(Instance::SLOTS_OFFSET as i32 + slot as i32 * 8)
    } else {
        Place::Overflow(SlotArray::SLOTS_OFFSET as i32 + (slot - inline) as i32 * 8)
    }
}

/// Where instances of a shape get a slot that is written, after which they may have another shape; nothing where it is
/// added beyond the instance.
fn written_place(rt: &Runtime, shape: ShapeId, slot: u32, after: Option<ShapeId>) -> Option<Place> {
    match (place_of(rt, shape, slot), after) {
        (Place::Inline(offset), Some(after)) => Some(Place::Added(offset, after.0)),
        (_, Some(_)) => None,
        (place, None) => Some(place),
    }
}

/// Which of the integers that registers hold where a unit is about to begin in a loop are taken to be never negative there.
/// What functions are called with is too various for that.
pub(crate) fn naturals(spliced: &Spliced, profile: &Profile, start: Start, seeds: &[(u16, Type)], window: *const Value) -> RegisterSet {
    let mut set = RegisterSet::new(spliced.object.register_count);
    if let Start::Loop(pc) = start
        && profile.allows(Speculation::naturals(spliced.own(pc)))
    {
        for (register, ty) in seeds {
            // SAFETY: a seeded register is a live one of the running frame.
            let value = unsafe { *window.add(usize::from(*register)) };
            if ty.is_int() && value.as_small_int().is_some_and(|value| value >= 0) {
                set.insert(*register, 1);
            }
        }
    }
    set
}

/// Types of the numbers that registers hold where a unit is about to begin.
pub(crate) fn types(code: &Code, spliced: &Spliced, profile: &Profile, start: Start, window: *const Value) -> Vec<(u16, Type)> {
    let object = code.object();
    let pc = match start {
        Start::Call => 0,
        Start::Loop(pc) => pc,
        // It does not always begin where it is now.
        Start::Resume => return Vec::new(),
    };
    let liveness = crate::analysis::liveness::Liveness::new(object, &HashMap::new());
    let mut types = Vec::new();
    for register in liveness.before(pc).iter() {
        if !profile.allows(Speculation::entry(spliced.own(pc), register)) {
            continue;
        }
        // SAFETY: a live register of the running frame.
        let value = unsafe { *window.add(usize::from(register)) };
        if value.is_small_int() {
            types.push((register, Type::Int(SMALL)));
        } else if value.is_float() {
            types.push((register, Type::Float));
        }
    }
    types
}

/// Classes that the caches of calls hold and that have not changed since.
fn classes(rt: &Runtime, spliced: &Spliced) -> HashMap<u32, Instantiated> {
    let mut found = HashMap::new();
    for (pc, insn) in spliced.insns.iter().enumerate().filter(|(_, insn)| insn.op == Opcode::CallClass) {
        let cached = spliced.frame_at(pc as u32).code().cache(insn.c);
        if cached.class == 0 {
            continue;
        }
        // SAFETY: a filled cache of such a call holds the address of a class that its module keeps alive.
        let class = unsafe { Gc::from_raw(cached.class as *mut Class) };
        if class.version.get() != cached.version || class.has(flags::ABSTRACT) {
            continue;
        }
        let shape = class.root_shape();
        let made = Instantiated {
            class: cached.class as u64,
            version: cached.version,
            init: cached.word,
            exception: class.layout.get() == Layout::Exception,
            shape: shape.0,
            capacity: rt.shapes.get(shape).inline_capacity,
        };
        found.insert(pc as u32, made);
    }
    found
}
