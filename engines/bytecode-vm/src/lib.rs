//! bytecode-vm.
