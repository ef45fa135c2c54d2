//! The bytes of a cache file: a header of fixed layout, then the module in `postcard`.
//!
//! Numbers are little-endian. Offsets: 0 magic, 8 build of the compiler, 16 source's modification time, 24 source's
//! size, 32 length of the payload, 40 SHA-256 of everything before it and of the payload, 72 payload.

use super::SourceStamp;
use crate::Module;
use sha2::{Digest, Sha256};
use std::fmt;

/// First bytes of every cache file.
const MAGIC: [u8; 8] = *b"SPECBC\r\n";
const DIGEST_AT: usize = 40;
const PAYLOAD_AT: usize = DIGEST_AT + 32;

/// Which compiler wrote a file: digest of its sources.
fn own_build() -> u64 {
    // The build script writes sixteen hexadecimal digits.
    u64::from_str_radix(env!("BYTECODE_BUILD"), 16).expect("the build script's digest")
}

/// What stands before the payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Identity of the compiler's sources.
    pub build: u64,
    /// State of the source it was compiled from.
    pub stamp: SourceStamp,
    /// Bytes of the payload.
    pub payload: u64,
}

impl Header {
    /// Whether this build of the compiler wrote it.
    pub fn is_own(&self) -> bool {
        self.build == own_build()
    }
}

/// Why a cache file is not used. Never shown to a program: the source is compiled instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// Not a cache file, or cut off.
    NotACacheFile,
    /// Written by another build of the compiler.
    Foreign,
    /// The source has changed since.
    Stale,
    /// Not what was written.
    Damaged,
    /// Breaks a rule of the bytecode.
    Invalid(String),
}

impl fmt::Display for Miss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Miss::NotACacheFile => f.write_str("no bytecode cache file, or cut off"),
            Miss::Foreign => f.write_str("written by another build"),
            Miss::Stale => f.write_str("stale: the source has changed"),
            Miss::Damaged => f.write_str("damaged"),
            Miss::Invalid(rule) => write!(f, "not valid bytecode: {rule}"),
        }
    }
}

/// The file's bytes for a module.
///
/// # Errors
/// The module cannot be encoded (more than 2^64 bytes of anything).
pub fn encode(module: &Module, stamp: SourceStamp) -> Result<Vec<u8>, postcard::Error> {
    let payload = postcard::to_stdvec(module)?;
    let mut out = Vec::with_capacity(PAYLOAD_AT + payload.len());
    out.extend_from_slice(&MAGIC);
    out.extend_from_slice(&own_build().to_le_bytes());
    out.extend_from_slice(&stamp.modified_ns.to_le_bytes());
    out.extend_from_slice(&stamp.size.to_le_bytes());
    out.extend_from_slice(&(payload.len() as u64).to_le_bytes());
    let digest = digest(&out, &payload);
    out.extend_from_slice(&digest);
    out.extend_from_slice(&payload);
    Ok(out)
}

/// The header of a cache file; `None` when it is none.
pub fn header(bytes: &[u8]) -> Option<Header> {
    let word = |at: usize| bytes.get(at..at + 8).and_then(|b| b.try_into().ok()).map(u64::from_le_bytes);
    if !bytes.starts_with(&MAGIC) || bytes.len() < PAYLOAD_AT {
        return None;
    }
    let stamp = SourceStamp { modified_ns: word(16)? as i64, size: word(24)? };
    Some(Header { build: word(8)?, stamp, payload: word(32)? })
}

/// The module in a cache file. With a `stamp`, only if it was compiled from that state of the source.
///
/// # Errors
/// Why it cannot be used.
pub fn decode(bytes: &[u8], stamp: Option<SourceStamp>) -> Result<Module, Miss> {
    let header = header(bytes).ok_or(Miss::NotACacheFile)?;
    if !header.is_own() {
        return Err(Miss::Foreign);
    }
    if header.stamp != SourceStamp::UNCHECKED && stamp.is_some_and(|stamp| stamp != header.stamp) {
        return Err(Miss::Stale);
    }
    let payload = &bytes[PAYLOAD_AT..];
    if header.payload != payload.len() as u64 || digest(&bytes[..DIGEST_AT], payload) != bytes[DIGEST_AT..PAYLOAD_AT] {
        return Err(Miss::Damaged);
    }
    let (module, rest) = postcard::take_from_bytes::<Module>(payload).map_err(|_| Miss::Damaged)?;
    if !rest.is_empty() || module.functions.is_empty() {
        return Err(Miss::Damaged);
    }
    crate::verify(&module).map_err(|error| Miss::Invalid(error.to_string()))?;
    Ok(module)
}

fn digest(head: &[u8], payload: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(head).chain_update(payload).finalize().into()
}
