//! `dockwarden lsp` as editors use it: the real command, spoken to over pipes, and real editors.

mod actions;
mod client;
mod commands;
mod diagnostics;
mod editor;
mod emacs;
mod helix;
mod hostile;
mod hover;
mod neovim;
mod terminal;
mod workspace;
