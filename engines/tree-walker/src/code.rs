//! A function ready to run.

use crate::node::Block;
use runtime::Value;
use runtime::object::function::ProtoId;

/// Lowered code block. Lives as long as the process: functions refer to it by index.
pub(crate) struct Code {
    /// Name and signature in the runtime.
    pub proto: ProtoId,
    /// Statements.
    pub body: Block,
    /// Parameter and other local slots.
    pub local_count: usize,
    /// Slots taken by parameters.
    pub parameter_slots: usize,
    /// For each own cell, the parameter that moves into it.
    pub cells: Box<[Option<u32>]>,
    /// Number of arguments for which no binding is needed: plain positional parameters, no generator. `usize::MAX`
    /// when calls always bind.
    pub simple_arguments: usize,
    /// Text for `exec` with a namespace of its own: the only argument is that namespace.
    pub takes_namespace: bool,
    /// Calling makes a generator.
    pub is_generator: bool,
    /// Cell of `__class__` in a class body.
    pub class_cell: Option<u32>,
    /// Names of local slots, for messages.
    pub local_names: Box<[Value]>,
    /// Names of own cells, for messages.
    pub cell_names: Box<[Value]>,
    /// Names of captured cells, for messages.
    pub free_names: Box<[Value]>,
}

impl Code {
    /// Slots of a frame.
    pub fn frame_slots(&self) -> usize {
        self.local_count + self.cells.len()
    }
}
