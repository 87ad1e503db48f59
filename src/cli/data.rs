//! `--data`: the data directory of a backend on this machine.

use std::path::PathBuf;

use etcetera::{BaseStrategy as _, choose_base_strategy};

use crate::error::{Error, Kind};

/// Where a backend on this machine keeps everything.
#[derive(Clone, Debug, clap::Args)]
pub struct Dir {
    /// Data directory of the backend [default: deskhand in the user's data directory]
    #[arg(long, value_name = "DIR", env = "DESKHAND_DATA")]
    data: Option<PathBuf>,
}

impl Dir {
    /// The directory that was named, or the default one.
    pub fn path(&self) -> Result<PathBuf, Error> {
        if let Some(path) = &self.data {
            return Ok(path.clone());
        }
        let strategy = choose_base_strategy().map_err(|error| {
            Error::new(Kind::Usage, "there is no home directory to keep data in")
                .caused_by(error)
                .hint("name a directory with --data or DESKHAND_DATA")
        })?;
        Ok(strategy.data_dir().join("deskhand"))
    }
}
