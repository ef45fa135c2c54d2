//! `time`: clocks. Guest programs read them; the measuring harness never does so through here.

use crate::Runtime;
use crate::object::Gc;
use crate::object::function::{NativeBody, NativeDef, native};
use crate::object::module::Module;
use crate::object::string::Str;
use crate::value::{Result, Value};
use rustix::time::{ClockId, clock_gettime};

const FUNCTIONS: &[NativeDef] = &[
    native("time", NativeBody::F0(|_| Ok(seconds(ClockId::Realtime))), 0),
    native("time_ns", NativeBody::F0(|rt| Ok(nanoseconds(rt, ClockId::Realtime))), 0),
    native("perf_counter", NativeBody::F0(|_| Ok(seconds(ClockId::Monotonic))), 0),
    native("perf_counter_ns", NativeBody::F0(|rt| Ok(nanoseconds(rt, ClockId::Monotonic))), 0),
    native("monotonic", NativeBody::F0(|_| Ok(seconds(ClockId::Monotonic))), 0),
    native("monotonic_ns", NativeBody::F0(|rt| Ok(nanoseconds(rt, ClockId::Monotonic))), 0),
    native("process_time", NativeBody::F0(|_| Ok(seconds(ClockId::ProcessCPUTime))), 0),
    native("process_time_ns", NativeBody::F0(|rt| Ok(nanoseconds(rt, ClockId::ProcessCPUTime))), 0),
    native("thread_time", NativeBody::F0(|_| Ok(seconds(ClockId::ThreadCPUTime))), 0),
    native("thread_time_ns", NativeBody::F0(|rt| Ok(nanoseconds(rt, ClockId::ThreadCPUTime))), 0),
    native("sleep", NativeBody::F1(sleep), 1),
    native("get_clock_info", NativeBody::F1(clock_info), 1),
    native("__getattr__", NativeBody::F1(late_attribute), 1),
];

/// Names of `_clock`, which is written in Python and loaded when the first of them is asked for.
const LATE: &[&str] = &[
    "struct_time",
    "localtime",
    "gmtime",
    "mktime",
    "asctime",
    "ctime",
    "strftime",
    "strptime",
    "timezone",
    "altzone",
    "daylight",
    "tzname",
];

fn late_attribute(rt: &mut Runtime, name: Value) -> Result {
    let text = name.as_object::<Str>().map(|s| s.to_rust()).unwrap_or_default();
    let key = rt.intern("time");
    let Some(module) = rt.modules.get_str(key).and_then(|m| m.as_object::<Module>()).filter(|_| LATE.contains(&text.as_str())) else {
        return Err(rt.attribute_error(format!("module 'time' has no attribute '{text}'")));
    };
    let namespace = rt.builtins;
    let clock = rt.import_module("_clock", 0, namespace)?;
    let key = rt.intern(&text);
    let value = rt.get_attr(clock, key)?;
    rt.set_module_attribute(module, &text, value);
    Ok(value)
}

fn clock_info(rt: &mut Runtime, name: Value) -> Result {
    let text = name.as_object::<Str>().map(|s| s.to_rust()).unwrap_or_default();
    let (implementation, adjustable) = match text.as_str() {
        "time" => ("clock_gettime(CLOCK_REALTIME)", true),
        "monotonic" | "perf_counter" => ("clock_gettime(CLOCK_MONOTONIC)", false),
        "process_time" => ("clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", false),
        "thread_time" => ("clock_gettime(CLOCK_THREAD_CPUTIME_ID)", false),
        _ => return Err(rt.value_error("unknown clock")),
    };
    let info = rt.new_simple_namespace();
    let implementation = rt.str_value(implementation);
    for (name, value) in [
        ("implementation", implementation),
        ("monotonic", Value::bool(!adjustable)),
        ("adjustable", Value::bool(adjustable)),
        ("resolution", Value::float(1e-9)),
    ] {
        let key = rt.intern(name);
        rt.set_own_attribute(info, key, value);
    }
    Ok(info)
}

fn read(clock: ClockId) -> (i64, i64) {
    let t = clock_gettime(clock);
    (t.tv_sec, t.tv_nsec as i64)
}

fn seconds(clock: ClockId) -> Value {
    let (s, ns) = read(clock);
    Value::float(s as f64 + ns as f64 * 1e-9)
}

fn nanoseconds(rt: &mut Runtime, clock: ClockId) -> Value {
    let (s, ns) = read(clock);
    rt.new_int(s * 1_000_000_000 + ns)
}

fn sleep(rt: &mut Runtime, duration: Value) -> Result {
    let seconds = match (duration.as_float(), duration.as_small_int_or_bool()) {
        (Some(f), _) => f,
        (_, Some(i)) => i as f64,
        _ => {
            let name = rt.type_name(duration);
            return Err(rt.type_error(format!("'{name}' object cannot be interpreted as an integer")));
        }
    };
    if seconds.is_nan() {
        return Err(rt.value_error("Invalid value NaN (not a number)"));
    }
    if seconds < 0.0 {
        return Err(rt.value_error("sleep length must be non-negative"));
    }
    match std::time::Duration::try_from_secs_f64(seconds) {
        Ok(d) => {
            std::thread::sleep(d);
            Ok(Value::NONE)
        }
        Err(_) => Err(rt.overflow_error("timestamp too large to convert to C _PyTime_t")),
    }
}

pub(crate) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("time");
    rt.install_module_functions(module, FUNCTIONS);
    Ok(module)
}
