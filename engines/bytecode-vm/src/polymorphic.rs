//! Further entries of the inline caches of attribute sites: what a site does for each of the shapes it has met beside the
//! one in its [`Cache`](crate::code::Cache), which stays the fastest way and the one that compiled code reads.
//!
//! A site gets a small table of its own when it misses for the second time, indexed by the shape's number: shapes are
//! numbered as they come up, so those of some classes mostly have places of their own. Shapes that share one take turns,
//! and what they do is then in the table behind ([`crate::known`]), whose entries these are.

use crate::known::Entry;

/// Entries of a site, beside the one in its cache; a power of two.
const ENTRIES: usize = 16;

type Table<T> = [Entry<T>; ENTRIES];

/// The tables of one function's sites, for reads or for writes.
pub(crate) struct Sites<T> {
    /// By site number, one more than the place of its table; 0: none.
    places: Vec<u16>,
    tables: Vec<Table<T>>,
}

impl<T: Copy> Sites<T> {
    pub(crate) const fn new() -> Sites<T> {
        Sites { places: Vec::new(), tables: Vec::new() }
    }

    /// What a site does for objects of a shape, if that still holds.
    #[inline(always)]
    pub(crate) fn get(&self, site: u16, shape: u32) -> Option<T> {
        let place = usize::from(*self.places.get(usize::from(site))?);
        let entry = &self.tables.get(place.wrapping_sub(1))?[shape as usize % ENTRIES];
        (entry.shape == shape && entry.holds()).then_some(entry.what)
    }

    /// Adds an entry to a site.
    pub(crate) fn add(&mut self, site: u16, entry: Entry<T>) {
        let site = usize::from(site);
        if self.places.len() <= site {
            self.places.resize(site + 1, 0);
        }
        if self.places[site] == 0 {
            let Ok(place) = u16::try_from(self.tables.len() + 1) else { return };
            self.tables.push([entry.vacant(); ENTRIES]);
            self.places[site] = place;
        }
        self.tables[usize::from(self.places[site]) - 1][entry.shape as usize % ENTRIES] = entry;
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        *self = Sites::new();
    }
}
