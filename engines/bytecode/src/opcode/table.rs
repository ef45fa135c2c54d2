//! The table itself: every opcode with its operands and what it does.

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
                /// `a = b[c:c+1:c+2]`, the three registers from `c` the slice's parts.
                GetSlice [A: Def, B: Use, C: UseThree];
                /// `a[b:b+1:b+2] = c`.
                SetSlice [A: Use, B: UseThree, C: Use];
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
                /// `a =` the `c` strings, or small integers, from `b` joined.
                BuildString [A: Def, B: UseRun, C: Count];

                // ---- iteration, generators
                /// `a = iter(b)`, for the `for` loop of a generator expression; a list, tuple, str or range may stay as it is.
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
                /// As `LoadMethod` the `__enter__` of `b`, which is found in its class.
                LoadEnter [A: DefTwo, B: Use, C: Site];
                /// Likewise its `__exit__`.
                LoadExit [A: DefTwo, B: Use, C: Site];
                /// `a, a+1, a+2 =` type, value and traceback of exception `b`.
                ExceptionTriple [A: DefThree, B: Use];

                // ---- operations that statements are lowered to
                /// `a =` operation `x` on the `c` registers from `b`.
                Intrinsic [A: Def, B: UseRun, C: Count, X: Intrinsic];

                // ---- modules, annotations
                /// `a =` top package of `import name`.
                ImportTop [A: Def, D: Name];
                /// `a =` module `name` itself, `x` leading dots.
                ImportModule [A: Def, X: Level, D: Name];
                /// `a =` attribute or submodule `name` of module `b`.
                ImportFrom [A: Def, B: Use, C: Name];
                /// Bind all public names of module `a` as globals, or, if `x` is 1, in namespace register 0.
                ImportStar [A: Use, X: Bool];
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
