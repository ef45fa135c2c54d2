//! What is known about a code object before it is translated: control flow, liveness, types.

pub mod arithmetic;
pub mod callees;
pub mod comparison;
pub mod direct;
pub mod graph;
pub mod hoisting;
pub mod liveness;
pub mod modular;
pub mod natives;
pub mod naturals;
pub mod profile;
pub mod scalars;
pub mod splice;
pub mod types;

/// A set of registers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterSet {
    words: Box<[u64]>,
}

impl RegisterSet {
    /// The empty set, for this many registers.
    pub fn new(registers: u16) -> RegisterSet {
        RegisterSet { words: vec![0; usize::from(registers).div_ceil(64).max(1)].into_boxed_slice() }
    }
    /// Whether a register is in it.
    pub fn has(&self, register: u16) -> bool {
        self.words.get(usize::from(register) / 64).is_some_and(|word| word >> (register % 64) & 1 != 0)
    }
    /// Adds a run of registers; those beyond the frame are ignored.
    pub fn insert(&mut self, first: u16, count: u16) {
        for register in first..first.saturating_add(count) {
            match self.words.get_mut(usize::from(register) / 64) {
                Some(word) => *word |= 1 << (register % 64),
                None => return,
            }
        }
    }
    /// Removes a run of registers.
    pub fn remove(&mut self, first: u16, count: u16) {
        for register in first..first.saturating_add(count) {
            match self.words.get_mut(usize::from(register) / 64) {
                Some(word) => *word &= !(1 << (register % 64)),
                None => return,
            }
        }
    }
    /// Adds a register, or removes it.
    pub fn assign(&mut self, register: u16, is_in: bool) {
        if is_in { self.insert(register, 1) } else { self.remove(register, 1) }
    }
    /// Adds all of another set; whether that changed anything.
    pub fn union(&mut self, other: &RegisterSet) -> bool {
        let mut changed = false;
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            changed |= more & !*word != 0;
            *word |= more;
        }
        changed
    }
    /// Keeps what is in another set too; whether that changed anything.
    pub fn intersect(&mut self, other: &RegisterSet) -> bool {
        let mut changed = false;
        for (word, kept) in self.words.iter_mut().zip(&other.words) {
            changed |= *word & !kept != 0;
            *word &= kept;
        }
        changed
    }
    /// The registers in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = u16> + '_ {
        self.words.iter().enumerate().flat_map(|(index, &word)| {
            let base = index as u16 * 64;
            (0..64u16).filter(move |bit| word >> bit & 1 != 0).map(move |bit| base + bit)
        })
    }
}
