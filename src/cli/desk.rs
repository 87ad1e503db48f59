//! `deskhand desk`: the terminal desk.

use std::path::PathBuf;

use super::files::read;
use crate::desk::config::{Files, NoToken, Paths, Preset, TokenSource, token};
use crate::desk::runtime::{self, Address, BadAddress, Options};
use crate::error::{Error, Kind};

/// Open the desk on a backend
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The backend
    #[arg(
        env = "DESKHAND_URL",
        long_help = "The backend: https://host, http://host:port, wss://…, ws://… or host:port"
    )]
    url: Option<String>,
    /// Your token; better kept in a file, as others can see command lines
    #[arg(
        long,
        env = "DESKHAND_TOKEN",
        hide_env_values = true,
        hide_short_help = true
    )]
    token: Option<String>,
    /// A file with your token, readable by you alone
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    #[command(flatten)]
    look: Look,
}

/// How a desk looks and which keys it takes.
#[derive(Debug, clap::Args)]
pub(super) struct Look {
    /// Your settings; your keys are in keys.toml beside them
    #[arg(long, value_name = "FILE", env = "DESKHAND_CONFIG")]
    config: Option<PathBuf>,
    /// A theme by name, or auto
    #[arg(long, value_name = "NAME", env = "DESKHAND_THEME")]
    theme: Option<String>,
    /// Which keys to start from
    #[arg(long, value_name = "PRESET", env = "DESKHAND_KEYS")]
    keys: Option<Preset>,
}

impl Look {
    /// The user's files, under what the command line says.
    pub(super) fn files(&self) -> Files {
        read(self.config.as_deref(), &over(self))
    }
}

/// Runs the desk.
pub fn run(args: Args) -> Result<(), Error> {
    open(args, false)
}

/// Runs the desk; one that only watches opens on the board and takes no work.
pub(super) fn open(args: Args, watch_only: bool) -> Result<(), Error> {
    let paths = Paths::of_user().ok_or_else(|| {
        Error::new(Kind::Usage, "there is no home directory to keep drafts in")
            .hint("set HOME or XDG_STATE_HOME")
    })?;
    let files = args.look.files();
    let address = address(args.url, &files)?;
    let source = TokenSource {
        given: args.token,
        file: args
            .token_file
            .or_else(|| named(&files.config.server.token_file)),
        command: files.config.server.token_command.clone(),
    };
    let token = token(&source).map_err(denied)?;
    let options = Options {
        address,
        token,
        watch_only,
        files,
        paths,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build();
    let runtime =
        runtime.map_err(|error| Error::new(Kind::Failed, "cannot start").caused_by(error))?;
    runtime.block_on(runtime::run(options))
}

/// Settings of the command line, by name.
fn over(args: &Look) -> Vec<(&'static str, String)> {
    let keys = args.keys.map(|preset| {
        crate::desk::app::action::Preset::from(preset)
            .name()
            .to_owned()
    });
    [("look.theme", args.theme.clone()), ("keys.preset", keys)]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

fn address(given: Option<String>, files: &Files) -> Result<Address, Error> {
    let text = given.unwrap_or_else(|| files.config.server.url.clone());
    if text.is_empty() {
        return Err(Error::new(Kind::Usage, "no backend was named")
            .hint("`deskhand desk URL`, DESKHAND_URL, or `url` in the settings (`deskhand config path`)")
            .hint("to try it without a backend: `deskhand demo`"));
    }
    text.parse().map_err(|error: BadAddress| {
        Error::new(Kind::Usage, "the address cannot be used").caused_by(error)
    })
}

fn named(path: &std::path::Path) -> Option<PathBuf> {
    (!path.as_os_str().is_empty()).then(|| path.to_owned())
}

fn denied(error: NoToken) -> Error {
    Error::new(Kind::Denied, "there is no token to sign in with")
        .caused_by(error)
        .hint("an administrator makes one: `deskhand user add NAME --role agent`")
        .hint("give it by --token-file, DESKHAND_TOKEN, or `token-file` in the settings")
}
