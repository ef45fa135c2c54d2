//! Machine code made on a second thread. What may be assumed of the program is decided, and Cranelift IR made of it, on the
//! thread that runs the program: only that one may look at its heap. Cranelift's own work, nine tenths of a translation, needs
//! nothing of it and happens elsewhere; meanwhile the function goes on in the interpreter.
//!
//! A program's results do not depend on it, but when a function's machine code is there does: counts differ from run to run.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use crate::compiler::{Generator, Machine, Prepared};

/// Number of a unit, and what is to be made machine code of.
type Wanted = (u32, Prepared);
/// Number of a unit and what became of it.
type Done = (u32, Result<Machine, String>);

/// Ways to the second thread and back.
struct Lanes {
    work: Sender<Wanted>,
    done: Receiver<Done>,
}

/// The second thread, begun with the first translation.
#[derive(Default)]
pub struct Background {
    lanes: Option<Lanes>,
}

impl Background {
    /// Has machine code made for a unit. Where there can be no thread, it is given back, to be done here.
    pub fn begin(&mut self, unit: u32, prepared: Prepared) -> Option<Prepared> {
        if self.lanes.is_none() {
            self.lanes = start();
        }
        match &self.lanes {
            Some(lanes) => lanes.work.send((unit, prepared)).err().map(|refused| refused.0.1),
            None => Some(prepared),
        }
    }

    /// A unit whose machine code is ready.
    pub fn finished(&self) -> Option<Done> {
        self.lanes.as_ref()?.done.try_recv().ok()
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        while let Some((_, made)) = self.finished() {
            release(made);
        }
    }
}

/// The thread, unless address space is limited: what another thread's stack and allocator reserve is the program's then.
fn start() -> Option<Lanes> {
    if runtime::memory::address_space().is_some() {
        return None;
    }
    let (work, requests) = channel::<Wanted>();
    let (results, done) = channel::<Done>();
    let translate = move || {
        let mut generator = Generator::default();
        for (unit, prepared) in requests {
            if let Err(unwanted) = results.send((unit, generator.generate(prepared))) {
                // The engine is gone.
                release(unwanted.0.1);
                return;
            }
        }
    };
    thread::Builder::new().name("translator".to_owned()).spawn(translate).ok()?;
    Some(Lanes { work, done })
}

fn release(made: Result<Machine, String>) {
    if let Ok(machine) = made {
        // SAFETY: no one has ever been told its address.
        unsafe { machine.release() };
    }
}
