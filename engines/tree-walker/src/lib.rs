//! tree-walker.
