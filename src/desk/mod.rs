//! The terminal client. `app` is its pure core; `ui` draws it; `terminal` and `runtime` touch the world.

pub mod app;
pub mod config;
pub mod keymap;
pub mod problem;
pub mod runtime;
pub mod terminal;
pub mod theme;
pub mod ui;
