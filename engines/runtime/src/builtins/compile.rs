//! `compile`, `exec`, `eval`, and code objects.
//!
//! A code object of a text keeps it compiled in up to two forms, for execution on globals alone and with a namespace of its
//! own beside them, and the functions made from these for the globals they were run on last.

use crate::Runtime;
use crate::engine::{CompiledText, TextMode};
use crate::heap::Marker;
use crate::object::Gc;
use crate::object::dict::Dict;
use crate::object::function::{Args, Function, GetSetDef, NativeBody, NativeDef, NativeRole, ProtoId, native};
use crate::object::generator::GeneratorKind;
use crate::object::instance::native_payload;
use crate::object::native::{Native, NativeState};
use crate::object::string::Str;
use crate::value::{Result, Value};
use std::any::Any;
use std::cell::{Cell, RefCell};

pub(crate) const FUNCTIONS: &[NativeDef] =
    &[native("compile", NativeBody::Var(compile), 0), native("exec", NativeBody::Var(exec), 0), native("eval", NativeBody::Var(eval), 0)];

/// Texts kept compiled because they may be given again.
const KEPT_TEXTS: usize = 256;

/// One form of a text.
#[derive(Default)]
struct Form {
    compiled: RefCell<Option<CompiledText>>,
    /// The function made last, or empty.
    function: Cell<Option<Gc<Function>>>,
}

/// A compiled text.
struct TextCode {
    source: Box<[u8]>,
    path: String,
    mode: TextMode,
    on_globals: Form,
    own_namespace: Form,
}

impl NativeState for TextCode {
    fn trace(&self, marker: &mut Marker<'_>) {
        for function in [&self.on_globals, &self.own_namespace].iter().filter_map(|form| form.function.get()) {
            marker.object(function);
        }
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The code of a function, and the namespace that it was loaded with (empty where that is not known).
struct FunctionCode(ProtoId, Value);

impl NativeState for FunctionCode {
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.1);
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

const METHODS: &[NativeDef] =
    &[native("__eq__", NativeBody::F2(equal), 2), native("__hash__", NativeBody::F1(hash), 1), native("__repr__", NativeBody::F1(repr), 1)];

macro_rules! fields {
    ($($name:ident)*) => {
        const GETSETS: &[GetSetDef] = &[$(GetSetDef { name: stringify!($name), get: |rt, v| field(rt, v, stringify!($name)), set: None },)*];
    };
}

fields! {
    co_name co_qualname co_argcount co_posonlyargcount co_kwonlyargcount co_nlocals co_varnames co_freevars co_cellvars
    co_firstlineno co_filename co_flags co_consts co_names
}

pub(crate) fn install(rt: &mut Runtime) {
    let class = rt.types.code;
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.install_getsets(class, GETSETS);
}

fn function_code(v: Value) -> Option<ProtoId> {
    v.as_object::<Native>()?.downcast::<FunctionCode>().map(|code| code.0)
}

fn equal(_: &mut Runtime, a: Value, b: Value) -> Result {
    let same = a == b || function_code(a).is_some() && function_code(a) == function_code(b);
    Ok(Value::bool(same))
}

fn hash(rt: &mut Runtime, v: Value) -> Result {
    match function_code(v) {
        Some(id) => Ok(Value::small_int(i64::from(id.0))),
        None => Ok(rt.id(v)),
    }
}

fn repr(rt: &mut Runtime, v: Value) -> Result {
    let (name, file, line) = match (function_code(v), text_code(v)) {
        (Some(id), _) => {
            let proto = rt.proto(id);
            (proto.name.to_rust(), proto.file.to_string(), proto.first_line)
        }
        (None, Some(text)) => ("<module>".to_owned(), text.path.clone(), 1),
        (None, None) => (String::new(), String::new(), 0),
    };
    Ok(rt.str_value(&format!("<code object {name} at {:#x}, file \"{file}\", line {line}>", v.bits())))
}

fn field(rt: &mut Runtime, v: Value, name: &str) -> Result {
    if let Some(id) = function_code(v) {
        return Ok(function_field(rt, id, name));
    }
    let (path, first_line) = (text_code(v).map_or(String::new(), |text| text.path.clone()), 1);
    Ok(match name {
        "co_name" | "co_qualname" => rt.str_value("<module>"),
        "co_filename" => rt.str_value(&path),
        "co_firstlineno" => Value::small_int(first_line),
        "co_varnames" | "co_freevars" | "co_cellvars" | "co_consts" | "co_names" => rt.empty_tuple.into(),
        _ => Value::small_int(0),
    })
}

fn function_field(rt: &mut Runtime, id: ProtoId, name: &str) -> Value {
    let proto = rt.proto(id);
    match name {
        "co_name" => proto.name.into(),
        "co_qualname" => proto.qualname.into(),
        "co_argcount" => Value::small_int(proto.positional.len() as i64),
        "co_posonlyargcount" => Value::small_int(proto.posonly_count as i64),
        "co_kwonlyargcount" => Value::small_int(proto.kwonly.len() as i64),
        "co_firstlineno" => Value::small_int(i64::from(proto.first_line)),
        "co_filename" => {
            let file = proto.file.to_string();
            rt.str_value(&file)
        }
        "co_flags" => {
            // CO_OPTIMIZED | CO_NEWLOCALS, and the bits of varargs, varkeywords and what calling makes.
            let kind = match (proto.is_generator, proto.generator_kind) {
                (false, _) => 0,
                (true, GeneratorKind::Generator) => 0x20,
                (true, GeneratorKind::Awaitable) => 0x120,
                (true, GeneratorKind::Coroutine) => 0x80,
                (true, GeneratorKind::AsyncGenerator) => 0x200,
            };
            Value::small_int(3 | i64::from(proto.has_vararg) << 2 | i64::from(proto.has_kwarg) << 3 | kind)
        }
        "co_varnames" | "co_nlocals" => {
            let mut names: Vec<Value> = proto.positional.iter().chain(&proto.kwonly).map(|&n| n.into()).collect();
            names.extend(proto.vararg.iter().chain(&proto.kwarg).chain(&proto.local_names).map(|&n| Value::from(n)));
            if name == "co_nlocals" {
                return Value::small_int(names.len() as i64);
            }
            rt.new_tuple(&names).into()
        }
        "co_freevars" => {
            let names: Vec<Value> = proto.free_names.iter().map(|&n| n.into()).collect();
            rt.new_tuple(&names).into()
        }
        _ => rt.empty_tuple.into(),
    }
}

impl Runtime {
    /// The code object of a function.
    pub(crate) fn code_of(&mut self, function: Gc<Function>) -> Value {
        let class = self.types.code;
        self.new_native_object(class, Box::new(FunctionCode(function.proto_id, function.globals.into()))).into()
    }

    /// The code object of a code block.
    pub(crate) fn code_of_proto(&mut self, proto: ProtoId) -> Value {
        let class = self.types.code;
        self.new_native_object(class, Box::new(FunctionCode(proto, Value::EMPTY))).into()
    }
}

/// What a code object of a function runs, and in which namespace.
pub(crate) fn proto_of(v: Value) -> Option<(ProtoId, Value)> {
    v.as_object::<Native>()?.downcast::<FunctionCode>().map(|code| (code.0, code.1))
}

fn text_code(v: Value) -> Option<&'static TextCode> {
    let native = v.as_object::<Native>()?;
    let code = native.downcast::<TextCode>()?;
    // SAFETY: the state lives in the cell, which callers keep on the native stack or in the table of texts while they use it.
    Some(unsafe { &*std::ptr::from_ref(code) })
}

/// Positional arguments by name, keywords among them.
pub(crate) fn bind<const N: usize>(
    rt: &mut Runtime,
    function: &str,
    names: [&str; N],
    required: usize,
    args: Args<'_>,
) -> Result<[Value; N]> {
    let mut bound = [Value::EMPTY; N];
    if args.positional.len() > N {
        let given = args.positional.len();
        return Err(rt.type_error(format!("{function}() takes at most {N} arguments ({given} given)")));
    }
    bound[..args.positional.len()].copy_from_slice(args.positional);
    for (name, value) in args.keyword_pairs() {
        let text = name.to_rust();
        match names.iter().position(|n| *n == text) {
            Some(i) => bound[i] = value,
            None => return Err(rt.type_error(format!("'{text}' is an invalid keyword argument for {function}()"))),
        }
    }
    if let Some(i) = bound[..required].iter().position(|v| v.is_empty()) {
        let (name, at) = (names[i], i + 1);
        return Err(rt.type_error(format!("{function}() missing required argument '{name}' (pos {at})")));
    }
    Ok(bound)
}

/// The bytes of source text.
fn source_bytes(rt: &mut Runtime, function: &str, source: Value) -> Result<Vec<u8>> {
    let payload = native_payload(source);
    let bytes = match payload.as_object::<Str>() {
        Some(text) => text.to_rust().into_bytes(),
        None => match rt.bytes_like(payload) {
            Some(bytes) => bytes,
            None => {
                let kinds = if function == "compile" { "string, bytes or AST" } else { "string, bytes or code" };
                return Err(rt.type_error(format!("{function}() arg 1 must be a {kinds} object")));
            }
        },
    };
    if bytes.contains(&0) {
        let class = rt.exceptions.syntax_error;
        return Err(rt.raise(class, "source code string cannot contain null bytes"));
    }
    Ok(bytes)
}

fn new_text(rt: &mut Runtime, source: Vec<u8>, path: &str, mode: TextMode) -> Result {
    let source: Vec<u8> = match mode {
        TextMode::Eval => source.iter().copied().skip_while(|b| matches!(b, b' ' | b'\t')).collect(),
        _ => source,
    };
    let code = TextCode { source: source.into(), path: path.to_owned(), mode, on_globals: Form::default(), own_namespace: Form::default() };
    compiled(rt, &code, false)?;
    let class = rt.types.code;
    Ok(rt.new_native_object(class, Box::new(code)).into())
}

/// One form of a text, compiled now if it was not before.
fn compiled(rt: &mut Runtime, code: &TextCode, own_namespace: bool) -> Result<CompiledText> {
    let form = if own_namespace { &code.own_namespace } else { &code.on_globals };
    if let Some(text) = &*form.compiled.borrow() {
        return Ok(CompiledText::clone(text));
    }
    match rt.engine().compile_text(&code.source, &code.path, code.mode, own_namespace) {
        Ok(text) => {
            *form.compiled.borrow_mut() = Some(CompiledText::clone(&text));
            Ok(text)
        }
        Err(error) => Err(rt.raise_load_error(&error)),
    }
}

fn compile(rt: &mut Runtime, args: Args<'_>) -> Result {
    let names = ["source", "filename", "mode", "flags", "dont_inherit", "optimize", "_feature_version"];
    let [source, path, mode, ..] = bind(rt, "compile", names, 3, args)?;
    let Some(path) = native_payload(path).as_object::<Str>() else {
        let name = rt.type_name(path);
        return Err(rt.type_error(format!("expected str, bytes or os.PathLike object, not {name}")));
    };
    let mode = match native_payload(mode).as_object::<Str>().map(|m| m.to_rust()).as_deref() {
        Some("exec") => TextMode::Exec,
        Some("eval") => TextMode::Eval,
        Some("single") => TextMode::Single,
        Some(_) => return Err(rt.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
        None => {
            let name = rt.type_name(mode);
            return Err(rt.type_error(format!("compile() argument 'mode' must be str, not {name}")));
        }
    };
    let source = source_bytes(rt, "compile", source)?;
    new_text(rt, source, &path.to_rust(), mode)
}

fn exec(rt: &mut Runtime, args: Args<'_>) -> Result {
    run(rt, "exec", TextMode::Exec, args)?;
    Ok(Value::NONE)
}

fn eval(rt: &mut Runtime, args: Args<'_>) -> Result {
    run(rt, "eval", TextMode::Eval, args)
}

fn run(rt: &mut Runtime, function: &str, mode: TextMode, args: Args<'_>) -> Result {
    if !args.keywords.is_empty() {
        return Err(rt.type_error(format!("{function}() takes no keyword arguments")));
    }
    let n = args.positional.len();
    if !(1..=3).contains(&n) {
        let bound = if n == 0 { "at least 1" } else { "at most 3" };
        let plural = if n == 0 { "" } else { "s" };
        return Err(rt.type_error(match mode {
            TextMode::Eval => format!("eval expected {bound} argument{plural}, got {n}"),
            _ => format!("{function}() takes {bound} positional argument{plural} ({n} given)"),
        }));
    }
    let given = |i: usize| args.positional.get(i).copied().filter(|v| !v.is_none());
    let (globals, locals) = namespaces(rt, function, given(1), given(2))?;
    let code = code_object(rt, function, mode, args.positional[0])?;
    let key = rt.names.__builtins__;
    if globals.get_str(key).is_none() {
        let builtins = rt.builtins.into();
        globals.set_str(rt, key, builtins);
    }
    rt.check_native_stack()?;
    let Some(text) = text_code(code) else {
        return Err(rt.type_error("code object of a function cannot be run without its function"));
    };
    let own_namespace = locals.is_some();
    let form = if own_namespace { &text.own_namespace } else { &text.on_globals };
    let made = match form.function.get().filter(|f| f.globals == globals) {
        Some(made) => made,
        None => {
            let compiled = compiled(rt, text, own_namespace)?;
            let made = match rt.engine().load_text(rt, &compiled, globals) {
                Ok(made) => made,
                Err(error) => return Err(rt.raise_load_error(&error)),
            };
            form.function.set(Some(made));
            made
        }
    };
    let engine = rt.engine();
    let outcome = match locals {
        Some(locals) => engine.call_function(rt, made, &[locals], None),
        None => engine.call_function(rt, made, &[], None),
    };
    std::hint::black_box(code);
    outcome
}

/// Globals, and the namespace beside them if there is one.
fn namespaces(rt: &mut Runtime, function: &str, globals: Option<Value>, locals: Option<Value>) -> Result<(Gc<Dict>, Option<Value>)> {
    let engine = rt.engine();
    let getitem = rt.names.__getitem__;
    let (dict, locals) = match globals {
        None => {
            let Some(current) = engine.current_globals() else { return Err(rt.runtime_error(format!("{function}(): no Python frame"))) };
            let locals = match locals {
                Some(locals) => Some(locals),
                None => engine.current_locals(rt).map(Value::from),
            };
            (current, locals)
        }
        Some(globals) => match native_payload(globals).as_object::<Dict>() {
            Some(dict) => (dict, locals),
            None => {
                let name = rt.type_name(globals);
                let is_mapping = rt.special(globals, getitem).is_some();
                return Err(rt.type_error(match function {
                    "eval" if is_mapping => "globals must be a real dict; try eval(code, {}, mapping)".to_owned(),
                    "eval" => "globals must be a dict".to_owned(),
                    _ => format!("{function}() globals must be a dict, not {name}"),
                }));
            }
        },
    };
    if let Some(locals) = locals
        && !locals.is_object::<Dict>()
        && rt.special(locals, getitem).is_none()
    {
        let name = rt.type_name(locals);
        return Err(rt.type_error(match function {
            "eval" => "locals must be a mapping".to_owned(),
            _ => format!("locals must be a mapping or None, not {name}"),
        }));
    }
    Ok((dict, locals.filter(|&locals| locals != dict.into())))
}

fn code_object(rt: &mut Runtime, function: &str, mode: TextMode, source: Value) -> Result {
    if rt.class_of(source) == rt.types.code {
        return Ok(source);
    }
    let bytes = source_bytes(rt, function, source)?;
    let key = (bytes.clone().into_boxed_slice(), mode);
    if let Some(&code) = rt.compiled_texts.get(&key) {
        return Ok(code);
    }
    let code = new_text(rt, bytes, "<string>", mode)?;
    if rt.compiled_texts.len() >= KEPT_TEXTS {
        rt.compiled_texts.clear();
    }
    rt.compiled_texts.insert(key, code);
    Ok(code)
}
