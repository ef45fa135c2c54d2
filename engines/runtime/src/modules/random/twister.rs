//! MT19937 with seeding by array (the authors' `init_by_array`), as `_randommodule.c` uses it.

/// Words of state.
pub(super) const SIZE: usize = 624;
const MIDDLE: usize = 397;

/// The generator.
pub(super) struct Twister {
    words: [u32; SIZE],
    index: usize,
}

impl Twister {
    /// Unseeded.
    pub(super) fn new() -> Twister {
        Twister { words: [0; SIZE], index: SIZE }
    }

    pub(super) fn words(&self) -> &[u32] {
        &self.words
    }

    pub(super) fn index(&self) -> usize {
        self.index
    }

    /// Continues from a saved state; `words` are [`SIZE`] many.
    pub(super) fn restore(&mut self, words: &[u32], index: usize) {
        self.words.copy_from_slice(words);
        self.index = index;
    }

    /// Seeds with words, at least one.
    pub(super) fn seed(&mut self, key: &[u32]) {
        let s = &mut self.words;
        s[0] = 19_650_218;
        for i in 1..SIZE {
            s[i] = 1_812_433_253u32.wrapping_mul(s[i - 1] ^ (s[i - 1] >> 30)).wrapping_add(i as u32);
        }
        let (mut i, mut j) = (1, 0);
        for _ in 0..SIZE.max(key.len()) {
            s[i] = (s[i] ^ (s[i - 1] ^ (s[i - 1] >> 30)).wrapping_mul(1_664_525)).wrapping_add(key[j]).wrapping_add(j as u32);
            i += 1;
            j += 1;
            if i >= SIZE {
                s[0] = s[SIZE - 1];
                i = 1;
            }
            if j >= key.len() {
                j = 0;
            }
        }
        for _ in 0..SIZE - 1 {
            s[i] = (s[i] ^ (s[i - 1] ^ (s[i - 1] >> 30)).wrapping_mul(1_566_083_941)).wrapping_sub(i as u32);
            i += 1;
            if i >= SIZE {
                s[0] = s[SIZE - 1];
                i = 1;
            }
        }
        s[0] = 0x8000_0000;
        self.index = SIZE;
    }

    fn refill(&mut self) {
        let s = &mut self.words;
        for i in 0..SIZE {
            let y = (s[i] & 0x8000_0000) | (s[(i + 1) % SIZE] & 0x7FFF_FFFF);
            s[i] = s[(i + MIDDLE) % SIZE] ^ (y >> 1) ^ (if y & 1 == 1 { 0x9908_B0DF } else { 0 });
        }
        self.index = 0;
    }

    /// Next 32 bits.
    #[inline]
    pub(super) fn word(&mut self) -> u32 {
        if self.index >= SIZE {
            self.refill();
        }
        let mut y = self.words[self.index];
        self.index += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C_5680;
        y ^= (y << 15) & 0xEFC6_0000;
        y ^ (y >> 18)
    }

    /// Next double in `[0, 1)`, with 53 bits.
    #[inline]
    pub(super) fn real(&mut self) -> f64 {
        let (a, b) = (self.word() >> 5, self.word() >> 6);
        (f64::from(a) * 67_108_864.0 + f64::from(b)) * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Next `k` bits, 1 to 64: low word first, the last one shortened.
    #[inline]
    pub(super) fn bits(&mut self, k: u32) -> u64 {
        if k <= 32 {
            return u64::from(self.word() >> (32 - k));
        }
        let low = u64::from(self.word());
        low | u64::from(self.word() >> (64 - k)) << 32
    }
}
