//! The user's files, as the commands around the desk want them.

use std::path::Path;

use super::output::complain;
use crate::desk::config::{Files, Paths, files};
use crate::desk::problem::Problem;

/// Reads them. `over` are settings by name that go before the file's.
pub(super) fn read(config: Option<&Path>, over: &[(&str, String)]) -> Files {
    files(Paths::of_user().as_ref(), config, over)
}

/// Says on standard error what is wrong with them; defaults apply.
pub(super) fn complain_of(problems: &[Problem]) {
    for problem in problems {
        complain(&format!("warning: {problem}\n"));
    }
}
