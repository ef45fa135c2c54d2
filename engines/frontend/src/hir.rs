//! The resolved tree (HIR): what every engine and the bytecode compiler start from.
//!
//! Scopes are settled: each variable is a [`Place`] with a slot number, so no engine looks a local up by name.
//! The tree is owned plain data without any parser type. It says *what* Python does, in CPython 3.11's evaluation
//! order; how to do it fast is each engine's business. Nothing here evaluates or folds anything but literals.
//!
//! Slots. A function has `locals` (dense, parameters first in the order `posonly + args, kwonly, *args, **kwargs`
//! as in CPython's `co_varnames`), `cells` (variables that an inner function captures; a captured *parameter* has a
//! local slot too, see [`CellVar::param`]) and `frees` (captured from outside, see [`FreeVar::source`]). The closure
//! given to a new function object is `frees` resolved in the creating frame, in order.

/// Byte range in the source text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// Index into [`Program::names`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NameId(pub u32);

/// Index into [`Program::functions`]; 0 is the module body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FuncId(pub u32);

/// One compiled source file.
#[derive(Clone, Debug)]
pub struct Program {
    /// Path as given, for tracebacks and `__file__`.
    pub path: String,
    /// The text, for source lines in diagnostics.
    pub source: String,
    /// Byte offset of the start of each line, first line at index 0.
    pub line_starts: Vec<u32>,
    /// Every identifier, attribute, keyword and module name, once each.
    pub names: Vec<String>,
    /// All code blocks; the module is number 0, inner ones follow in source order.
    pub functions: Vec<Function>,
}

impl Program {
    /// One-based line number of a byte offset.
    pub fn line(&self, offset: u32) -> u32 {
        self.line_starts.partition_point(|&s| s <= offset) as u32
    }
    /// One-based line and zero-based column (in bytes) of an offset.
    pub fn line_col(&self, offset: u32) -> (u32, u32) {
        let line = self.line(offset);
        (line, offset - self.line_starts[line as usize - 1])
    }
    /// Text of a name.
    pub fn name(&self, id: NameId) -> &str {
        &self.names[id.0 as usize]
    }
    /// The code block of an id.
    pub fn function(&self, id: FuncId) -> &Function {
        &self.functions[id.0 as usize]
    }
}

/// What kind of code block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionKind {
    /// A file. Its variables are globals; inlined comprehensions still use local slots.
    Module,
    /// `def`.
    Def,
    /// `lambda`.
    Lambda,
    /// Body of `class`: unqualified names live in the namespace being built ([`Place::ClassName`]).
    ClassBody,
    /// Generator expression: one parameter `.0`, the outermost iterator.
    GeneratorExpr,
    /// Text given to `exec` or `eval` with a namespace for its variables beside the globals: its unqualified names live
    /// there ([`Place::ClassName`]), as in a class body, but it says nothing else about a class.
    Namespace,
}

impl FunctionKind {
    /// Runs on a namespace that its caller gives as the only argument.
    pub fn takes_namespace(self) -> bool {
        matches!(self, FunctionKind::ClassBody | FunctionKind::Namespace)
    }
}

/// What calling a block that can be suspended makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeneratorKind {
    /// A generator: `def` with `yield`, generator expression.
    Generator,
    /// A coroutine: `async def`.
    Coroutine,
    /// An asynchronous generator: `async def` with `yield`, generator expression with `async for` or `await`.
    AsyncGenerator,
}

/// One code block.
#[derive(Clone, Debug)]
pub struct Function {
    /// Own id.
    pub id: FuncId,
    /// Module, def, lambda, ...
    pub kind: FunctionKind,
    /// `f`, `<lambda>`, `<module>`, `<genexpr>`, or the class name.
    pub name: NameId,
    /// `C.f`, `f.<locals>.g`.
    pub qualname: NameId,
    /// Parameters; empty for modules and class bodies.
    pub params: Params,
    /// Local slots, parameters first. A slot of an inlined comprehension variable is listed too.
    pub locals: Vec<NameId>,
    /// Variables of this block that inner blocks capture.
    pub cells: Vec<CellVar>,
    /// Variables captured from enclosing blocks.
    pub frees: Vec<FreeVar>,
    /// Statements.
    pub body: Vec<Stmt>,
    /// Docstring, when the first statement is one (it stays out of `body`).
    pub docstring: Option<String>,
    /// Calling makes an object that can be suspended, of the kind in `generator_kind`.
    pub is_generator: bool,
    /// Which kind, if `is_generator`.
    pub generator_kind: GeneratorKind,
    /// For a class body: cell index of `__class__` when a method needs it.
    pub class_cell: Option<u32>,
    /// Attributes that the block sets on its first parameter (`self.x = ...`), each once, in order: what CPython 3.13
    /// gathers in `__static_attributes__`. Tells a class how much room its instances will want; says nothing else.
    pub attributes_set: Vec<NameId>,
    /// Where the block stands (the `def` line, decorators excluded).
    pub span: Span,
}

/// Formal parameters. Defaults are expressions evaluated in the *defining* block, see [`MakeFunction`].
#[derive(Clone, Debug, Default)]
pub struct Params {
    /// Names of positional parameters (positional-only first), in order; local slots `0..`.
    pub positional: Vec<NameId>,
    /// How many of `positional` are positional-only.
    pub posonly_count: u32,
    /// Keyword-only names; slots follow the positional ones.
    pub kwonly: Vec<NameId>,
    /// `*args`; its slot follows.
    pub vararg: Option<NameId>,
    /// `**kwargs`; its slot follows.
    pub kwarg: Option<NameId>,
}

impl Params {
    /// Number of local slots taken by parameters.
    pub fn slot_count(&self) -> usize {
        self.positional.len() + self.kwonly.len() + usize::from(self.vararg.is_some()) + usize::from(self.kwarg.is_some())
    }
}

/// A variable of this block captured by an inner one.
#[derive(Clone, Debug)]
pub struct CellVar {
    /// Its name.
    pub name: NameId,
    /// Local slot of the parameter whose value is moved into the cell at entry.
    pub param: Option<u32>,
}

/// A variable captured from outside.
#[derive(Clone, Debug)]
pub struct FreeVar {
    /// Its name.
    pub name: NameId,
    /// Where the *creating* frame finds the cell.
    pub source: Capture,
}

/// A cell in the frame that creates a closure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capture {
    /// Index into that frame's `cells`.
    Cell(u32),
    /// Index into that frame's `frees`.
    Free(u32),
}

/// A resolved variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Local slot of this block. Unbound: `UnboundLocalError`.
    Local(u32),
    /// Own cell. Unbound: `UnboundLocalError` ("cannot access local variable").
    Cell(u32),
    /// Captured cell. Unbound: `NameError` ("cannot access free variable").
    Free(u32),
    /// Module global, then builtin.
    Global(NameId),
    /// Class body name: namespace being built, then global, then builtin.
    ClassName(NameId),
    /// Class body name that is also free: namespace being built, then this captured cell (CPython's LOAD_CLASSDEREF).
    ClassFree(NameId, u32),
}

/// A statement with its place in the source.
#[derive(Clone, Debug)]
pub struct Stmt {
    /// What it does.
    pub kind: StmtKind,
    /// Where it stands.
    pub span: Span,
}

/// Statements. `pass`, `global`, `nonlocal` leave nothing behind.
#[derive(Clone, Debug)]
pub enum StmtKind {
    /// Evaluate and drop.
    Expr(Expr),
    /// `a = b = value`: value first, then targets from left to right.
    Assign { targets: Vec<Target>, value: Expr },
    /// `target op= value`: parts of the target once, load, value, in-place operator, store.
    AugAssign { target: Box<AugTarget>, op: BinaryOp, value: Expr },
    /// `target: annotation = value`, where the annotation is evaluated (module and class level, simple names are
    /// recorded in `__annotations__`); a value comes first.
    AnnAssign { target: Option<Target>, value: Option<Expr>, annotation: Option<Expr>, record: Option<NameId> },
    /// `return`; in a generator, ends it.
    Return(Option<Expr>),
    /// `raise`, `raise exc`, `raise exc from cause`.
    Raise { exc: Option<Expr>, cause: Option<Expr> },
    /// `if` / `elif` (nested) / `else`.
    If { test: Expr, body: Vec<Stmt>, orelse: Vec<Stmt> },
    /// `while ... else`.
    While { test: Expr, body: Vec<Stmt>, orelse: Vec<Stmt> },
    /// `for target in iter ... else`.
    For { target: Target, iter: Expr, body: Vec<Stmt>, orelse: Vec<Stmt> },
    /// `try ... except ... else ... finally`.
    Try { body: Vec<Stmt>, handlers: Vec<Handler>, orelse: Vec<Stmt>, finalbody: Vec<Stmt> },
    /// `with a as b:`; several items are nested statements.
    With { context: Expr, target: Option<Target>, body: Vec<Stmt> },
    /// `def` with decorators (evaluated first, applied last-to-first).
    FunctionDef { decorators: Vec<Expr>, function: MakeFunction, target: Place },
    /// `class` with decorators.
    ClassDef { decorators: Vec<Expr>, class: Box<MakeClass>, target: Place },
    /// `import a.b.c` binds `a`; `import a.b.c as x` binds the submodule.
    Import { module: NameId, as_name: bool, target: Place },
    /// `from ..m import a as b, c`; `module` may be absent (`from . import x`).
    ImportFrom { module: Option<NameId>, level: u32, names: Vec<(NameId, Place)> },
    /// `from m import *` (module level only).
    ImportStar { module: Option<NameId>, level: u32 },
    /// `del a, b[c], d.e`.
    Delete(Vec<Target>),
    /// Innermost loop.
    Break,
    /// Innermost loop.
    Continue,
    /// `assert test, message`.
    Assert { test: Expr, message: Option<Expr> },
}

/// `except types as name: body`. The name is unbound again at the end of the body, on every path.
#[derive(Clone, Debug)]
pub struct Handler {
    /// Class or tuple of classes; absent for a bare `except`.
    pub types: Option<Expr>,
    /// `as` name.
    pub target: Option<Place>,
    /// Statements.
    pub body: Vec<Stmt>,
    /// Where the clause stands.
    pub span: Span,
}

/// A binding target.
#[derive(Clone, Debug)]
pub enum Target {
    /// Variable.
    Place(Place, Span),
    /// `object.name`.
    Attribute { object: Expr, name: NameId, span: Span },
    /// `object[index]`; `index` may be a [`ExprKind::Slice`].
    Subscript { object: Expr, index: Expr, span: Span },
    /// `(a, *b, c)` or `[a, b]`: `star` is the index of the starred item.
    Unpack { items: Vec<Target>, star: Option<u32>, span: Span },
}

/// Target of an augmented assignment.
#[derive(Clone, Debug)]
pub enum AugTarget {
    /// Variable.
    Place(Place, Span),
    /// `object.name`.
    Attribute { object: Expr, name: NameId, span: Span },
    /// `object[index]`.
    Subscript { object: Expr, index: Expr, span: Span },
}

/// An expression with its place in the source.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it computes.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// Expressions.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// Literal or `None True False ...`.
    Constant(Constant),
    /// Variable.
    Load(Place),
    /// `lhs op rhs`.
    Binary { op: BinaryOp, lhs: Box<Expr>, rhs: Box<Expr> },
    /// `op operand`.
    Unary { op: UnaryOp, operand: Box<Expr> },
    /// `a and b and c`: value of the first false one or of the last.
    And(Vec<Expr>),
    /// `a or b or c`.
    Or(Vec<Expr>),
    /// `first op second op third`: each operand at most once, short-circuit.
    Compare { first: Box<Expr>, rest: Vec<(CompareOp, Expr)> },
    /// `body if test else orelse`.
    IfExp { test: Box<Expr>, body: Box<Expr>, orelse: Box<Expr> },
    /// `func(args, keywords)`.
    Call(Box<Call>),
    /// `super()` without arguments inside a method. `callee` is evaluated; if it is the builtin `super` type it is called
    /// with (`class` cell content, first argument), else with no arguments.
    ZeroArgSuper { callee: Box<Expr>, class: Place, first_arg: Place },
    /// `object.name`.
    Attribute { object: Box<Expr>, name: NameId },
    /// `object[index]`.
    Subscript { object: Box<Expr>, index: Box<Expr> },
    /// `lower:upper:step` as an index.
    Slice { lower: Option<Box<Expr>>, upper: Option<Box<Expr>>, step: Option<Box<Expr>> },
    /// `(a, b)`.
    Tuple(Vec<Item>),
    /// `[a, b]`.
    List(Vec<Item>),
    /// `{a, b}`.
    Set(Vec<Item>),
    /// `{k: v, **other}` in order.
    Dict(Vec<DictItem>),
    /// `[e for ...]`, inlined into this block.
    ListComp(Box<Comprehension>),
    /// `{e for ...}`, inlined.
    SetComp(Box<Comprehension>),
    /// `{k: v for ...}`, inlined.
    DictComp(Box<Comprehension>),
    /// `(e for ...)`: a function of kind [`FunctionKind::GeneratorExpr`] called with `iter(first)`.
    GeneratorExpr { function: MakeFunction, first: Box<Expr> },
    /// `lambda`.
    Lambda(MakeFunction),
    /// f-string.
    FString(Vec<FStringPart>),
    /// `target := value`.
    Walrus { target: Place, value: Box<Expr> },
    /// `yield value`.
    Yield(Option<Box<Expr>>),
    /// `yield from value`.
    YieldFrom(Box<Expr>),
    /// As `yield from`, on what [`Intrinsic::Awaitable`] and its like give: it is not asked for an iterator.
    Await(Box<Expr>),
    /// An operation of the language that is neither operator nor call; all operands are evaluated, from left to right.
    Intrinsic { op: Intrinsic, args: Vec<Expr> },
}

/// Operations that statements are lowered to, in one numbering that bytecode and runtime share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Intrinsic {
    /// (any number of values): `True`. The values are assignments of a pattern's captures.
    Captured,
    /// (value): the iterator that `await value` runs.
    Awaitable,
    /// (value): the asynchronous iterator that `async for` walks.
    AsyncIter,
    /// (asynchronous iterator): the iterator that waits for its next item, and gives a marker after the last one.
    AsyncNext,
    /// (item): whether it is not that marker.
    AsyncItem,
    /// (value): what an asynchronous generator yields to hand `value` to whoever iterates it.
    AsyncYield,
    /// (manager): opens `async with`: pair of the iterator that waits for `__aenter__` and of the bound `__aexit__`.
    AsyncEnter,
    /// (pair, exception or `None`): the iterator that waits for `__aexit__`.
    AsyncExit,
    /// (subject, items before a star, items after it, star: bool, how: 0 length only, 1 unpack, 2 by index): tuple of the
    /// items, a list for the star, or `None` when the subject is no such sequence.
    MatchSequence,
    /// (subject, keys...): tuple of the values, or `None` when the subject is no mapping with these keys.
    MatchMapping,
    /// (subject, keys...): dict of all other items.
    MatchRest,
    /// (subject, class, number of positional patterns, names...): tuple of the attributes, or `None` when it is no such
    /// instance.
    MatchClass,
    /// (exception): state of the `except*` clauses of a `try` statement.
    StarBegin,
    /// (state, class or tuple): whether a part of what is left matches; that part is then the exception being handled.
    StarMatch,
    /// (state): that part.
    StarMatched,
    /// (state, exception): an `except*` body raised.
    StarCollect,
    /// (state): the body is over.
    StarNext,
    /// (state): raises what is left and what was raised, or nothing.
    StarEnd,
    /// (value): what the interactive prompt does with the value of an expression.
    Display,
    /// (bytes): the text with these code points, four bytes each, least significant first: a literal with lone surrogates.
    Text,
}

impl Intrinsic {
    /// All of them; the index is the number in bytecode.
    pub const ALL: [Intrinsic; 20] = [
        Intrinsic::Captured,
        Intrinsic::Awaitable,
        Intrinsic::AsyncIter,
        Intrinsic::AsyncNext,
        Intrinsic::AsyncItem,
        Intrinsic::AsyncYield,
        Intrinsic::AsyncEnter,
        Intrinsic::AsyncExit,
        Intrinsic::MatchSequence,
        Intrinsic::MatchMapping,
        Intrinsic::MatchRest,
        Intrinsic::MatchClass,
        Intrinsic::StarBegin,
        Intrinsic::StarMatch,
        Intrinsic::StarMatched,
        Intrinsic::StarCollect,
        Intrinsic::StarNext,
        Intrinsic::StarEnd,
        Intrinsic::Display,
        Intrinsic::Text,
    ];
}

/// An element of a display or argument list.
#[derive(Clone, Debug)]
pub enum Item {
    /// `e`.
    One(Expr),
    /// `*e`.
    Star(Expr),
}

/// An element of a dict display.
#[derive(Clone, Debug)]
pub enum DictItem {
    /// `k: v`.
    Pair(Expr, Expr),
    /// `**m`.
    Spread(Expr),
}

/// A call.
#[derive(Clone, Debug)]
pub struct Call {
    /// Callee; when it is an [`ExprKind::Attribute`] engines may fuse look-up and call (no bound method is observable).
    pub func: Expr,
    /// Positional arguments in source order.
    pub args: Vec<Item>,
    /// Keyword arguments in source order; `None` is `**mapping`.
    pub keywords: Vec<(Option<NameId>, Expr)>,
}

/// A comprehension inlined into the enclosing block. Its variables are slots of that block which nothing else uses.
#[derive(Clone, Debug)]
pub struct Comprehension {
    /// Element, or key of a dict comprehension.
    pub element: Expr,
    /// Value of a dict comprehension.
    pub value: Option<Expr>,
    /// `for` clauses from the outside in.
    pub clauses: Vec<CompClause>,
    /// Own cells of the enclosing block that must be made anew when the comprehension starts, because a closure in it
    /// captures its variables.
    pub fresh_cells: Vec<u32>,
    /// Local slots of its variables; engines unbind them when it starts.
    pub locals: Vec<u32>,
}

/// `for target in iter if test if test`.
#[derive(Clone, Debug)]
pub struct CompClause {
    /// Loop target.
    pub target: Target,
    /// Iterable, evaluated when the clause is entered.
    pub iter: Expr,
    /// `async for`: there is no iteration; `iter` (an asynchronous iterator) is stored, and as long as a test holds the
    /// target is assigned from an item.
    pub waits: Option<AsyncClause>,
    /// Conditions.
    pub conditions: Vec<Expr>,
}

/// How a clause with `async for` goes on.
#[derive(Clone, Debug)]
pub struct AsyncClause {
    /// Where the asynchronous iterator is kept.
    pub iterator: Place,
    /// Waits for the next item; false after the last one.
    pub test: Expr,
    /// The item.
    pub item: Place,
}

/// Piece of an f-string.
#[derive(Clone, Debug)]
pub enum FStringPart {
    /// Text.
    Literal(String),
    /// `{value!conversion:spec}`.
    Value { value: Expr, conversion: Conversion, spec: Option<Vec<FStringPart>> },
}

/// `!s`, `!r`, `!a`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// None given.
    None,
    /// `!s`.
    Str,
    /// `!r`.
    Repr,
    /// `!a`.
    Ascii,
}

/// Creation of a function object in the current frame. Order: defaults, keyword defaults, annotations.
#[derive(Clone, Debug)]
pub struct MakeFunction {
    /// The code block.
    pub function: FuncId,
    /// Defaults of the last positional parameters.
    pub defaults: Vec<Expr>,
    /// Defaults of keyword-only parameters that have one.
    pub kw_defaults: Vec<(NameId, Expr)>,
    /// Annotations in CPython's order, `return` last; empty under `from __future__ import annotations`
    /// (they are then string constants).
    pub annotations: Vec<(NameId, Expr)>,
}

/// Creation of a class object: bases and keywords evaluated, body run on a fresh namespace, metaclass called.
#[derive(Clone, Debug)]
pub struct MakeClass {
    /// Class name.
    pub name: NameId,
    /// The body, a block of kind [`FunctionKind::ClassBody`].
    pub body: FuncId,
    /// Bases.
    pub bases: Vec<Item>,
    /// `metaclass=M` and other keywords.
    pub keywords: Vec<(Option<NameId>, Expr)>,
}

/// Literal values. Text holds what the source says; engines build values from it.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// `None`.
    None,
    /// `True`.
    True,
    /// `False`.
    False,
    /// `...`.
    Ellipsis,
    /// Fits 64 bits.
    Int(i64),
    /// Decimal digits of a larger one (never negative).
    BigInt(String),
    /// Double.
    Float(f64),
    /// Imaginary part of `1j`.
    Imaginary(f64),
    /// Text.
    Str(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// Binary operators, in one numbering that bytecode and runtime share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum BinaryOp {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    TrueDiv,
    /// `//`
    FloorDiv,
    /// `%`
    Mod,
    /// `**`
    Pow,
    /// `<<`
    LShift,
    /// `>>`
    RShift,
    /// `&`
    BitAnd,
    /// `|`
    BitOr,
    /// `^`
    BitXor,
    /// `@`
    MatMul,
}

/// Unary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum UnaryOp {
    /// `-`
    Neg,
    /// `+`
    Pos,
    /// `~`
    Invert,
    /// `not`
    Not,
}

/// Comparison operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum CompareOp {
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `is`
    Is,
    /// `is not`
    IsNot,
    /// `in`
    In,
    /// `not in`
    NotIn,
}
