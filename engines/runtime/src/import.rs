//! The import system: `import`, `sys.modules`, `sys.path`, packages.
