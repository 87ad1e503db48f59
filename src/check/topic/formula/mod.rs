//! Power Fx as topics use it: texts with formulas in braces, formulas that are a text, and cards written as records. Nothing
//! is computed; what cannot be known before it is said stays unknown.

mod lex;
pub mod record;
mod spoken;
#[cfg(test)]
mod tests;

pub use spoken::spoken;
