//! What operators have been in each place: the special methods that the interpreter has entered for them, for a tier that
//! calls them without asking again. A hint like every cache; without a tier nothing is noted.

use runtime::Value;
use runtime::object::Gc;
use runtime::object::class::Class;
use runtime::object::function::Function;

/// What an instruction makes of what its special method returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is the result.
    Result,
    /// Nothing.
    Nothing,
    /// It is the result, unless it is `NotImplemented`: then others are asked.
    Declinable,
    /// Its truth is what the instruction jumps by, unless it is `NotImplemented`.
    Condition,
    /// Something else.
    Other,
}

/// The operand that is not the receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// A cell of this shape.
    Cell(u32),
    /// A number in its word.
    Number,
    /// Something else, or there is none.
    Any,
}

/// Operands with which an instruction has entered its special method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operands {
    /// Shape of the receiver, the operand whose class has the method.
    pub shape: u32,
    /// The receiver's class, kept alive by its shape.
    pub class: usize,
    /// Its version.
    pub version: u32,
    /// The other operand.
    pub other: Other,
}

/// Most kinds of operands that are told apart.
pub const MOST_OPERANDS: usize = 4;

/// A special method that an instruction has entered, always this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    /// The instruction.
    pub pc: u32,
    /// The method, a Python function.
    pub word: u64,
    /// The receiver is the right operand.
    pub reflected: bool,
    /// What becomes of the result.
    pub answer: Answer,
    /// The word that stands below the method's frame, see [`crate::context::FrameKind::Special`].
    pub after: Value,
    /// Kinds of operands, one at least, the others absent from some place on.
    pub met: [Option<Operands>; MOST_OPERANDS],
}

/// Instructions of one function with their operators.
#[derive(Default)]
pub struct Operators {
    known: Vec<Operator>,
    /// Instructions that have been different operators, or of too many kinds of operands.
    various: Vec<u32>,
}

impl Operators {
    /// The operator that an instruction has always been.
    pub fn at(&self, pc: u32) -> Option<&Operator> {
        self.known.iter().find(|known| known.pc == pc)
    }

    /// Notes what an instruction is this time: with one kind of operands.
    pub(crate) fn note(&mut self, new: Operator) {
        let Some(at) = self.known.iter().position(|known| known.pc == new.pc) else {
            if !self.various.contains(&new.pc) {
                self.known.push(new);
            }
            return;
        };
        let old = &mut self.known[at];
        if *old == new || (old.is_like(&new) && old.add(new.met[0])) {
            return;
        }
        self.known.swap_remove(at);
        self.various.push(new.pc);
    }
}

impl Operator {
    /// Of a method that is about to be entered with these arguments.
    pub(crate) fn new(pc: u32, function: Gc<Function>, class: Gc<Class>, args: &[Value], how: (Answer, bool), after: Value) -> Operator {
        let other = match args.get(1) {
            Some(other) if other.is_small_int() || other.is_float() => Other::Number,
            Some(other) => other.header().map_or(Other::Any, |header| Other::Cell(header.shape().0)),
            None => Other::Any,
        };
        let shape = args[0].header().map_or(u32::MAX, |header| header.shape().0);
        let operands = Operands { shape, class: class.as_ptr() as usize, version: class.version.get(), other };
        let (answer, reflected) = how;
        let met = [Some(operands), None, None, None];
        Operator { pc, word: Value::from(function).bits(), reflected, answer, after, met }
    }

    /// Whether it is the same method, asked in the same way.
    fn is_like(&self, other: &Operator) -> bool {
        (self.word, self.reflected, self.answer, self.after) == (other.word, other.reflected, other.answer, other.after)
    }

    /// One more kind of operands; whether there is room for it.
    fn add(&mut self, new: Option<Operands>) -> bool {
        let place = self.met.iter_mut().find(|known| match (known.as_ref(), &new) {
            // A class that changes is the same class.
            (Some(known), Some(new)) => (known.shape, known.other) == (new.shape, new.other),
            _ => true,
        });
        let Some(place) = place else { return false };
        *place = new;
        true
    }
}
