//! The contract between compiled code and Rust: memory layout, the helper table, the words of values.
//!
//! Everything machine code knows about a struct is an offset named here and taken from the type itself, so a changed
//! field changes the code that is generated. What offsets alone do not say is asserted at compile time below. Helpers are
//! reached through [`TierData::helpers`], by index: compiled code holds no address.

use std::mem::offset_of;
use std::sync::LazyLock;

use bytecode_vm::code::{Cache, Code};
use bytecode_vm::context::{Context, Frame};
use runtime::object::Header;
use runtime::object::dict::{Dict, Entry};
use runtime::object::function::{BoundMethod, CellVar, Function};
use runtime::object::generator::Generator;
use runtime::object::instance::Instance;
use runtime::object::iterator::Iterator;
use runtime::object::list::List;
use runtime::object::module::Module;
use runtime::object::string::Str;
use runtime::object::tuple::Tuple;
use runtime::value::{DOUBLE_OFFSET, INT_MIN_WORD, INT_TAG, NOT_POINTER_MASK};
use runtime::{Runtime, Value};

/// Offset of a field, as Cranelift takes it.
macro_rules! offset {
    ($type:ty, $field:ident) => {
        offset_of!($type, $field) as i32
    };
}

pub const CX_RT: i32 = offset!(Context, rt);
pub const CX_TOP: i32 = offset!(Context, top);
pub const CX_STACK_END: i32 = offset!(Context, stack_end);
pub const CX_FRAMES: i32 = offset!(Context, frames);
pub const CX_FRAMES_END: i32 = offset!(Context, frames_end);
pub const CX_TIER_DATA: i32 = offset!(Context, tier_data);
pub const CX_RESUME_FROM: i32 = offset!(Context, resume_from);

pub const FRAME_PC: i32 = offset!(Frame, pc);
pub const FRAME_REGS: i32 = offset!(Frame, regs);
pub const FRAME_CODE: i32 = offset!(Frame, code);
pub const FRAME_CALLEE: i32 = Frame::CALLEE_OFFSET as i32;
pub const FRAME_SIZE: i64 = size_of::<Frame>() as i64;
/// [`bytecode_vm::context::FrameKind::Entry`]: the frame's end goes back to native code.
pub const FRAME_KIND_ENTRY: i64 = bytecode_vm::context::FrameKind::Entry as i64;

pub const RT_DEPTH: i32 = offset!(Runtime, depth);
pub const RT_RECURSION_LIMIT: i32 = offset!(Runtime, recursion_limit);
pub const RT_STACK_LIMIT: i32 = offset!(Runtime, stack_limit);
/// [`runtime::heap::Heap::runs`]: where cells are taken from.
pub const RT_RUNS: i32 = (offset_of!(Runtime, heap) + offset_of!(runtime::heap::Heap, runs)) as i32;
pub const RUN_SIZE: i32 = size_of::<runtime::heap::AllocRun>() as i32;
pub const RUN_BUMP: i32 = offset!(runtime::heap::AllocRun, bump);
pub const RUN_LIMIT: i32 = offset!(runtime::heap::AllocRun, limit);
pub const RT_SUPER: i32 = (offset_of!(Runtime, types) + offset_of!(runtime::types::Types, super_)) as i32;
pub const RT_BUILTINS: i32 = offset!(Runtime, builtins);
pub const RT_RANGE: i32 = (offset_of!(Runtime, types) + offset_of!(runtime::types::Types, range)) as i32;

pub const CODE_INSNS: i32 = offset!(Code, insns);
pub const INSN_OP: i32 = offset!(bytecode::Insn, op);
pub const CODE_CONSTS: i32 = offset!(Code, consts);
pub const CODE_CACHES: i32 = offset!(Code, caches);
pub const CODE_ENTRY: i32 = offset!(Code, entry);
pub const CODE_REGISTERS: i32 = offset!(Code, registers);
pub const CODE_FAST_ARGC: i32 = offset!(Code, fast_argc);
pub const CODE_GLOBALS: i32 = offset!(Code, globals);

pub const CACHE_SIZE: i32 = size_of::<Cache>() as i32;
pub const CACHE_SHAPE: i32 = offset!(Cache, shape);
pub const CACHE_VERSION: i32 = offset!(Cache, version);
pub const CACHE_WORD: i32 = offset!(Cache, word);
pub const CACHE_CLASS: i32 = offset!(Cache, class);
pub const CACHE_EXTRA: i32 = offset!(Cache, extra);
pub const CACHE_DOUBLES: i32 = offset!(Cache, doubles);

pub const HEADER_SHAPE: i32 = Header::SHAPE_OFFSET as i32;
pub const HEADER_FLAGS: i32 = Header::FLAGS_OFFSET as i32;
pub const STR_LEN: i32 = Str::LEN_OFFSET as i32;
pub const STR_DATA: i32 = Str::DATA_OFFSET as i32;
pub const MODULE_DICT: i32 = offset!(Module, dict);
pub const RT_EMPTY_TUPLE: i32 = offset!(Runtime, empty_tuple);
pub const HEADER_KIND: i32 = Header::KIND_OFFSET as i32;
pub const FUNCTION_CODE: i32 = Function::CODE_OFFSET as i32;
pub const BOUND_METHOD_FUNCTION: i32 = BoundMethod::FUNCTION_OFFSET as i32;
pub const BOUND_METHOD_RECEIVER: i32 = BoundMethod::RECEIVER_OFFSET as i32;
pub const LIST_DATA: i32 = List::DATA_OFFSET as i32;
pub const LIST_SIZE: usize = size_of::<List>();
pub const LIST_LEN: i32 = List::LEN_OFFSET as i32;
pub const LIST_CAPACITY: i32 = List::CAPACITY_OFFSET as i32;
pub const TUPLE_LEN: i32 = Tuple::LEN_OFFSET as i32;
pub const TUPLE_ITEMS: i32 = Tuple::ITEMS_OFFSET as i32;
pub const ITERATOR_STATE: i32 = Iterator::STATE_OFFSET as i32;
pub const ITERATOR_FIRST: i32 = Iterator::FIRST_OFFSET as i32;
pub const ITERATOR_SECOND: i32 = Iterator::SECOND_OFFSET as i32;
pub const ITERATOR_PART: i32 = Iterator::PART_OFFSET as i32;
pub const ITERATOR_LENGTH: i32 = Iterator::LENGTH_OFFSET as i32;
pub const DICT_LIVE: i32 = Dict::LIVE_OFFSET as i32;
pub const ENTRY_SIZE: i64 = size_of::<Entry>() as i64;
pub const ENTRY_KEY: i32 = offset!(Entry, key);
pub const ENTRY_VALUE: i32 = offset!(Entry, value);

/// Byte offsets, from a dict, of the address of its entries and of how many there are. Rust promises no order of the parts of
/// a `Vec`: it is read off one.
pub static DICT_ENTRIES: LazyLock<(i32, i32)> = LazyLock::new(|| {
    let mut entries: Vec<Entry> = Vec::with_capacity(5);
    entries.extend([Entry { hash: 0, key: Value::NONE, value: Value::NONE }; 3]);
    // SAFETY: a `Vec` is three words, as the transmutation checks, and these are a pointer and two lengths.
    let parts: [usize; 3] = unsafe { std::mem::transmute_copy::<Vec<Entry>, [usize; 3]>(&entries) };
    let at = |part: usize| parts.iter().position(|&word| word == part).map_or(0, |at| (Dict::ENTRIES_OFFSET + at * 8) as i32);
    (at(entries.as_ptr() as usize), at(entries.len()))
});
const _: () = assert!(size_of::<Vec<Entry>>() == size_of::<[usize; 3]>());
pub const GENERATOR_STATE: i32 = offset!(Generator, state);
pub const GENERATOR_FRAME: i32 = offset!(Generator, frame);
pub const GENERATOR_RESUME_AT: i32 = offset!(Generator, resume_at);
/// [`runtime::object::generator::GeneratorState::Suspended`].
pub const GENERATOR_SUSPENDED: i64 = runtime::object::generator::GeneratorState::Suspended as i64;
/// Where a generator's frame keeps the generator, from its registers.
pub const GENERATOR_BELOW: i32 = -(bytecode_vm::GENERATOR_HEAD as i32) * 8;
pub const SLOT_ARRAY_SLOTS: i32 = runtime::object::instance::SlotArray::SLOTS_OFFSET as i32;
pub const RT_DRAINING: i32 = offset!(Runtime, draining);
pub const FUNCTION_CLOSURE: i32 = offset!(Function, closure);
pub const CELL_VALUE: i32 = CellVar::VALUE_OFFSET as i32;
pub const DICT_VERSION: i32 = Dict::VERSION_OFFSET as i32;
pub const CLASS_VERSION: i32 = runtime::object::class::Class::VERSION_OFFSET as i32;
pub const INSTANCE_OVERFLOW: i32 = Instance::OVERFLOW_OFFSET as i32;
/// Bytes of a header and of the words compiled code may assume behind an instance's.
pub const INSTANCE_SLOTS: i32 = Instance::SLOTS_OFFSET as i32;

/// Words of values, as signed immediates.
pub mod word {
    use super::*;
    pub const NONE: i64 = Value::NONE.bits() as i64;
    pub const TRUE: i64 = Value::TRUE.bits() as i64;
    pub const NOT_IMPLEMENTED: i64 = Value::NOT_IMPLEMENTED.bits() as i64;
    pub const FALSE: i64 = Value::FALSE.bits() as i64;
    pub const EMPTY: i64 = Value::EMPTY.bits() as i64;
    pub const TAG: i64 = INT_TAG as i64;
    pub const INT_MIN: i64 = INT_MIN_WORD as i64;
    pub const DOUBLE: i64 = DOUBLE_OFFSET as i64;
    /// Words of constants are less; those of cells are not.
    pub const CONSTANTS_END: i64 = 0x40;
    pub const NOT_POINTER: i64 = NOT_POINTER_MASK as i64;
}

/// What a method call finds for receivers of one shape, while their class has this version.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Found {
    /// The shape; `u32::MAX` is none.
    pub shape: u32,
    /// Version of the class.
    pub version: u32,
    /// The class.
    pub class: u64,
    /// The callee, with [`Found::ALONE`] if it takes no receiver; or with [`Found::SLOT`] the offset of the slot that receivers
    /// have it in.
    pub callee: u64,
    /// The code of a function that takes just these arguments, or 0.
    pub code: u64,
}

impl Found {
    /// Added to a callee that takes no receiver.
    pub const ALONE: u64 = 1;
    /// Added to the offset of a slot.
    pub const SLOT: u64 = 2;
    /// For no shape.
    pub const NONE: Found = Found { shape: u32::MAX, version: 0, class: 0, callee: 0, code: 0 };
}

/// Entries of a call that meets several shapes, by the low bits of the shape's number; a power of two.
pub const SHAPES_OF_CALL: usize = 8;
pub const FOUND_SIZE: i32 = size_of::<Found>() as i32;
pub const FOUND_SHAPE: i32 = offset!(Found, shape);
pub const FOUND_VERSION: i32 = offset!(Found, version);
pub const FOUND_CLASS: i32 = offset!(Found, class);
pub const FOUND_CALLEE: i32 = offset!(Found, callee);
pub const FOUND_CODE: i32 = offset!(Found, code);

/// What compiled code counts and where it finds its helpers. One per engine, reached from [`Context::tier_data`].
#[repr(C)]
pub struct TierData {
    /// Addresses of the helpers, in the order of [`Helper`].
    pub helpers: [usize; HELPER_COUNT],
    /// Activations entered in machine code.
    pub calls: u64,
    /// Those among them that helpers have begun: of special methods, for one.
    pub calls_by_helper: u64,
    /// Loop iterations begun in machine code.
    pub iterations: u64,
    /// Words that compiled code was made with.
    pub constants: *const u64,
    /// Raised when what compiled code was told about attributes may be wrong.
    pub attribute_epoch: u64,
    /// Raised, by family of shapes, when slots that compiled code takes for doubles hold something else too.
    pub doubles_versions: [u32; FAMILIES],
    /// Instructions that compiled code has left to the interpreter's handlers, by opcode.
    pub steps: [u64; 256],
    /// Words that translations were given, by number (see [`crate::analysis::natives`]).
    pub slots: *const u64,
    /// The strings of one ASCII character.
    pub characters: *const Value,
    /// What is between the bits of a double and its word: in a register, it is added in one instruction.
    pub double: Lanes,
    /// State of the random numbers by which guards fail under stress.
    pub stress: u64,
    /// Addresses of direct entries, by cell; 0 where there is none.
    pub direct: *const usize,
    /// What calls that meet several shapes have found, by call.
    pub found: *mut Found,
    /// The tier, for helpers.
    pub tier: *const crate::tier::JitTier,
    /// The object whose attribute a failed guard was about, or the empty word.
    pub met: Value,
}

/// A word twice, for vector instructions.
#[repr(C, align(16))]
pub struct Lanes(pub [u64; 2]);

/// Families of shapes that are told apart where slots hold doubles only; those that share a number are given up together.
pub const FAMILIES: usize = 256;

pub const DATA_FOUND: i32 = offset!(TierData, found);
pub const DATA_DOUBLE: i32 = offset!(TierData, double);
pub const DATA_MET: i32 = offset!(TierData, met);
pub const DATA_SLOTS: i32 = offset!(TierData, slots);
pub const DATA_DIRECT: i32 = offset!(TierData, direct);
pub const DATA_CHARACTERS: i32 = offset!(TierData, characters);
pub const DATA_CALLS: i32 = offset!(TierData, calls);
pub const DATA_CONSTANTS: i32 = offset!(TierData, constants);
pub const DATA_DOUBLES_VERSIONS: i32 = offset!(TierData, doubles_versions);
pub const DATA_EPOCH: i32 = offset!(TierData, attribute_epoch);
pub const DATA_ITERATIONS: i32 = offset!(TierData, iterations);

macro_rules! helpers {
    ($($(#[doc = $doc:literal])+ $name:ident = $function:path, $arguments:literal;)*) => {
        /// Index of a helper. The numbering is part of the contract.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub enum Helper {
            $($(#[doc = $doc])+ $name,)*
        }
        /// How many there are.
        pub const HELPER_COUNT: usize = [$(stringify!($name)),*].len();
        impl Helper {
            /// Number of 64-bit arguments.
            pub fn arguments(self) -> usize {
                match self { $(Helper::$name => $arguments,)* }
            }
        }
        /// Their addresses.
        pub fn helper_addresses() -> [usize; HELPER_COUNT] {
            [$($function as *const () as usize),*]
        }
    };
}

helpers! {
    /// One instruction by the interpreter's handler: `(cx, code, regs, pc | depth << 32)`; `depth` inlined frames are running.
    Step = crate::helpers::step, 4;
    /// A guard failed: `(cx, regs, exit, iterations)`; gives what the activation returns.
    Exit = crate::helpers::side_exit, 4;
    /// An exception is pending: `(cx, regs, exit, iterations)`; gives what the activation returns.
    Raise = crate::helpers::exceptions::raise, 4;
    /// An exception is pending and caught in the unit: `(cx, exit)`; takes it.
    Catch = crate::helpers::exceptions::catch, 2;
    /// `(cx, value)`: raises an exception or what a class makes; always 0.
    RaiseObject = crate::helpers::exceptions::raise_object, 2;
    /// `(cx, value, cause)`: likewise, from a cause; always 0.
    RaiseFrom = crate::helpers::exceptions::raise_from, 3;
    /// `(cx, exception)`: goes on raising it; always 0.
    Rethrow = crate::helpers::exceptions::rethrow, 2;
    /// `(cx, exception)`: it is being handled; gives the one handled so far.
    PushHandled = crate::helpers::exceptions::push_handled, 2;
    /// `(cx)`: it is handled no more; always 1.
    PopHandled = crate::helpers::exceptions::pop_handled, 1;
    /// `(cx, exception, types)`: 0 raised, 1 does not match, 2 matches.
    ExceptionMatches = crate::helpers::exceptions::exception_matches, 3;
    /// `(cx, value)`: its class.
    ClassOf = crate::helpers::exceptions::class_of, 2;
    /// `(cx, exception)`: its traceback.
    TracebackOf = crate::helpers::exceptions::traceback_of, 2;
    /// The value of a 64-bit integer: `(cx, i64)`.
    BoxInt = crate::helpers::box_int, 2;
    /// Truth of a value: `(cx, value)`; 0 raised, 1 false, 2 true.
    Truth = crate::helpers::truth, 2;
    /// Comparison by the runtime, as truth: `(cx, op, a, b)`; 0 raised, 1 false, 2 true.
    Compare = crate::helpers::compare, 4;
    /// `(cx, window, argc)`: a native function in a call window, called.
    CallNative = crate::helpers::call_native, 3;
    /// `(cx, window, argc | depth << 32, regs)`: likewise from an inlined frame with these registers.
    CallNativeInlined = crate::helpers::call_native_inlined, 4;
    /// `(cx, receiver, code, site | arguments << 32, entry)`: what a method call of the site finds in the receiver or its class, with
    /// [`Found::ALONE`] if it takes no receiver, or 0; kept in the entry.
    FindCallee = crate::helpers::find_callee, 5;
    /// `(cx, function, window, argc)`: puts the defaults of the arguments left out behind those given; the function's code, or 0.
    FillDefaults = crate::helpers::calls::fill_defaults, 4;
    /// `(cx, receiver, code, site, place)`: function and receiver, or marker and callee; 0 raised.
    LoadMethod = crate::helpers::load_method, 5;
    /// `(cx)`: whether a guard is to fail for no reason.
    Stress = crate::helpers::stress, 1;
    /// `(cx, class, arguments, argc)`: an instance of a Python class before its `__init__`, or an exception.
    NewObject = crate::helpers::new_object, 4;
    /// `(cx, value)`: the `TypeError` of an `__init__` that has returned something; always 0.
    InitReturned = crate::helpers::init_returned, 2;
    /// `(cx, function, a)`: a native function called.
    CallNative1 = crate::helpers::call_native_1, 3;
    /// `(cx, function, a, b)`.
    CallNative2 = crate::helpers::call_native_2, 4;
    /// `(cx, function, a, b, c)`.
    CallNative3 = crate::helpers::call_native_3, 5;
    /// `(cx, body, a)`: the body of a native function, called.
    CallBody1 = crate::helpers::call_body_1, 3;
    /// `(cx, body, a, b)`.
    CallBody2 = crate::helpers::call_body_2, 4;
    /// `(cx, body, a, b, c)`.
    CallBody3 = crate::helpers::call_body_3, 5;
    /// `(cx, body, a, b, c, d)`.
    CallBody4 = crate::helpers::call_body_4, 6;
    /// `(cx, callee, a)`: any object called.
    CallObject1 = crate::helpers::call_object_1, 3;
    /// `(cx, callee, a, b)`.
    CallObject2 = crate::helpers::call_object_2, 4;
    /// `(cx, callee, a, b, c)`.
    CallObject3 = crate::helpers::call_object_3, 5;
    /// `(cx, window, argc)`: any object in a call window, called.
    CallObject = crate::helpers::call_object, 3;
    /// `(cx, receiver, code, site)`: an attribute at a site that meets many shapes; 0 raised.
    GetAttribute = crate::helpers::get_attribute, 4;
    /// `(cx, receiver, value, code, site)`: stores an attribute at such a site; 0 raised.
    SetAttribute = crate::helpers::set_attribute, 5;
    /// `(cx, conversion, value)`: the text of a replacement field without format; 0 raised.
    FormatSimple = crate::helpers::format_simple, 3;
    /// `(cx, conversion, value, format)`: the text of a replacement field; 0 raised.
    FormatWith = crate::helpers::format_with, 4;
    /// `(cx, first, count)`: strings in registers, joined.
    BuildString = crate::helpers::build_string, 3;
    /// `(cx, first, count)`: a tuple of registers.
    BuildTuple = crate::helpers::build_tuple, 3;
    /// `(cx, first, count)`: a list of registers.
    BuildList = crate::helpers::build_list, 3;
    /// `(cx, first, pairs)`: a dict of registers, key and value in turn; 0 raised.
    BuildDict = crate::helpers::build_dict, 3;
    /// `(cx, list, item)`: appends to a list.
    ListPush = crate::helpers::list_push, 3;
    /// `(cx, set, item)`: adds to a set; 0 raised.
    SetAdd = crate::helpers::set_add, 3;
    /// `(cx, container, item)`: 0 raised, 1 no, 2 yes.
    Contains = crate::helpers::contains, 3;
    /// `(cx, object, index)`: an item.
    GetItem = crate::helpers::get_item, 3;
    /// `(cx, object, index, value)`: stores an item; 0 raised.
    SetItem = crate::helpers::set_item, 4;
    /// `(cx, object, index)`: removes an item; 0 raised.
    DeleteItem = crate::helpers::delete_item, 3;
    /// `(cx, object, bounds)`: a slice; start, stop and step stand at `bounds`.
    GetSlice = crate::helpers::get_slice, 3;
    /// `(cx, object, bounds, value)`: stores to a slice; 0 raised.
    SetSlice = crate::helpers::set_slice, 4;
    /// `(cx, object)`: one more than its length, 0 raised.
    Length = crate::helpers::length, 2;
    /// `(cx, window)`: gives the registers of a generator's frame what was kept of them; always 1.
    FillGenerator = crate::helpers::fill_generator, 2;
    /// `(cx, generator, value)`: whether what the generator is about to yield has been taken already.
    Offer = crate::helpers::offer, 3;
    /// `(cx, iterator)`: its next item, empty at the end.
    Next = crate::helpers::next, 2;
    /// `(cx, iterator, place)`: as `Next`, but the word 1 says that two parts of the item have been put at `place`.
    NextPair = crate::helpers::next_pair, 3;
    /// `(cx, iterator, default)`: `next`; `default` may be empty; 0 raised.
    NextOr = crate::helpers::next_or, 3;
    /// `(cx, generator, value)`: `send`; 0 raised.
    Send = crate::helpers::send, 3;
    /// `(cx, object)`: an iterator over it; 0 raised.
    GetIter = crate::helpers::get_iter, 2;
    /// `(cx, op, a, b)`: arithmetic by the runtime; bit 8 of `op` says in place.
    Binary = crate::helpers::binary, 4;
    /// `(cx, op, a, b)`: comparison by the runtime, as value.
    CompareValue = crate::helpers::compare_value, 4;
}

const _: () = {
    assert!(size_of::<Value>() == 8);
    assert!(size_of::<Option<bytecode_vm::tier::Entry>>() == 8);
    assert!(size_of::<runtime::object::ShapeId>() == 4);
    assert!(size_of::<Cache>() == 32);
    assert!(size_of::<Found>() == 32);
    // The frame kind is or-ed into the callee's registers, which are aligned to eight bytes.
    assert!(FRAME_KIND_ENTRY < 8);
    assert!(size_of::<bytecode::Opcode>() == 1);
    assert!(INSTANCE_SLOTS % 8 == 0);
};
