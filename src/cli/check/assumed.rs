//! What a check is to assume: command line and settings file brought together.

use std::fs;
use std::path::{Path, PathBuf};

use super::Assume;
use crate::check::report::Base;
use crate::check::settings::{self, Assumed, File, Plan};
use crate::error::{Error, Kind};

/// Reads the settings file, if there is one, and puts the command line before it.
pub(super) fn plan(args: &Assume, here: &Path) -> Result<Plan, Error> {
    let named = args.settings.as_ref().map(|file| here.join(file));
    let path = match named {
        _ if args.no_settings => None,
        None => settings::find(here),
        named => named,
    };
    let (file, folder) = match &path {
        Some(path) => read(path)?,
        None => (File::default(), here.to_owned()),
    };
    let line = Assumed {
        channel: args.channel,
        bot: args.bot,
        voice: args.voice.then_some(true),
        as_of: args.as_of,
        allow: args.allow.clone(),
    };
    Ok(Plan::new(line, file, folder, here.to_owned()))
}

/// Where a service finds the files: the repository we are in, else the folder.
pub(super) fn base(here: &Path) -> Base {
    let root = settings::repository(here).unwrap_or_else(|| here.to_owned());
    Base::new(root, here)
}

/// The file and the folder it lies in.
fn read(path: &Path) -> Result<(File, PathBuf), Error> {
    let name = path.display();
    let error = |what: String| Error::new(Kind::Usage, what);
    let size = fs::metadata(path).map(|about| about.len());
    if size.is_ok_and(|size| size > settings::LARGEST) {
        return Err(error(format!("{name} is larger than 1 MiB"))
            .hint("name another file with --settings, or none with --no-settings"));
    }
    let text = fs::read_to_string(path).map_err(|cause| {
        error(format!("the settings file {name} cannot be read"))
            .caused_by(cause)
            .hint("name another file with --settings, or none with --no-settings")
    })?;
    let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
    let file = File::read(&text, &folder).map_err(|problem| {
        error(format!("{name}: {problem}"))
            .hint("docs/check.md describes the settings; --no-settings goes without")
    })?;
    Ok((file, folder))
}
