//! Attribute access through inline caches.
//!
//! A receiver's 32-bit shape stands for its class and slot layout; the class's version stands for everything a look-up
//! through it can find. Cached words are never traced: a word is used only when shape and version match, and then the
//! class, which shapes keep alive, still holds it.

use bytecode::{Insn, Opcode};
use runtime::Value;
use runtime::object::class::Class;
use runtime::object::dict::Dict;
use runtime::object::exception::Exception;
use runtime::object::instance::{Instance, SlotArray};
use runtime::object::string::Str;
use runtime::object::{Gc, Kind, ShapeId};
use runtime::ops::attribute::{AttrCache, StoreCache};

use super::{Flow, MAX_FILLS, cache, get, later, next, put, rewrite, rt, tri};
use crate::code::Cache;
use crate::context::{Context, State};
use crate::known::{Load, Store};

/// The cached class still has the cached version.
#[inline(always)]
pub(crate) unsafe fn class_unchanged(cached: &Cache) -> bool {
    // SAFETY: a filled cache holds the address of a class that its shape keeps alive.
    (*(cached.class as *const Class)).version.get() == cached.version
}

/// Shape of a heap object.
#[inline(always)]
pub(crate) fn shape_of(v: Value) -> Option<u32> {
    v.header().map(|h| h.shape().0)
}

/// Byte offset from the cell of an inline slot, if the slot is inline in objects of the receiver's shape.
fn inline_offset(receiver: Value, slot: u32) -> Option<u64> {
    let instance = receiver.as_object::<Instance>()?;
    ((slot as usize) < instance.inline_slots().len()).then(|| (Instance::SLOTS_OFFSET + slot as usize * 8) as u64)
}

/// Byte offset within the slot array of a slot that is not inline, for machine code.
fn overflow_offset(receiver: Value, slot: u32) -> Option<u64> {
    let instance = receiver.as_object::<Instance>()?;
    let index = (slot as usize).checked_sub(instance.inline_slots().len())?;
    Some((SlotArray::SLOTS_OFFSET + index * 8) as u64)
}

/// Site name.
#[inline(always)]
pub(crate) unsafe fn site_name(cx: *mut Context, site: u16) -> Gc<Str> {
    let names = &(*(*cx).code).site_names;
    *names.get_unchecked(usize::from(site))
}

#[inline(never)]
pub unsafe fn GetAttr(cx: *mut Context, s: State, i: Insn) -> Flow {
    get_attr_filling(cx, s, i, (u32::MAX, 0))
}

/// A read that fills the cache if it may. `other` is a second shape with the byte offset of its inline slot, kept beside
/// the new one in `version` and `class`, which slots do not need.
unsafe fn get_attr_filling(cx: *mut Context, s: State, i: Insn, other: (u32, usize)) -> Flow {
    let receiver = get(s, i.b);
    let name = site_name(cx, i.c);
    let cached = cache(cx, i.c);
    if cached.fills < MAX_FILLS {
        match rt(cx).cacheable_attr(receiver, name) {
            AttrCache::Slot { shape, slot } => {
                if let Some(offset) = inline_offset(receiver, slot) {
                    let fills = cached.fills + 1;
                    *cached = Cache { shape: shape.0, word: offset, extra: slot, fills, version: other.0, class: other.1, ..Cache::EMPTY };
                    (*cx).counters.cache_fills += 1;
                    rewrite(cx, s, Opcode::GetAttrSlot);
                } else if let Some(offset) = overflow_offset(receiver, slot) {
                    *cached = Cache { shape: shape.0, word: offset, extra: slot, fills: cached.fills + 1, ..*cached };
                    (*cx).counters.cache_fills += 1;
                    rewrite(cx, s, Opcode::GetAttrOverflow);
                }
            }
            AttrCache::ClassValue { shape, class, version, value } => {
                *cached = Cache {
                    shape: shape.0,
                    version,
                    word: value.bits(),
                    class: class.as_ptr() as usize,
                    fills: cached.fills + 1,
                    ..Cache::EMPTY
                };
                (*cx).counters.cache_fills += 1;
                rewrite(cx, s, Opcode::GetAttrClass);
            }
            AttrCache::Module { dict, version, entry } => {
                fill_namespace(cx, cached, dict, version, entry);
                rewrite(cx, s, Opcode::GetAttrModule);
            }
            AttrCache::OnClass { class, version, value, metaclass } => {
                *cached = Cache {
                    version,
                    word: value.bits(),
                    class: class.as_ptr() as usize,
                    // Of `type`, nothing changes.
                    extra: metaclass.unwrap_or(0),
                    fills: cached.fills + 1,
                    ..Cache::EMPTY
                };
                (*cx).counters.cache_fills += 1;
                rewrite(cx, s, Opcode::GetAttrOnClass);
            }
            AttrCache::Property { shape, class, version, getter } => {
                *cached = Cache {
                    shape: shape.0,
                    version,
                    word: getter.bits(),
                    class: class.as_ptr() as usize,
                    fills: cached.fills + 1,
                    ..Cache::EMPTY
                };
                (*cx).counters.cache_fills += 1;
                rewrite(cx, s, Opcode::GetAttrProperty);
            }
            AttrCache::Method { .. } | AttrCache::None => cached.fills += 1,
        }
    }
    get_known(cx, s, i, receiver)
}

pub(crate) unsafe fn fill_namespace(cx: *mut Context, cached: &mut Cache, dict: Gc<Dict>, version: u32, entry: usize) {
    *cached = Cache { version, word: entry as u64, class: dict.as_ptr() as usize, fills: cached.fills + 1, ..Cache::EMPTY };
    // SAFETY: the machine is live.
    unsafe { (*cx).counters.cache_fills += 1 };
}

#[inline(never)]
unsafe fn miss(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let Some(flow) = get_polymorphic(cx, s, i) {
        return flow;
    }
    (*cx).counters.cache_misses += 1;
    rewrite(cx, s, Opcode::GetAttr);
    GetAttr(cx, s, i)
}

#[inline(always)]
pub unsafe fn GetAttrSlot<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let receiver = get(s, i.b);
    let cached = cache(cx, i.c);
    if receiver.is_pointer() {
        // SAFETY: every cell begins with its shape; with this shape it has the cached inline slot.
        let cell = receiver.bits() as *const u8;
        let shape = *(cell as *const u32);
        let offset = if shape == cached.shape {
            cached.word as usize
        } else if shape == cached.version {
            cached.class
        } else {
            return later!(FAST, slot_miss(cx, s, i));
        };
        let value = *(cell.add(offset) as *const Value);
        if !value.is_empty() {
            return put(s, i.a, value);
        }
    }
    later!(FAST, slot_miss(cx, s, i))
}

#[inline(always)]
pub unsafe fn GetAttrOverflow(cx: *mut Context, s: State, i: Insn) -> Flow {
    let receiver = get(s, i.b);
    let cached = cache(cx, i.c);
    if shape_of(receiver) == Some(cached.shape) {
        // SAFETY: the cache was filled for a shape of instances.
        let instance: Gc<Instance> = Gc::from_raw(receiver.bits() as *mut Instance);
        if let Some(value) = instance.slot(cached.extra).present() {
            return put(s, i.a, value);
        }
    }
    slot_miss(cx, s, i)
}

/// A slot site that meets a second shape: polymorphic sites keep asking the shape, which is still fast.
#[inline(never)]
unsafe fn slot_miss(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let Some(flow) = get_polymorphic(cx, s, i) {
        return flow;
    }
    (*cx).counters.cache_misses += 1;
    let receiver = get(s, i.b);
    let cached = cache(cx, i.c);
    if cached.fills < MAX_FILLS {
        let slot = i.op == Opcode::GetAttrSlot && cached.shape != u32::MAX;
        let other = if slot { (cached.shape, cached.word as usize) } else { (u32::MAX, 0) };
        (*s.pc.cast_mut()).op = Opcode::GetAttr;
        return get_attr_filling(cx, s, i, other);
    }
    get_known(cx, s, i, receiver)
}

/// What a further entry of a site's cache says about reading a receiver's attribute.
#[inline(always)]
pub(crate) unsafe fn polymorphic_load(cx: *mut Context, site: u16, receiver: Value) -> Option<Load> {
    // SAFETY: the code runs; nothing else uses its entries meanwhile.
    let what = (*(*(*cx).code).loads.get()).get(site, shape_of(receiver)?, cache(cx, site))?;
    (*cx).counters.polymorphic_hits += 1;
    Some(what)
}

/// What reading a receiver's attribute at a site gives: as a further entry of its cache says, or else as the table of all
/// sites says, from which such an entry is made once the cache has been filled twice.
#[inline(always)]
pub(crate) unsafe fn known_load(cx: *mut Context, site: u16, receiver: Value) -> Load {
    if let Some(what) = polymorphic_load(cx, site, receiver) {
        return what;
    }
    match (*cx).known.load_entry(rt(cx), receiver, site_name(cx, site)) {
        Some(&entry) => {
            if cache(cx, site).fills > 1 && !matches!(entry.what, Load::Ask) {
                // SAFETY: as in `polymorphic_load`.
                (*(*(*cx).code).loads.get()).add(site, entry);
            }
            entry.what
        }
        None => Load::Ask,
    }
}

/// A read that a further entry of the cache answers.
#[inline(always)]
unsafe fn get_polymorphic(cx: *mut Context, s: State, i: Insn) -> Option<Flow> {
    let receiver = get(s, i.b);
    loaded(polymorphic_load(cx, i.c, receiver)?, receiver).map(|value| put(s, i.a, value))
}

/// The value that an entry gives, if it gives one without asking the runtime.
///
/// # Safety
/// The entry holds for the receiver.
#[inline(always)]
unsafe fn loaded(what: Load, receiver: Value) -> Option<Value> {
    match what {
        Load::Slot(slot) => receiver.as_object::<Instance>().and_then(|o| o.slot(slot).present()),
        // SAFETY: the class is as it was and still holds the value.
        Load::Class(word) => Some(unsafe { Value::from_bits(word) }),
        Load::Method(_) | Load::Ask => None,
    }
}

/// A read at a site that has met several shapes.
#[inline(always)]
unsafe fn get_known(cx: *mut Context, s: State, i: Insn, receiver: Value) -> Flow {
    match known_load(cx, i.c, receiver) {
        // SAFETY: the class is as it was and still holds the function.
        Load::Method(word) => return put(s, i.a, rt(cx).new_bound_method(Value::from_bits(word), receiver).into()),
        what => {
            if let Some(value) = loaded(what, receiver) {
                return put(s, i.a, value);
            }
        }
    }
    put(s, i.a, tri!(s, rt(cx).get_attr(receiver, site_name(cx, i.c))))
}

/// `receiver.name` by what is known beyond inline caches, else by the runtime.
#[inline(always)]
pub(crate) unsafe fn read_known(cx: *mut Context, receiver: Value, name: Gc<Str>) -> runtime::Result {
    match (*cx).known.load(rt(cx), receiver, name) {
        // SAFETY: the class is as it was and still holds the function.
        Load::Method(word) => Ok(rt(cx).new_bound_method(Value::from_bits(word), receiver).into()),
        what => loaded(what, receiver).map_or_else(|| rt(cx).get_attr(receiver, name), Ok),
    }
}

#[inline(always)]
pub unsafe fn GetAttrClass<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let cached = cache(cx, i.c);
    if shape_of(get(s, i.b)) == Some(cached.shape) && class_unchanged(cached) {
        return put(s, i.a, Value::from_bits(cached.word));
    }
    later!(FAST, miss(cx, s, i))
}

#[inline(always)]
pub unsafe fn GetAttrOnClass<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let cached = cache(cx, i.c);
    let receiver = get(s, i.b);
    let same = receiver.bits() == cached.class as u64 && class_unchanged(cached);
    if same && (cached.extra == 0 || rt(cx).class_of(receiver).version.get() == cached.extra) {
        return put(s, i.a, Value::from_bits(cached.word));
    }
    later!(FAST, miss(cx, s, i))
}

/// The namespace of the module in a value, if it is one and its layout is the cached one.
#[inline(always)]
pub(crate) fn cached_namespace(receiver: Value, cached: &Cache) -> Option<Gc<Dict>> {
    let module = receiver.as_object::<runtime::object::module::Module>()?;
    (module.dict.as_ptr() as usize == cached.class && module.dict.version() == cached.version).then_some(module.dict)
}

#[inline(always)]
pub unsafe fn GetAttrModule<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let cached = cache(cx, i.c);
    match cached_namespace(get(s, i.b), cached) {
        Some(dict) => put(s, i.a, dict.value_at(cached.word as usize)),
        None => later!(FAST, miss(cx, s, i)),
    }
}

#[inline(always)]
pub unsafe fn GetAttrProperty(cx: *mut Context, s: State, i: Insn) -> Flow {
    let receiver = get(s, i.b);
    let cached = cache(cx, i.c);
    if shape_of(receiver) == Some(cached.shape) && class_unchanged(cached) {
        return super::calls::call_out_of_line(cx, s, Value::from_bits(cached.word), &[receiver]);
    }
    miss(cx, s, i)
}

// ---- writing

/// Fills the cache of a store to a slot of objects of a shape.
unsafe fn fill_store(cx: *mut Context, cached: &mut Cache, entry: Cache, (holder, slot): (ShapeId, u32)) {
    *cached = Cache { fills: cached.fills + 1, doubles: rt(cx).shapes.holds_doubles(holder, slot), ..entry };
    (*cx).counters.cache_fills += 1;
}

#[inline(never)]
pub unsafe fn SetAttr(cx: *mut Context, s: State, i: Insn) -> Flow {
    let receiver = get(s, i.a);
    let name = site_name(cx, i.c);
    let cached = cache(cx, i.c);
    if cached.fills < MAX_FILLS {
        match rt(cx).cacheable_store(receiver, name) {
            StoreCache::Existing { .. } | StoreCache::Added { .. } if receiver.is_object::<Exception>() => cached.fills += 1,
            StoreCache::Existing { shape, class, version, slot } => {
                let entry = Cache { shape: shape.0, version, class: class.as_ptr() as usize, extra: slot, ..*cached };
                if let Some(offset) = inline_offset(receiver, slot) {
                    fill_store(cx, cached, Cache { word: offset, ..entry }, (shape, slot));
                    rewrite(cx, s, Opcode::SetAttrSlot);
                } else if let Some(offset) = overflow_offset(receiver, slot) {
                    fill_store(cx, cached, Cache { word: offset, ..entry }, (shape, slot));
                    rewrite(cx, s, Opcode::SetAttrOverflow);
                }
            }
            StoreCache::Added { shape, class, version, new_shape, slot } => {
                if let Some(word) = inline_offset(receiver, slot) {
                    let (class, extra) = (class.as_ptr() as usize, new_shape.0);
                    fill_store(cx, cached, Cache { shape: shape.0, version, word, class, extra, ..*cached }, (new_shape, slot));
                    rewrite(cx, s, Opcode::SetAttrAdd);
                }
            }
            StoreCache::None => cached.fills += 1,
        }
    }
    set_known(cx, s, i)
}

/// What a further entry of a site's cache says about writing a receiver's attribute.
#[inline(always)]
unsafe fn polymorphic_store(cx: *mut Context, site: u16, receiver: Value) -> Option<Store> {
    // SAFETY: as in `polymorphic_load`.
    let what = (*(*(*cx).code).stores.get()).get(site, shape_of(receiver)?, cache(cx, site))?;
    (*cx).counters.polymorphic_hits += 1;
    Some(what)
}

/// A write at a site that has met several shapes.
#[inline(always)]
unsafe fn set_known(cx: *mut Context, s: State, i: Insn) -> Flow {
    let receiver = get(s, i.a);
    if let Some(what) = polymorphic_store(cx, i.c, receiver) {
        return store(cx, s, i, what);
    }
    let what = match (*cx).known.store_entry(rt(cx), receiver, site_name(cx, i.c)) {
        Some(&entry) => {
            if cache(cx, i.c).fills > 1 && !matches!(entry.what, Store::Ask) {
                // SAFETY: as in `polymorphic_load`.
                (*(*(*cx).code).stores.get()).add(i.c, entry);
            }
            entry.what
        }
        None => Store::Ask,
    };
    store(cx, s, i, what)
}

/// Writes at a site as an entry says.
#[inline(always)]
unsafe fn store(cx: *mut Context, s: State, i: Insn, what: Store) -> Flow {
    tri!(s, write(cx, get(s, i.a), site_name(cx, i.c), get(s, i.b), what));
    next(s)
}

/// `receiver.name = value` by what is known beyond inline caches, else by the runtime.
#[inline(always)]
pub(crate) unsafe fn write_known(cx: *mut Context, receiver: Value, name: Gc<Str>, value: Value) -> runtime::Result<()> {
    let what = (*cx).known.store_entry(rt(cx), receiver, name).map_or(Store::Ask, |entry| entry.what);
    write(cx, receiver, name, value, what)
}

/// Writes as an entry says.
#[inline(always)]
unsafe fn write(cx: *mut Context, receiver: Value, name: Gc<Str>, value: Value, what: Store) -> runtime::Result<()> {
    match what {
        Store::Existing(slot) => {
            // SAFETY: known for shapes of instances only.
            let instance: Gc<Instance> = Gc::from_raw(receiver.bits() as *mut Instance);
            instance.set_slot(rt(cx), slot, value);
        }
        Store::Added(slot, shape) => {
            // SAFETY: as above; the slot is inline.
            let instance: Gc<Instance> = Gc::from_raw(receiver.bits() as *mut Instance);
            instance.header().set_shape(ShapeId(shape));
            instance.set_slot(rt(cx), slot, value);
        }
        Store::OfException(slot, after) => {
            // SAFETY: known for shapes of exceptions only.
            let exception: Gc<Exception> = Gc::from_raw(receiver.bits() as *mut Exception);
            rt(cx).set_exception_slot(exception, slot, after, value);
        }
        Store::Ask => rt(cx).set_attr(receiver, name, value)?,
    }
    Ok(())
}

#[inline(always)]
unsafe fn store_guard(receiver: Value, cached: &Cache) -> bool {
    // SAFETY: every cell begins with its shape.
    receiver.is_pointer() && *(receiver.bits() as *const u32) == cached.shape && class_unchanged(cached)
}

/// The slot of the cache may get the value without anybody being told.
#[inline(always)]
fn is_no_news(value: Value, cached: &Cache) -> bool {
    !cached.doubles || value.is_float()
}

/// A slot that has held doubles, of objects of the shape `holder`, gets something else.
#[cold]
#[inline(never)]
unsafe fn slot_varies(cx: *mut Context, cached: &mut Cache, holder: u32) {
    cached.doubles = false;
    let slot = (cached.word as usize - Instance::SLOTS_OFFSET) / 8;
    rt(cx).slot_varies(ShapeId(holder), slot as u32);
}

#[inline(always)]
pub unsafe fn SetAttrSlot<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let receiver = get(s, i.a);
    let cached = cache(cx, i.c);
    if store_guard(receiver, cached) {
        if !is_no_news(get(s, i.b), cached) {
            slot_varies(cx, cached, cached.shape);
        }
        // SAFETY: objects of this shape have the cached inline slot.
        *((receiver.bits() as *mut u8).add(cached.word as usize) as *mut Value) = get(s, i.b);
        return next(s);
    }
    later!(FAST, store_miss(cx, s, i))
}

#[inline(always)]
pub unsafe fn SetAttrOverflow(cx: *mut Context, s: State, i: Insn) -> Flow {
    let receiver = get(s, i.a);
    let cached = cache(cx, i.c);
    if store_guard(receiver, cached) {
        // SAFETY: the cache was filled for a shape of instances that has this slot.
        let instance: Gc<Instance> = Gc::from_raw(receiver.bits() as *mut Instance);
        instance.set_slot(rt(cx), cached.extra, get(s, i.b));
        return next(s);
    }
    store_miss(cx, s, i)
}

#[inline(always)]
pub unsafe fn SetAttrAdd<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let receiver = get(s, i.a);
    let cached = cache(cx, i.c);
    if store_guard(receiver, cached) {
        if !is_no_news(get(s, i.b), cached) {
            slot_varies(cx, cached, cached.extra);
        }
        // SAFETY: the shape's objects have room for the slot; the transition keeps the capacity.
        let cell = receiver.bits() as *mut u8;
        *(cell.add(cached.word as usize) as *mut Value) = get(s, i.b);
        if let Some(header) = receiver.header() {
            header.set_shape(ShapeId(cached.extra));
        }
        return next(s);
    }
    later!(FAST, store_miss(cx, s, i))
}

#[inline(never)]
unsafe fn store_miss(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let Some(what) = polymorphic_store(cx, i.c, get(s, i.a)) {
        return store(cx, s, i, what);
    }
    (*cx).counters.cache_misses += 1;
    if cache(cx, i.c).fills >= MAX_FILLS {
        return set_known(cx, s, i);
    }
    rewrite(cx, s, Opcode::SetAttr);
    SetAttr(cx, s, i)
}

pub unsafe fn DelAttr(cx: *mut Context, s: State, i: Insn) -> Flow {
    let name = (&(*(*cx).code).names)[usize::from(i.c)];
    tri!(s, rt(cx).set_attr(get(s, i.a), name, Value::EMPTY));
    next(s)
}

/// Whether a value is a plain Python function.
#[inline(always)]
pub(crate) fn is_function(v: Value) -> bool {
    v.kind() == Some(Kind::Function)
}
