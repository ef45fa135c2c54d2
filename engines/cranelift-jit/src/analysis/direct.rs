//! Calls from machine code to machine code, arguments and result in machine registers.
//!
//! A function that is translated at its entry gets, besides the entry that takes everything from the window, a *direct*
//! entry whose [`Signature`] says in which form each parameter and the result travel. Its address stands in a numbered
//! cell, one for each signature that the function has had: what was compiled for a former signature finds its cell empty.

use std::rc::Rc;

use super::types::{SMALL, Type, WIDE};

/// How a parameter or result travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A raw integer: a parameter from -2^48 to 2^48 - 1, a result of 64 bits.
    Int,
    /// A double.
    Float,
    /// A value word.
    Word,
}

impl Form {
    /// In which form a register of this type travels.
    pub fn of(ty: Type) -> Form {
        match ty {
            Type::Int(bits) if bits <= WIDE => Form::Int,
            Type::Float => Form::Float,
            _ => Form::Word,
        }
    }

    /// What a parameter of this form is.
    pub fn parameter(self) -> Type {
        match self {
            Form::Int => Type::Int(SMALL),
            Form::Float => Type::Float,
            Form::Word => Type::Boxed,
        }
    }

    /// What a result of this form is.
    pub fn result(self) -> Type {
        match self {
            Form::Int => Type::Int(WIDE),
            Form::Float => Type::Float,
            Form::Word => Type::Boxed,
        }
    }

    /// Whether an argument of this type can be given to such a parameter.
    pub fn takes(self, ty: Type) -> bool {
        !matches!((self, ty), (Form::Int, Type::Float) | (Form::Float, Type::Int(_)))
    }
}

/// How arguments and result of a function travel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// By register; absent for those that the function does not read.
    pub parameters: Vec<Option<Form>>,
    /// What most ways out give. Any value can be returned all the same, as a word.
    pub result: Form,
}

/// A signature and the number of the cell that holds the entry's address.
pub type Entry = (Rc<Signature>, u32);

/// What a call that is known to be direct calls.
#[derive(Clone, Debug)]
pub enum Target {
    /// The function that is being translated.
    Own,
    /// Another one.
    Other(Entry),
}

/// What is known about the direct entry of the unit before it is translated.
#[derive(Clone, Debug)]
pub struct Own {
    /// Forms of its parameters.
    pub parameters: Vec<Option<Form>>,
    /// Its former signature and cell.
    pub former: Option<Entry>,
    /// A cell that is free.
    pub free: u32,
}

impl Own {
    /// The entry, now that the result is known.
    pub fn entry(&self, result: Form) -> Entry {
        let signature = Signature { parameters: self.parameters.clone(), result };
        match &self.former {
            Some((known, cell)) if **known == signature => (Rc::clone(known), *cell),
            _ => (Rc::new(signature), self.free),
        }
    }
}
