//! The opcode table: one list from which the enum, the operand roles, the disassembler, the verifier, the operand
//! visitor and the engines' handler tables are made ([`for_each_opcode`](crate::for_each_opcode)).
//!
//! An instruction is eight bytes: `op x a b c`, with `b` and `c` also readable together as the 32-bit `d`.
//! Registers are numbered from the frame's base. A *window* is a run of registers at the top of the frame in which a
//! call is built: callee first, arguments behind it, so that the arguments are already the callee's first registers.
//! Every register from the window's start upwards is garbage after the call.
//!
//! *Quick* opcodes never stand in a [`CodeObject`](crate::CodeObject): an engine writes them over the base opcode in
//! its own copy of the code when it has seen the operand types. They have the operands and the meaning of their base.

/// One instruction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(C)]
pub struct Insn {
    /// What to do.
    pub op: Opcode,
    /// Small operand: flags or a count.
    pub x: u8,
    /// First operand, mostly the destination register.
    pub a: u16,
    /// Second operand.
    pub b: u16,
    /// Third operand.
    pub c: u16,
}

const _: () = assert!(size_of::<Insn>() == 8);

impl Insn {
    /// An instruction with three 16-bit operands.
    pub const fn abc(op: Opcode, x: u8, a: u16, b: u16, c: u16) -> Insn {
        Insn { op, x, a, b, c }
    }
    /// An instruction with one 16-bit and one 32-bit operand.
    pub const fn ad(op: Opcode, x: u8, a: u16, d: i32) -> Insn {
        Insn { op, x, a, b: d as u16, c: (d >> 16) as u16 }
    }
    /// `b` and `c` as one signed number, `b` the low half.
    #[inline(always)]
    pub const fn d(&self) -> i32 {
        (self.b as u32 | (self.c as u32) << 16) as i32
    }
    /// `b` as a signed immediate.
    #[inline(always)]
    pub const fn imm_b(&self) -> i16 {
        self.b as i16
    }
    /// `c` as a signed immediate.
    #[inline(always)]
    pub const fn imm_c(&self) -> i16 {
        self.c as i16
    }
}

/// Bits of `x` in arithmetic instructions.
pub mod binary_flags {
    /// The operation is an augmented assignment (`+=`): in-place method first, and the operator's name in messages.
    pub const IN_PLACE: u8 = 1;
    /// The immediate or constant is the *left* operand.
    pub const REVERSED: u8 = 2;
}

/// Bits of `x` in [`Opcode::MakeFunction`]: which parts stand in the registers from `b`, in this order.
pub mod function_flags {
    /// Tuple of positional defaults.
    pub const DEFAULTS: u8 = 1;
    /// Dict of keyword-only defaults.
    pub const KW_DEFAULTS: u8 = 2;
    /// Dict of annotations.
    pub const ANNOTATIONS: u8 = 4;
    /// Tuple of cells.
    pub const CLOSURE: u8 = 8;
}

/// Where an operand stands in the instruction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// The `x` byte.
    X,
    /// The `a` field.
    A,
    /// The `b` field.
    B,
    /// The `c` field.
    C,
    /// `b` and `c` together.
    D,
}

/// What an operand means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// Register written.
    Def,
    /// Register written only if the jump is taken.
    DefOnJump,
    /// Register read.
    Use,
    /// Register holding a cell, read (the cell's content may be written).
    UseCell,
    /// First of `c` registers written.
    DefRun,
    /// First of two registers written.
    DefTwo,
    /// First of three registers written.
    DefThree,
    /// First of `c + 1 + x` registers written.
    DefUnpackEx,
    /// First of `c` registers read.
    UseRun,
    /// First of `2 * c` registers read: key, value, key, value.
    UsePairs,
    /// First of three registers read.
    UseThree,
    /// First of three registers of loop state, read and written.
    LoopState,
    /// Start of a call window: callee and `x` arguments read, three registers of loop state written.
    RangeWindow,
    /// Start of a call window: callee, then `x` arguments.
    CallWindow,
    /// Start of a call window whose callee slot is free: receiver, then `x` arguments.
    MethodWindow,
    /// Start of a call window filled by a `Load*Method`: callee, receiver, then `x` arguments.
    LoadedWindow,
    /// Start of a call window: callee, positional arguments (list, tuple or any iterable), and, if `x` is 1, a dict.
    ExWindow,
    /// First of the registers named by the bits of `x` (see [`function_flags`]).
    FunctionParts,
    /// Index into the constant pool.
    Const,
    /// Index into the module's name table.
    Name,
    /// Index into the inline-cache sites.
    Site,
    /// Index into the module's code objects.
    Function,
    /// Jump distance in `c`, counted from this instruction.
    Jump16,
    /// Jump distance in `d`, counted from this instruction.
    Jump32,
    /// Signed 16-bit number.
    Imm16,
    /// Signed 32-bit number.
    Imm32,
    /// Number of registers or items.
    Count,
    /// See [`binary_flags`].
    BinaryFlags,
    /// See [`function_flags`].
    FunctionFlags,
    /// 1: jump if the comparison holds; 0: jump if it does not.
    Sense,
    /// 0 or 1.
    Bool,
    /// 0 none, 1 `!s`, 2 `!r`, 3 `!a`.
    Conversion,
    /// Number of leading dots of a relative import.
    Level,
}

/// One row of the table.
#[derive(Debug)]
pub struct OpInfo {
    /// Name as in the enum.
    pub name: &'static str,
    /// Operands in the order in which they are shown.
    pub operands: &'static [(Field, Role)],
    /// What it does.
    pub doc: &'static str,
    /// For a quick opcode, what it specialises.
    pub base: Option<Opcode>,
}

/// Calls `$callback! { base { doc Name [Field: Role, ...]; ... } quick { doc Name of Base; ... } }` with the table.
#[macro_export]
macro_rules! for_each_opcode {
    ($callback:ident) => {
        $callback! {
            base {
                /// Do nothing.
                Nop [];

                // ---- moves, constants, variables
                /// `a = b`.
                Move [A: Def, B: Use];
                /// `a =` constant.
                LoadK [A: Def, D: Const];
                /// `a =` small int.
                LoadInt [A: Def, D: Imm32];
                /// `a = None`.
                LoadNone [A: Def];
                /// `a = False` or `True`.
                LoadBool [A: Def, X: Bool];
                /// Make local `a` unbound.
                Unbind [A: Def];
                /// Raise UnboundLocalError if local `a` is unbound.
                CheckBound [A: Use];
                /// `a =` new empty cell.
                MakeCell [A: Def];
                /// `a =` new cell holding `b` (a captured parameter; `b` may be unbound).
                MakeCellFrom [A: Def, B: Use];
                /// `a.. =` the `c` cells of this function's closure.
                LoadFrees [A: DefRun, C: Count];
                /// `a =` content of cell `b`; raises UnboundLocalError or NameError if it is empty.
                LoadCell [A: Def, B: UseCell];
                /// Put `b` into cell `a`.
                StoreCell [A: UseCell, B: Use];
                /// Empty cell `a`.
                ClearCell [A: UseCell];
                /// `a =` module global or builtin named by the site.
                LoadGlobal [A: Def, C: Site];
                /// Store `a` as the module global named by the site.
                StoreGlobal [A: Use, C: Site];
                /// Delete a module global.
                DeleteGlobal [D: Name];
                /// `a =` name in a class body: namespace `b`, then global, then builtin.
                LoadName [A: Def, B: Use, C: Site];
                /// `a =` name in a class body: namespace (register 0), then cell `b`.
                LoadNameOrCell [A: Def, B: UseCell, C: Name];
                /// Store `a` in namespace `b`.
                StoreName [A: Use, B: Use, C: Name];
                /// Delete a name from namespace `a`.
                DeleteName [A: Use, C: Name];

                // ---- arithmetic
                /// `a = b + c`.
                Add [A: Def, B: Use, C: Use, X: BinaryFlags];
                /// `a = b - c`.
                Sub [A: Def, B: Use, C: Use, X: BinaryFlags];
                /// `a = b * c`.
                Mul [A: Def, B: Use, C: Use, X: BinaryFlags];
                /// `a = b / c`.
                TrueDiv [A: Def, B: Use, C: Use, X: BinaryFlags];
                /// `a = b // c`.
                FloorDiv [A: Def, B: Use, C: Use, X: BinaryFlags];
                /// `a = b % c`.
                Mod [A: Def, B: Use, C: Use, X: BinaryFlags];
                /// `a = b ** c`.
                Pow [A: Def, B: Use, C: Use, X: BinaryFlags];
                /// `a = b << c`.
                LShift [A: Def, B: Use, C: Use, X: BinaryFlags];
                /// `a = b >> c`.
                RShift [A: Def, B: Use, C: Use, X: BinaryFlags];
                /// `a = b & c`.
                BitAnd [A: Def, B: Use, C: Use, X: BinaryFlags];
                /// `a = b | c`.
                BitOr [A: Def, B: Use, C: Use, X: BinaryFlags];
                /// `a = b ^ c`.
                BitXor [A: Def, B: Use, C: Use, X: BinaryFlags];
                /// `a = b @ c`.
                MatMul [A: Def, B: Use, C: Use, X: BinaryFlags];
                /// `a = b +` immediate.
                AddI [A: Def, B: Use, C: Imm16, X: BinaryFlags];
                /// `a = b -` immediate.
                SubI [A: Def, B: Use, C: Imm16, X: BinaryFlags];
                /// `a = b *` immediate.
                MulI [A: Def, B: Use, C: Imm16, X: BinaryFlags];
                /// `a = b /` immediate.
                TrueDivI [A: Def, B: Use, C: Imm16, X: BinaryFlags];
                /// `a = b //` immediate.
                FloorDivI [A: Def, B: Use, C: Imm16, X: BinaryFlags];
                /// `a = b %` immediate.
                ModI [A: Def, B: Use, C: Imm16, X: BinaryFlags];
                /// `a = b **` immediate.
                PowI [A: Def, B: Use, C: Imm16, X: BinaryFlags];
                /// `a = b <<` immediate.
                LShiftI [A: Def, B: Use, C: Imm16, X: BinaryFlags];
                /// `a = b >>` immediate.
                RShiftI [A: Def, B: Use, C: Imm16, X: BinaryFlags];
                /// `a = b &` immediate.
                BitAndI [A: Def, B: Use, C: Imm16, X: BinaryFlags];
                /// `a = b |` immediate.
                BitOrI [A: Def, B: Use, C: Imm16, X: BinaryFlags];
                /// `a = b ^` immediate.
                BitXorI [A: Def, B: Use, C: Imm16, X: BinaryFlags];
                /// `a = b +` float constant.
                AddK [A: Def, B: Use, C: Const, X: BinaryFlags];
                /// `a = b -` float constant.
                SubK [A: Def, B: Use, C: Const, X: BinaryFlags];
                /// `a = b *` float constant.
                MulK [A: Def, B: Use, C: Const, X: BinaryFlags];
                /// `a = b /` float constant.
                TrueDivK [A: Def, B: Use, C: Const, X: BinaryFlags];
                /// `a = -b`.
                Neg [A: Def, B: Use];
                /// `a = +b`.
                Pos [A: Def, B: Use];
                /// `a = ~b`.
                Invert [A: Def, B: Use];
                /// `a = not b`.
                Not [A: Def, B: Use];

                // ---- comparison
                /// `a = b < c`.
                Lt [A: Def, B: Use, C: Use];
                /// `a = b <= c`.
                Le [A: Def, B: Use, C: Use];
                /// `a = b == c`.
                Eq [A: Def, B: Use, C: Use];
                /// `a = b != c`.
                Ne [A: Def, B: Use, C: Use];
                /// `a = b > c`.
                Gt [A: Def, B: Use, C: Use];
                /// `a = b >= c`.
                Ge [A: Def, B: Use, C: Use];
                /// `a = b is c`.
                Is [A: Def, B: Use, C: Use];
                /// `a = b is not c`.
                IsNot [A: Def, B: Use, C: Use];
                /// `a = b in c`.
                In [A: Def, B: Use, C: Use];
                /// `a = b not in c`.
                NotIn [A: Def, B: Use, C: Use];

                // ---- jumps (a jump backwards closes a loop: engines count it)
                /// Jump.
                Jump [D: Jump32];
                /// Jump if `a` is true.
                JumpIfTrue [A: Use, D: Jump32];
                /// Jump if `a` is false.
                JumpIfFalse [A: Use, D: Jump32];
                /// Jump if `a is None`.
                JumpIfNone [A: Use, D: Jump32];
                /// Jump if `a is not None`.
                JumpIfNotNone [A: Use, D: Jump32];
                /// Jump if `a < b` is `x`.
                JumpLt [A: Use, B: Use, C: Jump16, X: Sense];
                /// Jump if `a <= b` is `x`.
                JumpLe [A: Use, B: Use, C: Jump16, X: Sense];
                /// Jump if `a == b` is `x`.
                JumpEq [A: Use, B: Use, C: Jump16, X: Sense];
                /// Jump if `a != b` is `x`.
                JumpNe [A: Use, B: Use, C: Jump16, X: Sense];
                /// Jump if `a > b` is `x`.
                JumpGt [A: Use, B: Use, C: Jump16, X: Sense];
                /// Jump if `a >= b` is `x`.
                JumpGe [A: Use, B: Use, C: Jump16, X: Sense];
                /// Jump if `a <` immediate is `x`.
                JumpLtI [A: Use, B: Imm16, C: Jump16, X: Sense];
                /// Jump if `a <=` immediate is `x`.
                JumpLeI [A: Use, B: Imm16, C: Jump16, X: Sense];
                /// Jump if `a ==` immediate is `x`.
                JumpEqI [A: Use, B: Imm16, C: Jump16, X: Sense];
                /// Jump if `a !=` immediate is `x`.
                JumpNeI [A: Use, B: Imm16, C: Jump16, X: Sense];
                /// Jump if `a >` immediate is `x`.
                JumpGtI [A: Use, B: Imm16, C: Jump16, X: Sense];
                /// Jump if `a >=` immediate is `x`.
                JumpGeI [A: Use, B: Imm16, C: Jump16, X: Sense];
                /// Jump if `a is b` is `x`.
                JumpIs [A: Use, B: Use, C: Jump16, X: Sense];
                /// Jump if exception `a` does not match class or tuple `b`; TypeError if `b` is neither.
                JumpIfNotMatch [A: Use, B: Use, C: Jump16];

                // ---- loops. State of three registers, in one of three forms:
                //      range:    next value (int), how many are left (int), step (int)
                //      sequence: list or tuple, next index (int), unused
                //      iterator: iterator, None, unused
                /// Prepare `for ... in callee(args)` where the callee is spelt `range`: if `a` is the builtin `range` and
                /// all arguments are small ints the state is in range form, else the callee is called and iterated.
                /// Jumps to the loop's [`ForRange`](Opcode::ForRange).
                ForPrepRange [A: RangeWindow, X: Count, D: Jump32];
                /// If the loop with state `b` has another item put it into `a` and jump (to the body, backwards); else go on.
                /// The state is in range or iterator form.
                ForRange [A: DefOnJump, B: LoopState, C: Jump16];
                /// `a.. =` loop state over `b`; jumps to the loop's [`ForIter`](Opcode::ForIter).
                ForPrep [A: DefThree, B: Use, C: Jump16];
                /// If the loop with state `b` has another item put it into `a` and jump (to the body, backwards); else go on.
                ForIter [A: DefOnJump, B: LoopState, C: Jump16];

                // ---- attributes, items
                /// `a = b.name`.
                GetAttr [A: Def, B: Use, C: Site];
                /// `a.name = b`.
                SetAttr [A: Use, B: Use, C: Site];
                /// `del a.name`.
                DelAttr [A: Use, C: Name];
                /// `a = b[c]`.
                GetItem [A: Def, B: Use, C: Use];
                /// `a = b[immediate]`.
                GetItemI [A: Def, B: Use, C: Imm16];
                /// `a[b] = c`.
                SetItem [A: Use, B: Use, C: Use];
                /// `a[immediate] = c`.
                SetItemI [A: Use, B: Imm16, C: Use];
                /// `del a[b]`.
                DelItem [A: Use, B: Use];
                /// `a = slice(b, b+1, b+2)`.
                BuildSlice [A: Def, B: UseThree];

                // ---- calls
                /// `a = callee(args)`.
                Call [A: Def, B: CallWindow, X: Count, C: Site];
                /// `a = callee(args)`, the last of the `x` arguments by keyword as the site says.
                CallKw [A: Def, B: CallWindow, X: Count, C: Site];
                /// `a = receiver.name(args)`: look-up and call in one. The compiler uses it where evaluating the arguments
                /// cannot be told from evaluating them before the look-up.
                CallMethod [A: Def, B: MethodWindow, X: Count, C: Site];
                /// `a, a+1 =` method `name` of `b` and its receiver, or unbound marker and a plain callable.
                LoadMethod [A: DefTwo, B: Use, C: Site];
                /// As `LoadMethod` on `super(class, first)`: the three registers from `b` hold what the name `super` means,
                /// the `__class__` cell and the first argument.
                LoadSuperMethod [A: DefTwo, B: UseThree, C: Site];
                /// `a =` call of what a `Load*Method` has put into the window.
                CallLoaded [A: Def, B: LoadedWindow, X: Count, C: Site];
                /// `CallLoaded` with keywords.
                CallLoadedKw [A: Def, B: LoadedWindow, X: Count, C: Site];
                /// `a = callee(*args, **kwargs)`.
                CallEx [A: Def, B: ExWindow, X: Bool, C: Site];
                /// `a = super()` of a method: registers as for `LoadSuperMethod`.
                CallSuper [A: Def, B: UseThree];
                /// `a =` the builtin `__build_class__`.
                LoadBuildClass [A: Def];
                /// `a =` new function object.
                MakeFunction [A: Def, B: FunctionParts, C: Function, X: FunctionFlags];
                /// Return `a`.
                Return [A: Use];
                /// Return None.
                ReturnNone [];

                // ---- containers
                /// `a = (b, ...)`.
                BuildTuple [A: Def, B: UseRun, C: Count];
                /// `a = [b, ...]`.
                BuildList [A: Def, B: UseRun, C: Count];
                /// `a = {b, ...}`.
                BuildSet [A: Def, B: UseRun, C: Count];
                /// `a = {b: b+1, ...}`.
                BuildDict [A: Def, B: UsePairs, C: Count];
                /// `a.append(b)` on a list under construction.
                ListAppend [A: Use, B: Use];
                /// `a.extend(b)` on a list under construction, with the message of `[*b]`.
                ListExtend [A: Use, B: Use];
                /// `a = tuple(b)` of a list under construction.
                ListToTuple [A: Def, B: Use];
                /// `a.add(b)` on a set under construction.
                SetAdd [A: Use, B: Use];
                /// `a.update(b)` on a set under construction.
                SetUpdate [A: Use, B: Use];
                /// `a[b] = c` on a dict under construction.
                DictSet [A: Use, B: Use, C: Use];
                /// `a.update(b)` for `{**b}`.
                DictUpdate [A: Use, B: Use];
                /// `a.update(b)` for `callee(**b)`: repeated keywords are an error that names callee `c`.
                DictMergeKw [A: Use, B: Use, C: Use];
                /// `a.. =` the exactly `c` items of `b`.
                Unpack [A: DefRun, B: Use, C: Count];
                /// `a, b =` the exactly two items of `c`.
                UnpackTwo [A: Def, B: Def, C: Use];
                /// `a.. = c` first items of `b`, a list of the middle, `x` last items.
                UnpackEx [A: DefUnpackEx, B: Use, C: Count, X: Count];
                /// `a = format(convert(b), "")`.
                FormatSimple [A: Def, B: Use, X: Conversion];
                /// `a = format(convert(b), c)`.
                FormatSpec [A: Def, B: Use, C: Use, X: Conversion];
                /// `a =` the `c` strings from `b` joined.
                BuildString [A: Def, B: UseRun, C: Count];

                // ---- iteration, generators
                /// `a = iter(b)`.
                GetIter [A: Def, B: Use];
                /// `a =` what `yield from b` iterates: a generator as it is, else `iter(b)`.
                GetYieldFromIter [A: Def, B: Use];
                /// Suspend with value `b`; when resumed, `a =` what was sent.
                Yield [A: Def, B: Use];
                /// Delegate to iterator `b`, sending it `c`: if it yields, suspend with that value and run this instruction
                /// again with `c =` what was sent; when it ends, `a =` its return value.
                YieldFrom [A: Def, B: Use, C: Use];

                // ---- exceptions
                /// Raise `a` (instance or class).
                Raise [A: Use];
                /// Raise `a` from `b`.
                RaiseFrom [A: Use, B: Use];
                /// Raise the exception being handled; RuntimeError if there is none.
                RaiseAgain [];
                /// Go on raising `a`, traceback and context untouched (end of `finally`, no handler matched).
                Rethrow [A: Use];
                /// `a =` the exception handled so far; exception `b` is now being handled.
                PushHandled [A: Def, B: Use];
                /// The exception being handled is again what `a` has kept.
                PopHandled [A: Use];
                /// Raise AssertionError.
                RaiseAssert [];
                /// Raise AssertionError with `a`.
                RaiseAssertMessage [A: Use];
                /// `a, a+1 =` bound `__exit__` and `__enter__` of `b`.
                WithLookup [A: DefTwo, B: Use];
                /// `a, a+1, a+2 =` type, value and traceback of exception `b`.
                ExceptionTriple [A: DefThree, B: Use];

                // ---- modules, annotations
                /// `a =` top package of `import name`.
                ImportTop [A: Def, D: Name];
                /// `a =` module `name` itself, `x` leading dots.
                ImportModule [A: Def, X: Level, D: Name];
                /// `a =` attribute or submodule `name` of module `b`.
                ImportFrom [A: Def, B: Use, C: Name];
                /// Bind all public names of module `a` as globals.
                ImportStar [A: Use];
                /// Make sure `__annotations__` exists: in the module's globals, or, if `x` is 1, in namespace register 0.
                SetupAnnotations [X: Bool];
                /// `__annotations__[name] = a`, found as `SetupAnnotations` does.
                StoreAnnotation [A: Use, X: Bool, D: Name];
            }
            quick {
                /// Both operands ints, no overflow.
                AddInt of Add;
                /// Both operands floats.
                AddFloat of Add;
                /// Both operands ints, no overflow.
                SubInt of Sub;
                /// Both operands floats.
                SubFloat of Sub;
                /// Both operands ints, no overflow.
                MulInt of Mul;
                /// Both operands floats.
                MulFloat of Mul;
                /// Both operands floats.
                TrueDivFloat of TrueDiv;
                /// List, int.
                GetItemList of GetItem;
                /// Tuple, int.
                GetItemTuple of GetItem;
                /// Exact dict.
                GetItemDict of GetItem;
                /// Exact str, int.
                GetItemStr of GetItem;
                /// List, int.
                SetItemList of SetItem;
                /// Exact dict.
                SetItemDict of SetItem;
                /// List.
                ForIterList of ForIter;
                /// Tuple.
                ForIterTuple of ForIter;
                /// Range.
                ForIterRange of ForIter;
                /// Generator of this engine.
                ForIterGenerator of ForIter;
                /// Instance slot, guarded by shape.
                GetAttrSlot of GetAttr;
                /// Instance slot outside the object, guarded by shape.
                GetAttrOverflow of GetAttr;
                /// Class attribute that is no descriptor, guarded by shape.
                GetAttrClass of GetAttr;
                /// Attribute of a module's namespace.
                GetAttrModule of GetAttr;
                /// Attribute of one class object, guarded by its version.
                GetAttrOnClass of GetAttr;
                /// `property`, guarded by shape.
                GetAttrProperty of GetAttr;
                /// Existing instance slot, guarded by shape.
                SetAttrSlot of SetAttr;
                /// Existing instance slot outside the object, guarded by shape.
                SetAttrOverflow of SetAttr;
                /// New instance slot: transition to a known shape.
                SetAttrAdd of SetAttr;
                /// Module global by cell.
                LoadGlobalModule of LoadGlobal;
                /// Builtin, guarded by both dict versions.
                LoadGlobalBuiltin of LoadGlobal;
                /// Existing module global.
                StoreGlobalModule of StoreGlobal;
                /// Python function, exact positional arguments.
                CallPython of Call;
                /// Builtin function.
                CallNative of Call;
                /// Class whose `__init__` is a Python function or absent.
                CallClass of Call;
                /// Python method found through the class, guarded by shape.
                CallMethodPython of CallMethod;
                /// Builtin method found through the class.
                CallMethodNative of CallMethod;
                /// Method found through the class, guarded by shape.
                LoadMethodClass of LoadMethod;
                /// Python function, exact positional arguments.
                CallLoadedPython of CallLoaded;
                /// Builtin function or method.
                CallLoadedNative of CallLoaded;
            }
        }
    };
}

macro_rules! define_opcodes {
    (base { $($(#[doc = $doc:literal])+ $name:ident [$($field:ident: $role:ident),*];)* }
     quick { $($(#[doc = $qdoc:literal])+ $quick:ident of $base:ident;)* }) => {
        /// Operation codes, base opcodes first, then quick ones.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Opcode {
            $($(#[doc = $doc])+ $name,)*
            $($(#[doc = $qdoc])+ $quick,)*
        }

        /// All opcodes in numeric order.
        pub const ALL: &[Opcode] = &[$(Opcode::$name,)* $(Opcode::$quick,)*];

        #[allow(non_upper_case_globals, reason = "one list for each opcode, under the opcode's name")]
        mod operand_lists {
            use super::{Field, Role};
            $(pub(super) const $name: &[(Field, Role)] = &[$((Field::$field, Role::$role)),*];)*
        }

        static TABLE: [OpInfo; ALL.len()] = [
            $(OpInfo { name: stringify!($name), operands: operand_lists::$name, doc: concat!($($doc),+), base: None },)*
            $(OpInfo {
                name: stringify!($quick),
                operands: operand_lists::$base,
                doc: concat!($($qdoc),+),
                base: Some(Opcode::$base),
            },)*
        ];

        impl Opcode {
            /// Its row of the table.
            pub fn info(self) -> &'static OpInfo {
                &TABLE[self as usize]
            }
        }
    };
}
for_each_opcode!(define_opcodes);

/// Number of opcodes, quick ones included.
pub const COUNT: usize = ALL.len();

impl Opcode {
    /// The opcode of a number.
    pub fn from_u8(number: u8) -> Option<Opcode> {
        ALL.get(usize::from(number)).copied()
    }
    /// The base opcode of a quick one, else itself.
    pub fn base(self) -> Opcode {
        self.info().base.unwrap_or(self)
    }
    /// Whether only an engine's private copy of the code may hold it.
    pub fn is_quick(self) -> bool {
        self.info().base.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_round_trip() {
        for (number, &op) in ALL.iter().enumerate() {
            assert_eq!(op as usize, number);
            assert_eq!(Opcode::from_u8(number as u8), Some(op));
            assert_eq!(format!("{op:?}"), op.info().name);
            assert!(!op.info().doc.is_empty());
        }
        assert_eq!(Opcode::from_u8(COUNT as u8), None);
    }

    #[test]
    fn no_field_is_used_twice() {
        for &op in ALL {
            let mut seen = Vec::new();
            for (field, _) in op.info().operands {
                let parts: &[Field] = if *field == Field::D { &[Field::B, Field::C] } else { std::slice::from_ref(field) };
                for part in parts {
                    assert!(!seen.contains(part), "{op:?}");
                    seen.push(*part);
                }
            }
        }
    }

    #[test]
    fn immediates_keep_their_sign() {
        for value in [0, 1, -1, i32::MAX, i32::MIN, 65_536, -65_537] {
            assert_eq!(Insn::ad(Opcode::Jump, 0, 7, value).d(), value);
        }
        assert_eq!(Insn::abc(Opcode::AddI, 0, 0, 0, -5i16 as u16).imm_c(), -5);
    }
}
