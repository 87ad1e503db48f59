//! What cannot be shown on the other side, and how to show it anyway: the rule catalogue, the scanner, the sanitiser, cards
//! and Markdown as text.

pub mod card;
mod class;
pub mod configuration;
pub mod display;
pub mod emoji;
pub mod layout;
pub mod markdown;
pub mod raw;
pub mod replace;
pub mod rules;
pub mod sanitize;
pub mod scan;
mod walk;
