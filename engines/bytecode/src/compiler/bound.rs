//! Definite assignment: the set of locals that are certainly bound at the point being compiled.
//!
//! Variables that a `del` or an `except ... as` can unbind are never put in, so the set only grows along a path and a
//! loop's entry state is also right for its later iterations.

/// Set of local slots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bound {
    words: Vec<u64>,
}

impl Bound {
    pub(crate) fn new(locals: usize) -> Bound {
        Bound { words: vec![0; locals.div_ceil(64)] }
    }
    pub(crate) fn set(&mut self, slot: u32) {
        self.words[slot as usize / 64] |= 1 << (slot % 64);
    }
    pub(crate) fn has(&self, slot: u32) -> bool {
        self.words[slot as usize / 64] >> (slot % 64) & 1 != 0
    }
    pub(crate) fn meet(&mut self, other: &Bound) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }
}

/// State joined from several paths; a path that ends (return, raise, break) adds nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Join(Option<Bound>);

impl Join {
    pub(crate) fn add(&mut self, bound: &Bound) {
        match &mut self.0 {
            Some(joined) => joined.meet(bound),
            None => self.0 = Some(bound.clone()),
        }
    }
    pub(crate) fn take(self) -> Option<Bound> {
        self.0
    }
}
