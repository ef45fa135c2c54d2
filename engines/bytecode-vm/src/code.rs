//! Loaded code: a code object made ready to run. The instructions are a private copy, because quickening rewrites them;
//! constants have become values; each inline-cache site has a cache.

use std::cell::{Cell, RefCell, UnsafeCell};

use bytecode::{CodeObject, Insn, Module};
use runtime::Value;
use runtime::object::dict::Dict;
use runtime::object::function::ProtoId;
use runtime::object::string::Str;
use runtime::object::tuple::Tuple;
use runtime::object::{Gc, ShapeId};
use std::rc::Rc;

use crate::known::{Load, Store};
use crate::operators::{Operator, Operators};
use crate::polymorphic::Sites;
use crate::tier::Entry;

/// `fast_argc` of code that never takes the fast call path.
pub const NO_FAST_CALL: u32 = u32::MAX;

/// [`Cache::extra`] of a `CallLoaded` whose callee, in [`Cache::word`], stood behind the unbound marker.
pub const BEHIND_MARKER: u32 = 1;

/// One inline cache. What the fields mean is up to the quick opcode of the instruction.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Cache {
    /// Shape of the receiver, or version of a namespace.
    pub shape: u32,
    /// Version of the class in `class`, or of a second namespace.
    pub version: u32,
    /// Bits of a value, a slot's byte offset, or an entry index.
    pub word: u64,
    /// Address of the guarded class or dict.
    pub class: usize,
    /// Second word: a new shape, for one.
    pub extra: u32,
    /// Times the cache was filled; settles after a few.
    pub fills: u16,
    /// Of a store: the slot has held nothing but doubles, and whatever else goes there is to be told.
    pub doubles: bool,
}

impl Cache {
    /// Times that a cache is filled; what it is for stays generic from then on.
    pub const MOST_FILLS: u16 = 8;
    /// Matches nothing: no object has this shape, no namespace this version.
    pub const EMPTY: Cache = Cache { shape: u32::MAX, version: u32::MAX, word: 0, class: 0, extra: 0, fills: 0, doubles: false };
}

/// A function that a class has under a name and that takes the receiver first: what a method call finds for receivers of
/// one shape while their class has one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassMethod {
    /// Shape of the receiver.
    pub shape: u32,
    /// Version of its class.
    pub version: u32,
    /// Address of its class.
    pub class: usize,
    /// Bits of the function, of either kind.
    pub word: u64,
}

/// Code of one function.
#[repr(C)]
pub struct Code {
    /// First instruction.
    pub insns: *mut Insn,
    /// First constant.
    pub consts: *const Value,
    /// First inline cache.
    pub caches: *mut Cache,
    /// Compiled code for calls.
    pub entry: Cell<Option<Entry>>,
    /// Registers of a frame.
    pub registers: u32,
    /// Number of positional arguments with which a call needs no binding, or [`NO_FAST_CALL`].
    pub fast_argc: u32,
    /// Calls and loop iterations left before the tier is asked.
    pub countdown: Cell<i32>,
    /// Times that generators may go on in the interpreter before the tier is asked.
    pub resumes: Cell<i32>,
    /// Calls that the interpreter has begun.
    pub calls: Cell<u32>,
    /// Positional parameters, if there are no others and no generator is made; else [`NO_FAST_CALL`].
    pub simple_argc: u32,
    /// Global namespace.
    pub globals: Gc<Dict>,
    /// Names of the sites, by site index.
    pub site_names: Box<[Gc<Str>]>,
    /// Keyword names of calls, by list index.
    pub keywords: Box<[Gc<Tuple>]>,
    /// All names of the module.
    pub names: Rc<[Gc<Str>]>,
    /// Prototype of this function.
    pub proto: ProtoId,
    /// Result types seen, by instruction (see [`crate::tier::types`]).
    pub feedback: Box<[Cell<u8>]>,
    /// Registers that hold values at each `yield`, by instruction number.
    pub live_at_yield: Vec<(u32, Box<[u16]>)>,
    /// Compiled code of a generator's body, which takes over wherever that goes on: at its first instruction, or behind a `yield`.
    pub resume_entry: Cell<Option<Entry>>,
    /// The module's loaded functions, for `MakeFunction`.
    pub module: Rc<ModuleCode>,
    /// Index of this function in its module.
    pub index: usize,
    pub(crate) insn_storage: Box<[UnsafeCell<Insn>]>,
    pub(crate) const_storage: Box<[Value]>,
    pub(crate) cache_storage: Box<[UnsafeCell<Cache>]>,
    /// Further entries of the caches of attribute reads and writes.
    pub(crate) loads: UnsafeCell<Sites<Load>>,
    pub(crate) stores: UnsafeCell<Sites<Store>>,
    /// Special methods that operators have entered.
    pub(crate) operators: RefCell<Operators>,
}

/// A loaded module: the compiled form, and its prototypes by function index.
pub struct ModuleCode {
    /// Plain code objects.
    pub compiled: Module,
    /// Prototypes, in the same order.
    pub protos: std::cell::OnceCell<Vec<ProtoId>>,
}

impl Code {
    /// The plain code object.
    pub fn object(&self) -> &CodeObject {
        &self.module.compiled.functions[self.index]
    }
    /// Number of an instruction of this code.
    ///
    /// # Safety
    /// `pc` points into this code.
    #[inline(always)]
    pub unsafe fn pc_index(&self, pc: *const Insn) -> u32 {
        // SAFETY: same allocation by the caller's promise.
        unsafe { pc.offset_from(self.insns) as u32 }
    }
    /// The instructions as they are now, quick opcodes included.
    pub fn current_insns(&self) -> Vec<Insn> {
        // SAFETY: single-threaded; nothing writes during the copy.
        self.insn_storage.iter().map(|cell| unsafe { *cell.get() }).collect()
    }
    /// The inline cache of a site as it is now.
    pub fn cache(&self, site: u16) -> Cache {
        // SAFETY: single-threaded; nothing writes during the copy.
        unsafe { *self.cache_storage[usize::from(site)].get() }
    }
    /// Shapes beside those in its cache that a site has read an attribute of, each with the attribute's slot.
    pub fn further_reads(&self, site: u16) -> Vec<(ShapeId, u32)> {
        // SAFETY: single-threaded; nothing writes during the look.
        let known = unsafe { &*self.loads.get() };
        known.all(site).filter_map(|(shape, what)| if let Load::Slot(slot) = what { Some((shape, slot)) } else { None }).collect()
    }
    /// Likewise of an attribute that it has written; and the shape that the object then has, where it was added.
    pub fn further_writes(&self, site: u16) -> Vec<(ShapeId, u32, Option<ShapeId>)> {
        // SAFETY: as above.
        let known = unsafe { &*self.stores.get() };
        let place = |(shape, what)| match what {
            Store::Existing(slot) => Some((shape, slot, None)),
            Store::Added(slot, after) => Some((shape, slot, Some(ShapeId(after)))),
            _ => None,
        };
        known.all(site).filter_map(place).collect()
    }
    /// Methods that a site has found beside the one in its cache, as far as they still hold.
    pub fn further_methods(&self, site: u16) -> Vec<ClassMethod> {
        // SAFETY: as above.
        let known = unsafe { &*self.loads.get() };
        known.methods(site).collect()
    }
    /// The inline caches as they are now.
    pub fn current_caches(&self) -> Vec<Cache> {
        // SAFETY: as above.
        self.cache_storage.iter().map(|cell| unsafe { *cell.get() }).collect()
    }
    /// Makes every cache match nothing; each is filled again when it is next used.
    pub(crate) fn forget_caches(&self) {
        for cell in &self.cache_storage {
            // SAFETY: single-threaded; no reference to a cache is kept while this runs.
            unsafe { *cell.get() = Cache { fills: (*cell.get()).fills, ..Cache::EMPTY } };
        }
        // SAFETY: as above.
        unsafe {
            (*self.loads.get()).clear();
            (*self.stores.get()).clear();
        }
        self.operators.take();
    }
    /// The operator that an instruction has always been, where that was a special method.
    pub fn operator(&self, pc: u32) -> Option<Operator> {
        self.operators.borrow().at(pc).copied()
    }
    /// The constants.
    pub fn constants(&self) -> &[Value] {
        &self.const_storage
    }
}
