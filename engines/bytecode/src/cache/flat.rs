//! Encodings of the parts that have no derived one: instructions as eight bytes each, constants as a list in postfix
//! order, so that a nested tuple in a hostile file costs memory in proportion to its bytes and no native stack.

/// Instructions: `op x a b c`, little-endian.
pub(crate) mod insns {
    use crate::opcode::{Insn, Opcode};
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(code: &[Insn], serializer: S) -> Result<S::Ok, S::Error> {
        let mut bytes = Vec::with_capacity(code.len() * 8);
        for insn in code {
            bytes.extend_from_slice(&[insn.op as u8, insn.x]);
            for field in [insn.a, insn.b, insn.c] {
                bytes.extend_from_slice(&field.to_le_bytes());
            }
        }
        serializer.serialize_bytes(&bytes)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Insn>, D::Error> {
        let bytes = <&[u8]>::deserialize(deserializer)?;
        if bytes.len() % 8 != 0 {
            return Err(D::Error::custom("half an instruction"));
        }
        let insn = |b: &[u8]| {
            let field = |at: usize| u16::from_le_bytes([b[at], b[at + 1]]);
            let op = Opcode::from_u8(b[0]).ok_or_else(|| D::Error::custom("unknown opcode"))?;
            Ok(Insn { op, x: b[1], a: field(2), b: field(4), c: field(6) })
        };
        bytes.chunks_exact(8).map(insn).collect()
    }
}

/// Constants in postfix order: a container takes its items from the end of what stands before it.
pub(crate) mod consts {
    use crate::code::Const;
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Deeper nesting than any source within the front end's limit gives.
    const MAX_DEPTH: u32 = 4_000;

    #[derive(Serialize, Deserialize)]
    enum Node {
        None,
        Bool(bool),
        Ellipsis,
        Int(i64),
        BigInt(String),
        Float(u64),
        Imaginary(u64),
        Str(String),
        Bytes(Vec<u8>),
        Tuple(u32),
        FrozenSet(u32),
    }

    pub(crate) fn serialize<S: Serializer>(consts: &[Const], serializer: S) -> Result<S::Ok, S::Error> {
        let mut nodes = Vec::new();
        for constant in consts {
            flatten(constant, &mut nodes);
        }
        nodes.serialize(serializer)
    }

    fn flatten(constant: &Const, nodes: &mut Vec<Node>) {
        let node = match constant {
            Const::None => Node::None,
            Const::Bool(b) => Node::Bool(*b),
            Const::Ellipsis => Node::Ellipsis,
            Const::Int(i) => Node::Int(*i),
            Const::BigInt(digits) => Node::BigInt(digits.clone()),
            Const::Float(bits) => Node::Float(*bits),
            Const::Imaginary(bits) => Node::Imaginary(*bits),
            Const::Str(text) => Node::Str(text.clone()),
            Const::Bytes(bytes) => Node::Bytes(bytes.clone()),
            Const::Tuple(items) | Const::FrozenSet(items) => {
                items.iter().for_each(|item| flatten(item, nodes));
                let count = items.len() as u32;
                if matches!(constant, Const::Tuple(_)) { Node::Tuple(count) } else { Node::FrozenSet(count) }
            }
        };
        nodes.push(node);
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Const>, D::Error> {
        let nodes = Vec::<Node>::deserialize(deserializer)?;
        // Beside each constant, how deep it is: a deep one would overflow the stack of whoever walks it.
        let mut stack: Vec<(Const, u32)> = Vec::new();
        for node in nodes {
            let built = match node {
                Node::None => (Const::None, 0),
                Node::Bool(b) => (Const::Bool(b), 0),
                Node::Ellipsis => (Const::Ellipsis, 0),
                Node::Int(i) => (Const::Int(i), 0),
                Node::BigInt(digits) if is_decimal(&digits) => (Const::BigInt(digits), 0),
                Node::BigInt(_) => return Err(D::Error::custom("not a number")),
                Node::Float(bits) => (Const::Float(bits), 0),
                Node::Imaginary(bits) => (Const::Imaginary(bits), 0),
                Node::Str(text) => (Const::Str(text), 0),
                Node::Bytes(bytes) => (Const::Bytes(bytes), 0),
                Node::Tuple(count) | Node::FrozenSet(count) => {
                    let start = stack.len().checked_sub(count as usize).ok_or_else(|| D::Error::custom("items missing"))?;
                    let depth = stack[start..].iter().map(|(_, depth)| depth + 1).max().unwrap_or(0);
                    if depth > MAX_DEPTH {
                        return Err(D::Error::custom("nested too deeply"));
                    }
                    let items = stack.drain(start..).map(|(item, _)| item).collect();
                    (if matches!(node, Node::Tuple(_)) { Const::Tuple(items) } else { Const::FrozenSet(items) }, depth)
                }
            };
            stack.push(built);
        }
        Ok(stack.into_iter().map(|(constant, _)| constant).collect())
    }

    fn is_decimal(digits: &str) -> bool {
        let digits = digits.strip_prefix('-').unwrap_or(digits);
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    }
}
