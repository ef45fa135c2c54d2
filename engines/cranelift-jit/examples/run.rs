//! Runs a file: `run FILE [--stats]`, threshold in THRESHOLD.
use cranelift_jit_engine::{CraneliftJit, JitOptions};
use runtime::Engine;
use std::rc::Rc;

fn front_end(source: &[u8], path: &str) -> Result<frontend::hir::Program, runtime::LoadError> {
    frontend::compile(source, path).map_err(|d| runtime::LoadError {
        class: d.kind.label(),
        message: d.message,
        path: d.path,
        line: d.line,
        column: d.column,
        source_line: d.source_line,
    })
}

fn main() {
    let thread = std::thread::Builder::new().stack_size(1 << 30);
    let code = thread.spawn(run).expect("a thread").join().expect("no panic");
    std::process::exit(code);
}

fn run() -> i32 {
    let path = std::env::args().nth(1).expect("a file");
    let source = std::fs::read(&path).expect("readable");
    let options = runtime::Options {
        argv: vec![path.clone()],
        path: vec![std::path::Path::new(&path).parent().map(|p| p.to_path_buf()).unwrap_or_default()],
        gc_stress: u32::from(std::env::var("STRESS").is_ok()),
        ..runtime::Options::default()
    };
    let threshold = std::env::var("THRESHOLD").ok().and_then(|t| t.parse().ok()).unwrap_or(1000);
    let jit_options = JitOptions { threshold, eager: std::env::var("EAGER").is_ok(), verify: std::env::var("VERIFY").is_ok() };
    let mut rt = runtime::Runtime::new(options);
    let jit = Rc::new(CraneliftJit::new(front_end, jit_options));
    rt.set_engine(jit.clone());
    let code = rt.enter((1 << 30) - (1 << 20), |rt| {
        let module = rt.new_module("__main__");
        rt.permanent.push(module.into());
        let key = rt.intern("__main__");
        let modules = rt.modules;
        modules.set_str(rt, key, module.into());
        rt.set_module_facts(module.dict, &path, "");
        match rt.run_source(&source, &path, module.dict) {
            Ok(_) => 0,
            Err(_) => {
                let (code, text) = rt.report_uncaught();
                eprint!("{text}");
                code
            }
        }
    });
    let _ = std::io::Write::flush(&mut rt.stdout);
    if let Ok(name) = std::env::var("SHOW") {
        jit.vm().for_each_code(|code| {
            if code.names[code.object().name as usize].eq_rust(&name) {
                match jit.tier().listing(code, std::env::var("SPECIAL").is_err()) {
                    Ok(listing) => eprintln!("{}\n{}", listing.clif, listing.assembly),
                    Err(reason) => eprintln!("{reason}"),
                }
            }
        });
    }
    if std::env::var("STATS").is_ok() {
        for (name, value) in jit.counters() {
            eprintln!("{name} {value}");
        }
        eprintln!("{:?}", jit.tier().reasons_left());
    }
    code
}
