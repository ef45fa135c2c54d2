//! Are two programs the same code? Two builds of unchanged sources rarely are the same file: a build identifier, a symbol
//! table or the line numbers of panic messages differ. What a process executes and reads is what the loader maps, and that
//! is compared here, section by section of ELF files: names, addresses, flags, sizes and bytes.
//!
//! Two things may differ: `.note.gnu.build-id`, which no code reads, and the line and column of Rust's source locations
//! (`core::panic::Location`: a pointer to the name of a `.rs` file, its length, line, column), which only a panic prints.
//! Nothing else may, data included: a constant that grows slows a program down without a change in its instructions.
//! Whatever is no 64-bit little-endian ELF file with section headers is the same only byte for byte.

use std::collections::BTreeMap;

/// How two programs are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sameness {
    /// The same file.
    Bytes,
    /// Other files, of which the loader makes the same process.
    Image,
}

/// None when the programs differ in anything that may take time, or that cannot be told.
pub fn same_code(a: &[u8], b: &[u8]) -> Option<Sameness> {
    if a == b {
        return Some(Sameness::Bytes);
    }
    let (a, b) = (Image::read(a)?, Image::read(b)?);
    a.same(&b).then_some(Sameness::Image)
}

const ALLOCATED: u64 = 2;
const WITHOUT_BYTES: u32 = 8;
const RELATIVE: u64 = 8;
const BUILD_ID: &str = ".note.gnu.build-id";
/// Where the compiler puts constants that hold addresses.
const RELOCATED_CONSTANTS: &str = ".data.rel.ro";
/// Size of a source location, and where its line and column are.
const LOCATION: (usize, usize) = (24, 16);

struct Section<'f> {
    name: &'f str,
    kind: u32,
    flags: u64,
    address: u64,
    size: u64,
    bytes: &'f [u8],
}

/// What the loader sees of a file.
struct Image<'f> {
    /// Machine, entry point, program headers.
    head: (&'f [u8], &'f [u8]),
    /// Sections that are mapped.
    sections: Vec<Section<'f>>,
}

fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<u64> {
    let mut eight = [0; 8];
    eight[..N].copy_from_slice(bytes.get(at..at.checked_add(N)?)?);
    Some(u64::from_le_bytes(eight))
}

fn part(bytes: &[u8], at: u64, size: u64) -> Option<&[u8]> {
    bytes.get(usize::try_from(at).ok()?..usize::try_from(at.checked_add(size)?).ok()?)
}

impl<'f> Image<'f> {
    fn read(file: &'f [u8]) -> Option<Image<'f>> {
        let little_64 = file.starts_with(b"\x7fELF\x02\x01");
        let (programs, sections) = (number::<8>(file, 32)?, number::<8>(file, 40)?);
        let (program_size, program_count) = (number::<2>(file, 54)?, number::<2>(file, 56)?);
        let (section_size, section_count, names) = (number::<2>(file, 58)?, number::<2>(file, 60)?, number::<2>(file, 62)?);
        if !little_64 || section_size != 64 || section_count == 0 {
            return None;
        }
        let header = |index: u64| part(file, sections.checked_add(index * section_size)?, section_size);
        let body = |header: &[u8]| part(file, number::<8>(header, 24)?, number::<8>(header, 32)?);
        let names = body(header(names)?)?;
        let mut mapped = Vec::new();
        for index in 0..section_count {
            let header = header(index)?;
            let (kind, flags) = (u32::try_from(number::<4>(header, 4)?).ok()?, number::<8>(header, 8)?);
            if flags & ALLOCATED == 0 {
                continue;
            }
            let name = names.get(usize::try_from(number::<4>(header, 0)?).ok()?..)?.split(|byte| *byte == 0).next()?;
            mapped.push(Section {
                name: std::str::from_utf8(name).ok()?,
                kind,
                flags,
                address: number::<8>(header, 16)?,
                size: number::<8>(header, 32)?,
                bytes: if kind == WITHOUT_BYTES { &[] } else { body(header)? },
            });
        }
        let program_headers = part(file, programs, program_size.checked_mul(program_count)?)?;
        Some(Image { head: (file.get(16..32)?, program_headers), sections: mapped })
    }

    fn same(&self, other: &Image<'_>) -> bool {
        let frame = |s: &Section<'_>| (s.name.to_owned(), s.kind, s.flags, s.address, s.size);
        self.head == other.head
            && self.sections.iter().map(frame).eq(other.sections.iter().map(frame))
            && self.sections.iter().zip(&other.sections).all(|(mine, theirs)| match mine.name {
                BUILD_ID => true,
                RELOCATED_CONSTANTS => mine.bytes == theirs.bytes || self.differ_in_lines(mine, theirs),
                _ => mine.bytes == theirs.bytes,
            })
    }

    /// Whether all that differs in two sections are lines and columns of source locations. Relocations are the same in both
    /// files where this matters: their section has been, or will be, compared like any other.
    fn differ_in_lines(&self, mine: &Section<'_>, theirs: &Section<'_>) -> bool {
        let pointers = self.relative_relocations();
        let words = mine.bytes.chunks(8).zip(theirs.bytes.chunks(8)).enumerate().filter(|(_, (a, b))| a != b);
        let location = |word: usize| {
            let at = (word * 8).checked_sub(LOCATION.1)?;
            let record = mine.bytes.get(at..at + LOCATION.0)?;
            let pointer = pointers.get(&(mine.address + at as u64)).copied().or_else(|| number::<8>(record, 0))?;
            let length = number::<8>(record, 8).filter(|length| (4..4096).contains(length))?;
            let name = self.at(pointer, length)?;
            (name.ends_with(b".rs") && name.iter().all(u8::is_ascii_graphic)).then_some(())
        };
        words.into_iter().all(|(word, _)| location(word).is_some())
    }

    /// Address of a word, and what the loader adds to the base for it.
    fn relative_relocations(&self) -> BTreeMap<u64, u64> {
        let tables = self.sections.iter().filter(|section| section.name == ".rela.dyn");
        let entries = tables.flat_map(|table| table.bytes.chunks_exact(24));
        let relative = |entry: &[u8]| {
            let kind = number::<4>(entry, 8)?;
            // R_X86_64_RELATIVE and R_AARCH64_RELATIVE.
            (kind == RELATIVE || kind == 1027).then_some((number::<8>(entry, 0)?, number::<8>(entry, 16)?))
        };
        entries.filter_map(relative).collect()
    }

    fn at(&self, address: u64, length: u64) -> Option<&[u8]> {
        let holds = |section: &&Section<'_>| section.address <= address && address < section.address + section.bytes.len() as u64;
        let section = self.sections.iter().find(holds)?;
        part(section.bytes, address - section.address, length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;
    use std::process::Command;

    const SOURCE: &str = "static STEPS: [u64; 4] = [1, 2, 3, 4];
fn main() {
    let words: Vec<u64> = std::env::args().skip(1).map(|word| word.parse().unwrap()).collect();
    let mut sum = 7;
    for i in 0..words[0] {
        sum += STEPS[std::hint::black_box(i as usize) & 3] ^ words[words[0] as usize];
    }
    println!(\"{sum}\");
}
";

    fn build(dir: &Path, name: &str, source: &str) -> Vec<u8> {
        // Beside each other under one name: a path is part of the program.
        let (file, made) = (dir.join("main.rs"), dir.join(name));
        std::fs::write(&file, source).expect("written");
        let mut rustc = Command::new("rustc");
        rustc.current_dir(dir).args(["-O", "-C", "codegen-units=1", "main.rs", "-o"]).arg(&made);
        let done = rustc.output().expect("rustc");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        std::fs::read(made).expect("a program")
    }

    #[test]
    fn comments_change_no_code_and_everything_else_does() {
        let dir = tempfile::tempdir().expect("a folder");
        let first = build(dir.path(), "first", SOURCE);
        let check = |source: &str, expected: Option<Sameness>| {
            assert_eq!(same_code(&first, &build(dir.path(), "other", source)), expected, "{source}");
        };
        check(&format!("// A comment\n// of two lines.\n{SOURCE}"), Some(Sameness::Image));
        check(&SOURCE.replace("sum = 7", "sum = 8"), None);
        // Another value of the same size, read by the same instructions.
        check(&SOURCE.replace("3, 4]", "3, 9]"), None);
        check(&SOURCE.replace("+=", "^="), None);
        assert_eq!(same_code(&first, &first.clone()), Some(Sameness::Bytes));
    }

    #[test]
    fn what_is_no_program_is_the_same_byte_for_byte_only() {
        assert_eq!(same_code(b"#!/bin/sh\n", b"#!/bin/sh\n"), Some(Sameness::Bytes));
        assert_eq!(same_code(b"#!/bin/sh\n", b"#!/bin/sh\n# other\n"), None);
        assert_eq!(same_code(b"\x7fELF\x02\x01", b"\x7fELF\x02\x01\x01"), None);
        // Headers that point nowhere.
        let mut broken = b"\x7fELF\x02\x01".to_vec();
        broken.resize(64, 0xff);
        assert_eq!(same_code(&broken, &[broken.as_slice(), &[0]].concat()), None);
    }
}
