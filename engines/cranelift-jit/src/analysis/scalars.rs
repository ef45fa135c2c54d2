//! Scalar replacement: instances and tuples that a unit makes, looks into and forgets are never made. What would be their
//! slots are registers of the unit, beyond those that the interpreter knows; a way out makes the object of them, in its cold
//! block, where the interpreter may still look at it.
//!
//! An object qualifies if whatever may hold it is at every instruction sure to hold it or dead, and if it is used for nothing
//! but reading and writing attributes of known slots, unpacking, and as receiver or operand of inlined calls (the escape
//! analysis of Choi et al., OOPSLA 1999, for one unit; with rematerialisation at side exits as in Stadler et al., CGO 2014).
//! Registers that hold such an object hold the word of nothing.

use std::collections::HashMap;

use bytecode::{Access, Opcode};
use bytecode_vm::context::FrameKind;
use bytecode_vm::operators::Other;
use runtime::object::instance::Instance;

use super::RegisterSet;
use super::arithmetic::Operand;
use super::graph::Graph;
use super::liveness::Liveness;
use super::profile::{Instantiated, Place, Profile, Speculation};
use super::splice::{Answered, Entered, Guard, HEAD, Spliced};

/// Most slots of an object.
const MOST_SLOTS: u16 = 8;
/// Most objects of a unit.
const MOST_OBJECTS: usize = 24;

/// What an object would have been.
#[derive(Clone, Copy, Debug)]
pub enum What {
    /// An instance of a Python class.
    Instance(Instantiated),
    /// A tuple.
    Tuple,
}

/// An object that is not made.
#[derive(Clone, Copy, Debug)]
pub struct Object {
    /// What it would be.
    pub what: What,
    /// The register of its first slot.
    pub first: u16,
    /// Its slots.
    pub slots: u16,
}

/// What stands for an instruction that deals with such an object.
#[derive(Clone, Debug)]
pub enum Replaced {
    /// It would make the object, of the values in so many registers; without any, all slots are unset.
    Made(usize, Option<u16>),
    /// It reads slots: each register gets that of the other. An unset one leaves.
    Loads(Vec<(u16, u16)>),
    /// It writes the slot.
    Store {
        /// The slot.
        slot: u16,
        /// The register that is written.
        from: u16,
        /// Nothing but a double may be written, for the object's shape promises that.
        doubles: bool,
    },
}

/// The objects of a unit.
#[derive(Debug, Default)]
pub struct Scalars {
    /// Objects by number.
    pub objects: Vec<Object>,
    /// Instructions that deal with them.
    pub replaced: HashMap<u32, Replaced>,
    /// By instruction: which registers hold which object before it, and the shape it then has.
    held: HashMap<u32, Vec<(u16, usize, u32)>>,
    /// By instruction, where such a register stands below the function of its frame or of one around it.
    below: HashMap<u32, Vec<u16>>,
    /// The first register of slots.
    first: u16,
}

impl Scalars {
    /// Objects of a unit that begins at `entry`, if it is one of a function that keeps its registers.
    pub fn new(spliced: &Spliced, profile: &Profile, entry: u32) -> Scalars {
        let first = spliced.object.register_count;
        let mut scalars = Scalars::none(spliced);
        let sites: Vec<u32> = (0..spliced.insns.len() as u32).filter(|&pc| what_is_made(spliced, profile, pc).is_some()).collect();
        if sites.is_empty() || spliced.object.is_generator || profile.generic {
            return scalars;
        }
        let graph = Graph::new(&spliced.object, entry, false);
        let liveness = Liveness::new(&spliced.object, &spliced.entered);
        for site in sites.into_iter().take(MOST_OBJECTS) {
            let Some((what, slots)) = what_is_made(spliced, profile, site) else { continue };
            let object = Object { what, first: first + scalars.registers(), slots };
            let mut search = Search { spliced, profile, graph: &graph, liveness: &liveness, site, object, replaced: HashMap::new() };
            if let Some(held) = search.run() {
                let number = scalars.objects.len();
                scalars.objects.push(object);
                let made = matches!(what, What::Tuple).then(|| spliced.insns[site as usize].b);
                scalars.replaced.extend(search.replaced);
                scalars.replaced.insert(site, Replaced::Made(number, made));
                for (pc, registers, shape) in held {
                    let below = below_frames(spliced, pc).filter(|register| registers.has(*register));
                    scalars.below.entry(pc).or_default().extend(below);
                    let all = scalars.held.entry(pc).or_default();
                    all.extend(registers.iter().map(|register| (register, number, shape)));
                }
            }
        }
        scalars
    }

    /// No objects: whatever the unit makes is made.
    pub fn none(spliced: &Spliced) -> Scalars {
        Scalars { first: spliced.object.register_count, ..Scalars::default() }
    }

    /// Registers for the slots.
    pub fn registers(&self) -> u16 {
        self.objects.iter().map(|object| object.slots).sum()
    }

    /// One past the registers that the interpreter knows: those of slots follow, which no call overwrites.
    pub fn first_slot(&self) -> u16 {
        self.first
    }

    /// Whether a register is a slot.
    pub fn is_slot(&self, register: u16) -> bool {
        register >= self.first
    }

    /// The object that a register holds before the instruction at `pc`, and its shape there.
    pub fn held(&self, pc: u32, register: u16) -> Option<(usize, u32)> {
        let held = self.held.get(&pc)?;
        held.iter().find(|(holder, ..)| *holder == register).map(|&(_, object, shape)| (object, shape))
    }

    /// Whether a register stands below the function of a frame that the instruction at `pc` is in.
    pub fn is_below_frame(&self, pc: u32, register: u16) -> bool {
        self.below.get(&pc).is_some_and(|below| below.contains(&register))
    }

    /// All registers with such objects before the instruction at `pc`.
    pub fn all_held(&self, pc: u32) -> &[(u16, usize, u32)] {
        self.held.get(&pc).map_or(&[], Vec::as_slice)
    }
}

/// Registers below the functions of the frames that the instruction at `pc` is in, where an instance or operands may stand.
fn below_frames(spliced: &Spliced, pc: u32) -> impl Iterator<Item = u16> + use<> {
    let mut registers = Vec::new();
    let mut number = spliced.origin(pc).frame;
    while number != 0 {
        let frame = &spliced.frames[usize::from(number)];
        match frame.kind {
            FrameKind::Init => registers.push(frame.base - 2),
            FrameKind::Special => registers.extend([frame.base - 2, frame.base - HEAD]),
            _ => {}
        }
        number = frame.parent;
    }
    registers.into_iter()
}

/// What the instruction at `pc` makes that may do without being made, and how many slots it has.
fn what_is_made(spliced: &Spliced, profile: &Profile, pc: u32) -> Option<(What, u16)> {
    let insn = &spliced.insns[pc as usize];
    if let Some(entered) = spliced.entered.get(&pc) {
        let made = profile.classes.get(&pc).filter(|made| entered.makes_instance && !made.exception && made.capacity <= MOST_SLOTS)?;
        return Some((What::Instance(*made), made.capacity));
    }
    (insn.op == Opcode::BuildTuple && insn.c <= MOST_SLOTS).then_some((What::Tuple, insn.c))
}

/// What is known before an instruction on the ways from the site.
#[derive(Clone, PartialEq)]
struct Known {
    /// Registers that hold the object on every way there.
    sure: RegisterSet,
    /// Registers that hold it on some way.
    possible: RegisterSet,
    /// Its shape; 0 of a tuple, and before it is made.
    shape: u32,
}

struct Search<'a> {
    spliced: &'a Spliced,
    profile: &'a Profile,
    graph: &'a Graph,
    liveness: &'a Liveness,
    site: u32,
    object: Object,
    replaced: HashMap<u32, Replaced>,
}

/// By instruction, registers that hold an object and its shape.
type Held = Vec<(u32, RegisterSet, u32)>;

impl Search<'_> {
    /// Where the object is held, if it need not be made.
    fn run(&mut self) -> Option<Held> {
        let blocks = &self.graph.blocks;
        let mut entry: Vec<Option<Known>> = vec![None; blocks.len()];
        let none = RegisterSet::new(self.spliced.object.register_count);
        entry[0] = Some(Known { sure: none.clone(), possible: none.clone(), shape: 0 });
        let mut work = vec![0];
        let mut held: HashMap<u32, (RegisterSet, u32)> = HashMap::new();
        let graph = self.graph;
        while let Some(index) = work.pop() {
            let Some(mut known) = entry[index].clone() else { continue };
            let block = &graph.blocks[index];
            for pc in block.start..block.end {
                self.check(pc, &known)?;
                if known.possible.iter().next().is_some() {
                    held.insert(pc, (known.sure.clone(), known.shape));
                }
                self.transfer(pc, &mut known)?;
            }
            let handlers = block.handlers.iter().map(|&to| (to, Known { sure: none.clone(), possible: none.clone(), shape: 0 }));
            let next = block.successors.iter().map(|edge| (edge.to, known.clone()));
            for (to, known) in next.chain(handlers).collect::<Vec<_>>() {
                let changed = match &mut entry[to] {
                    Some(before) => {
                        let (old, new) = (before.possible.iter().next().is_some(), known.possible.iter().next().is_some());
                        if old && new && before.shape != known.shape {
                            return None;
                        }
                        let shape = if new { known.shape } else { before.shape };
                        let reshaped = std::mem::replace(&mut before.shape, shape) != shape;
                        let fewer = before.sure.intersect(&known.sure);
                        before.possible.union(&known.possible) | fewer | reshaped
                    }
                    slot => {
                        *slot = Some(known);
                        true
                    }
                };
                if changed {
                    work.push(to);
                }
            }
        }
        Some(held.into_iter().map(|(pc, (registers, shape))| (pc, registers, shape)).collect())
    }

    /// Whether the object may be absent at `pc`: what is live is sure, and handlers do not want it.
    fn check(&self, pc: u32, known: &Known) -> Option<()> {
        let live = self.liveness.before(pc);
        let unsure = known.possible.iter().any(|register| live.has(register) && !known.sure.has(register));
        let handled = self.spliced.object.handler_of(pc).is_some_and(|handler| {
            let wanted = self.liveness.before(handler.handler);
            known.possible.iter().any(|register| wanted.has(register))
        });
        // One made earlier would share its slots.
        let again = pc == self.site && known.possible.iter().any(|register| live.has(register));
        (!unsure && !handled && !again).then_some(())
    }

    /// Effect of the instruction at `pc`; nothing if the object escapes there.
    fn transfer(&mut self, pc: u32, known: &mut Known) -> Option<()> {
        let insn = self.profile.insns[pc as usize];
        if let Some(entered) = self.spliced.entered.get(&pc) {
            return self.enter(pc, entered, known);
        }
        let mut used = false;
        insn.registers(|access, first, count| {
            used |= access == Access::Use && (first..first.saturating_add(count)).any(|register| known.possible.has(register));
        });
        let mut moved = None;
        if used {
            match insn.op.base() {
                Opcode::Move if self.spliced.answered.get(&pc) != Some(&Answered::Truth) => moved = Some(insn.a),
                Opcode::GetAttr => {
                    let slot = self.slot(pc, known, |place| matches!(place, Place::Inline(_)))?.0;
                    self.replaced.insert(pc, Replaced::Loads(vec![(insn.a, slot)]));
                }
                Opcode::SetAttr if !known.possible.has(insn.b) => {
                    let (slot, shape, doubles) = self.slot(pc, known, |place| !matches!(place, Place::Overflow(_)))?;
                    known.shape = shape;
                    self.replaced.insert(pc, Replaced::Store { slot, from: insn.b, doubles });
                }
                // The receiver goes along with its method.
                Opcode::LoadMethod if self.finds_method(pc, known.shape) => {
                    moved = Some(insn.a + 1);
                }
                Opcode::UnpackTwo if self.is_tuple_of(2) => {
                    let first = self.object.first;
                    self.replaced.insert(pc, Replaced::Loads(vec![(insn.a, first), (insn.b, first + 1)]));
                }
                Opcode::Unpack if self.is_tuple_of(insn.c) => {
                    let loads = (0..insn.c).map(|at| (insn.a + at, self.object.first + at)).collect();
                    self.replaced.insert(pc, Replaced::Loads(loads));
                }
                _ => return None,
            }
        }
        insn.registers(|access, first, count| {
            if access != Access::Use {
                known.sure.remove(first, count);
                known.possible.remove(first, count);
            }
        });
        let made = (pc == self.site).then_some(insn.a);
        for register in moved.into_iter().chain(made) {
            known.sure.insert(register, 1);
            known.possible.insert(register, 1);
        }
        if made.is_some() {
            known.shape = 0;
        }
        Some(())
    }

    /// Whether a look-up of a method is known to find one for receivers of just this shape.
    fn finds_method(&self, pc: u32, shape: u32) -> bool {
        matches!(self.spliced.methods.get(&pc).map(Vec::as_slice), Some([method]) if method.shape == shape)
    }

    fn is_tuple_of(&self, count: u16) -> bool {
        matches!(self.object.what, What::Tuple) && self.object.slots == count
    }

    /// The slot that an attribute instruction means in the shape that the object has, the shape it has afterwards, and
    /// whether nothing but doubles may be written there.
    fn slot(&self, pc: u32, known: &Known, fits: fn(Place) -> bool) -> Option<(u16, u32, bool)> {
        if matches!(self.object.what, What::Tuple) || !self.profile.allows(Speculation::operands(pc)) {
            return None;
        }
        let places = self.profile.places.get(&pc)?;
        let &(shape, place) = places.iter().find(|(shape, place)| *shape == known.shape && fits(*place))?;
        let (offset, after) = match place {
            Place::Inline(offset) => (offset, shape),
            Place::Added(offset, after) => (offset, after),
            Place::Overflow(_) => return None,
        };
        let at = u16::try_from((offset - Instance::SLOTS_OFFSET as i32) / 8).ok().filter(|at| *at < self.object.slots)?;
        Some((self.object.first + at, after, self.profile.written_doubles.contains(&(shape, place))))
    }

    /// An inlined call begins.
    fn enter(&self, pc: u32, entered: &Entered, known: &mut Known) -> Option<()> {
        let held = |register: u16| known.possible.has(register);
        let fits = match entered.guard {
            Guard::Function { register, .. } | Guard::Code { register } | Guard::Class { register, .. } => !held(register),
            Guard::Tested { .. } => true,
            Guard::Method { receiver, shape, .. } => !held(receiver) || shape == known.shape,
            Guard::Operator { receiver, operand, met, .. } => {
                let operand = if let Operand::Register(register) = operand { held(register) } else { false };
                match (met[0], met[1]) {
                    (Some(kind), None) => {
                        let alike = kind.other == Other::Cell(known.shape) || kind.other == Other::Any;
                        (!held(receiver) || kind.shape == known.shape) && (!operand || alike)
                    }
                    _ => !held(receiver) && !operand,
                }
            }
        };
        // A tuple has the shape of its kind, which is not looked at here.
        if !fits || (matches!(self.object.what, What::Tuple) && entered.head.is_some() && self.uses(entered, known)) {
            return None;
        }
        let moved: Vec<u16> = entered.moved().filter(|(_, from)| self.holds(known, *from)).map(|(to, _)| to).collect();
        let below = entered.head.iter().flat_map(|head| (0..).zip(head.operands));
        let below: Vec<(u16, bool)> = below.map(|(at, operand)| (entered.base - HEAD + at, self.holds(known, operand))).collect();
        for register in entered.written() {
            known.sure.remove(register, 1);
            known.possible.remove(register, 1);
        }
        for (register, holds) in below {
            known.sure.remove(register, 1);
            known.possible.remove(register, 1);
            if holds {
                known.sure.insert(register, 1);
                known.possible.insert(register, 1);
            }
        }
        for register in moved {
            known.sure.insert(register, 1);
            known.possible.insert(register, 1);
        }
        if let (true, What::Instance(made)) = (pc == self.site, self.object.what) {
            for register in [entered.base - 2, entered.base] {
                known.sure.insert(register, 1);
                known.possible.insert(register, 1);
            }
            known.shape = made.shape;
        }
        Some(())
    }

    fn uses(&self, entered: &Entered, known: &Known) -> bool {
        entered.moved().any(|(_, from)| self.holds(known, from))
    }

    fn holds(&self, known: &Known, operand: Operand) -> bool {
        matches!(operand, Operand::Register(register) if known.possible.has(register))
    }
}
