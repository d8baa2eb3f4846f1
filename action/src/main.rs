//! The dockwarden command.

fn main() {}
