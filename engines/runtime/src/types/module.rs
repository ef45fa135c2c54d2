//! `module`.

use crate::Runtime;
use crate::object::class::Class;
use crate::object::function::{Args, GetSetDef, NativeBody, NativeDef, NativeRole, native};
use crate::object::module::Module;
use crate::object::string::Str;
use crate::value::{Result, Value};

const STATIC_METHODS: &[NativeDef] = &[native("__new__", NativeBody::Var(new), 1)];
const METHODS: &[NativeDef] =
    &[native("__repr__", NativeBody::F1(repr), 1), native("__init__", NativeBody::Var(|_, _| Ok(Value::NONE)), 1)];
const GETSETS: &[GetSetDef] =
    &[GetSetDef { name: "__dict__", get: |_, v| Ok(v.as_object::<Module>().map_or(Value::NONE, |m| m.dict.into())), set: None }];

pub(crate) fn install(rt: &mut Runtime) {
    let class = rt.types.module;
    rt.install_methods(class, NativeRole::StaticMethod, STATIC_METHODS);
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.install_getsets(class, GETSETS);
}

fn new(rt: &mut Runtime, args: Args<'_>) -> Result {
    let _ = args.positional.first().and_then(|c| c.as_object::<Class>());
    match args.positional.get(1).and_then(|n| n.as_object::<Str>()) {
        Some(name) => {
            let name = name.to_rust();
            let module = rt.new_module(&name);
            let doc = rt.names.__doc__;
            let text = args.positional.get(2).copied().unwrap_or(Value::NONE);
            module.dict.set_str(rt, doc, text);
            Ok(module.into())
        }
        None => Err(rt.type_error("module() missing required argument 'name' (pos 1)")),
    }
}

fn repr(rt: &mut Runtime, v: Value) -> Result {
    let (name_key, file_key) = (rt.names.__name__, rt.names.__file__);
    let Some(module) = v.as_object::<Module>() else { return Ok(rt.default_repr(v)) };
    let name = module.dict.get_str(name_key).and_then(|n| n.as_object::<Str>()).map(|n| n.to_rust()).unwrap_or_default();
    let text = match module.dict.get_str(file_key).and_then(|f| f.as_object::<Str>()) {
        Some(file) => format!("<module '{name}' from '{}'>", file.to_rust()),
        None => format!("<module '{name}' (built-in)>"),
    };
    Ok(rt.str_value(&text))
}
