//! What a check is to assume, from three places: the command line before a per-path override before the rest of the settings
//! file. Rules that are allowed add up.

mod file;
mod find;
mod plan;
mod value;

pub use file::{Assumed, File, Override, Problem};
pub use find::{LARGEST, NAME, find, repository};
pub use plan::{Assume, Plan};
pub use value::{CHANNELS, FailOn, bot, channel, date, fail_on, near, rule};
