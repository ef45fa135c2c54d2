//! What operators, attribute access, iteration and conversions mean. Engines' slow paths and all builtins call these.
//!
//! | file | methods of `Runtime` |
//! |---|---|
//! | `arithmetic` | `binary`, `binary_in_place`, `unary` |
//! | `compare` | `compare`, `eq`, `is_true`-valued comparisons, `contains` |
//! | `hash` | `hash` |
//! | `truth` | `truth`, `length` |
//! | `iterate` | `get_iter`, `next`, `for_each`, `unpack` |
//! | `subscript` | `get_item`, `set_item`, `delete_item`, slices |
//! | `index` | `__index__`, slice bounds |
//! | `set` | tables of sets |
//! | `attribute` | `get_attr`, `set_attr`, class look-up, inline-cache descriptions |
//! | `text` | `str`, `repr`, `ascii`, `format` |

pub mod arithmetic;
pub mod attribute;
pub mod compare;
pub mod context;
pub mod hash;
pub mod index;
pub mod iterate;
mod matching;
pub mod set;
pub mod subscript;
pub mod text;
pub mod truth;

/// Binary operators; the numbering is the front end's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "named as in Python's ast")]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    TrueDiv,
    FloorDiv,
    Mod,
    Pow,
    LShift,
    RShift,
    BitAnd,
    BitOr,
    BitXor,
    MatMul,
}

impl BinaryOp {
    /// All, in numbering order.
    pub const ALL: [BinaryOp; 13] = [
        BinaryOp::Add,
        BinaryOp::Sub,
        BinaryOp::Mul,
        BinaryOp::TrueDiv,
        BinaryOp::FloorDiv,
        BinaryOp::Mod,
        BinaryOp::Pow,
        BinaryOp::LShift,
        BinaryOp::RShift,
        BinaryOp::BitAnd,
        BinaryOp::BitOr,
        BinaryOp::BitXor,
        BinaryOp::MatMul,
    ];
}

/// Unary operators; the numbering is the front end's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "named as in Python's ast")]
pub enum UnaryOp {
    Neg,
    Pos,
    Invert,
    Not,
}

/// Comparison operators; the numbering is the front end's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "named as in Python's ast")]
pub enum CompareOp {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
    Is,
    IsNot,
    In,
    NotIn,
}

impl CompareOp {
    /// All, in numbering order.
    pub const ALL: [CompareOp; 10] = [
        CompareOp::Lt,
        CompareOp::Le,
        CompareOp::Eq,
        CompareOp::Ne,
        CompareOp::Gt,
        CompareOp::Ge,
        CompareOp::Is,
        CompareOp::IsNot,
        CompareOp::In,
        CompareOp::NotIn,
    ];
}
