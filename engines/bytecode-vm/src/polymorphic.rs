//! Further entries of the inline caches of attribute sites: what a site does for each of the shapes it has met beside the
//! one in its [`Cache`](crate::code::Cache), which stays the fastest way and the one that compiled code reads.
//!
//! A site gets a small table of its own when it misses for the second time, indexed by the shape's number: shapes are
//! numbered as they come up, so those of some classes mostly have places of their own. Shapes that share one take turns,
//! and what they do is then in the table behind ([`crate::known`]), whose entries these are.

use crate::code::{Cache, ClassMethod};
use crate::known::{Entry, Load};
use crate::ops::MAX_FILLS;
use runtime::object::ShapeId;

/// Entries of a site, beside the one in its cache; a power of two.
const ENTRIES: usize = 16;

/// So many answers of a new table, and twice as many each time after that, and the site misses once: it is then filled for
/// the shape at hand, which is likely the most frequent one of those that its cache does not have.
const FIRST_PERIOD: u32 = 64;

struct Table<T> {
    entries: [Entry<T>; ENTRIES],
    /// Answers until the next miss on purpose.
    left: u32,
    period: u32,
}

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

    /// What a site does for objects of a shape, if that still holds. Now and then none, with leave to fill the site's
    /// `cache` again.
    #[inline(always)]
    pub(crate) fn get(&mut self, site: u16, shape: u32, cache: &mut Cache) -> Option<T> {
        let place = usize::from(*self.places.get(usize::from(site))?);
        let table = self.tables.get_mut(place.wrapping_sub(1))?;
        let entry = &table.entries[shape as usize % ENTRIES];
        if !(entry.shape == shape && entry.holds()) {
            return None;
        }
        table.left -= 1;
        if table.left == 0 {
            table.period = table.period.saturating_mul(2);
            table.left = table.period;
            cache.fills = cache.fills.min(MAX_FILLS - 1);
            return None;
        }
        Some(entry.what)
    }

    /// Shapes of a site with what it does for them, as far as that still holds.
    pub(crate) fn all(&self, site: u16) -> impl Iterator<Item = (ShapeId, T)> {
        self.entries(site).map(|entry| (ShapeId(entry.shape), entry.what))
    }

    fn entries(&self, site: u16) -> impl Iterator<Item = &Entry<T>> {
        let place = self.places.get(usize::from(site)).copied().unwrap_or(0);
        let entries = self.tables.get(usize::from(place).wrapping_sub(1)).into_iter().flat_map(|table| &table.entries);
        entries.filter(|entry| entry.shape != u32::MAX && entry.holds())
    }

    /// Adds an entry to a site.
    pub(crate) fn add(&mut self, site: u16, entry: Entry<T>) {
        let site = usize::from(site);
        if self.places.len() <= site {
            self.places.resize(site + 1, 0);
        }
        if self.places[site] == 0 {
            let Ok(place) = u16::try_from(self.tables.len() + 1) else { return };
            self.tables.push(Table { entries: [entry.vacant(); ENTRIES], left: FIRST_PERIOD, period: FIRST_PERIOD });
            self.places[site] = place;
        }
        self.tables[usize::from(self.places[site]) - 1].entries[entry.shape as usize % ENTRIES] = entry;
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        *self = Sites::new();
    }
}

impl Sites<Load> {
    /// Methods that a site has found, as far as that still holds.
    pub(crate) fn methods(&self, site: u16) -> impl Iterator<Item = ClassMethod> {
        self.entries(site).filter_map(|entry| {
            let Load::Method(word) = entry.what else { return None };
            Some(ClassMethod { shape: entry.shape, version: entry.version, class: entry.class, word })
        })
    }
}
