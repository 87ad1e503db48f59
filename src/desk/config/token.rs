//! Where a person's token comes from. It is never shown and never in a list of processes unless the user puts it there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The longest token, in bytes.
const LONGEST: usize = 8 * 1024;

/// Places to look for it, in this order.
#[derive(Clone, Debug, Default)]
pub struct TokenSource {
    /// Given outright, by `--token` or `DESKHAND_TOKEN`.
    pub given: Option<String>,
    /// A file that holds it.
    pub file: Option<PathBuf>,
    /// A program with arguments that prints it.
    pub command: Vec<String>,
}

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
pub enum NoToken {
    /// No place was named.
    #[error("no token was given")]
    NoSource,
    /// The file cannot be read.
    #[error("cannot read the token file {0}")]
    File(PathBuf, #[source] std::io::Error),
    /// Others may read the file.
    #[error("the token file {0} can be read by others; `chmod 600` it")]
    Exposed(PathBuf),
    /// The program cannot be run.
    #[error("cannot run the token command `{0}`")]
    Command(String, #[source] std::io::Error),
    /// The program has failed.
    #[error("the token command `{0}` failed: {1}")]
    Failed(String, std::process::ExitStatus),
    /// What was found is no token.
    #[error("what {0} holds is no token: it must be one line of printable ASCII")]
    NotOne(String),
}

/// The token, from the first place that is named.
pub fn token(source: &TokenSource) -> Result<String, NoToken> {
    if let Some(given) = source
        .given
        .as_deref()
        .filter(|given| !given.trim().is_empty())
    {
        return clean(given, "--token or DESKHAND_TOKEN");
    }
    if let Some(file) = &source.file {
        return clean(&from_file(file)?, &file.display().to_string());
    }
    match source.command.split_first() {
        Some((program, arguments)) => clean(&from_command(program, arguments)?, program),
        None => Err(NoToken::NoSource),
    }
}

fn from_file(file: &Path) -> Result<String, NoToken> {
    let failed = |error| NoToken::File(file.to_owned(), error);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(file).map_err(failed)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(NoToken::Exposed(file.to_owned()));
        }
    }
    fs::read_to_string(file).map_err(failed)
}

fn from_command(program: &str, arguments: &[String]) -> Result<String, NoToken> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::inherit())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| NoToken::Command(program.to_owned(), error))?;
    if !output.status.success() {
        return Err(NoToken::Failed(program.to_owned(), output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn clean(text: &str, from: &str) -> Result<String, NoToken> {
    let token = text.trim();
    let fits = !token.is_empty()
        && token.len() <= LONGEST
        && token.bytes().all(|byte| byte.is_ascii_graphic());
    if fits {
        Ok(token.to_owned())
    } else {
        Err(NoToken::NotOne(from.to_owned()))
    }
}
