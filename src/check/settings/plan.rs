//! What is assumed of each file.

use std::path::{Path, PathBuf};

use ignore::gitignore::Gitignore;

use super::file::{Assumed, File};
use super::value::FailOn;
use crate::check::Options;
use crate::check::report::resolve;

/// Knows what to assume of a file.
pub trait Assume {
    /// What to assume of the file of this name, relative to where we are; the standard input has a name, too.
    fn of(&self, file: &Path) -> Options;

    /// Whether the file is left out when it is found in a folder.
    fn left_out(&self, _file: &Path) -> bool {
        false
    }
}

/// The same for every file.
impl Assume for Options {
    fn of(&self, _: &Path) -> Options {
        self.clone()
    }
}

/// Settings file and command line together.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    file: File,
    line: Assumed,
    /// Where the settings file lies, and where we are: absolute.
    folder: PathBuf,
    here: PathBuf,
    output: Option<PathBuf>,
}

impl Plan {
    /// What the command line says before what the file says. `folder` is where the file lies, `here` where names begin.
    pub fn new(line: Assumed, file: File, folder: PathBuf, here: PathBuf) -> Self {
        Self {
            file,
            line,
            folder,
            here,
            output: None,
        }
    }

    /// The same, with a file that is written and therefore not read.
    #[must_use]
    pub fn without(self, output: Option<&Path>) -> Self {
        Self {
            output: output.map(|output| resolve(&self.here.join(output))),
            ..self
        }
    }

    /// From which severity on the check fails, as far as the file says it.
    pub fn fail_on(&self) -> Option<FailOn> {
        self.file.fail_on
    }

    fn matches(&self, patterns: &Gitignore, file: &Path) -> bool {
        let path = resolve(&self.here.join(file));
        // The patterns are about what is below their folder, and must not be asked about anything else.
        path.strip_prefix(&self.folder).is_ok_and(|path| {
            patterns
                .matched_path_or_any_parents(path, false)
                .is_ignore()
        })
    }
}

impl Assume for Plan {
    fn of(&self, file: &Path) -> Options {
        let overrides = self
            .file
            .overrides
            .iter()
            .rev()
            .filter(|one| self.matches(&one.paths, file))
            .map(|one| &one.assumed);
        let order: Vec<&Assumed> = std::iter::once(&self.line)
            .chain(overrides)
            .chain([&self.file.assumed])
            .collect();
        let mut allow: Vec<String> = order
            .iter()
            .flat_map(|assumed| assumed.allow.iter().cloned())
            .collect();
        allow.sort_unstable();
        allow.dedup();
        Options {
            channel: order.iter().find_map(|assumed| assumed.channel),
            bot: order
                .iter()
                .find_map(|assumed| assumed.bot)
                .unwrap_or_default(),
            voice: order
                .iter()
                .find_map(|assumed| assumed.voice)
                .unwrap_or_default(),
            as_of: order.iter().find_map(|assumed| assumed.as_of),
            allow,
        }
    }

    fn left_out(&self, file: &Path) -> bool {
        let written = self.output.as_deref() == Some(&resolve(&self.here.join(file)));
        written
            || self
                .file
                .exclude
                .as_ref()
                .is_some_and(|patterns| self.matches(patterns, file))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::domain::Channel;

    const FILE: &str = r#"
        channel = "line"
        voice = true
        allow = ["OC-NOTE"]
        exclude = ["old", "*.draft.yml"]
        [[override]]
        paths = ["topics/**"]
        channel = "msteams"
        allow = ["OC-EMOJI"]
        [[override]]
        paths = ["topics/sms/"]
        channel = "sms"
    "#;

    fn plan(line: Assumed) -> Plan {
        let folder = PathBuf::from("/repo");
        let file = File::read(FILE, &folder).unwrap();
        Plan::new(line, file, folder.clone(), folder.join("bots"))
    }

    #[test]
    fn an_override_goes_before_the_file_and_a_later_one_before_an_earlier() {
        let plan = plan(Assumed::default());
        let channel = |file: &str| plan.of(Path::new(file)).channel;
        assert_eq!(channel("a.yml"), Some(Channel::Line));
        assert_eq!(channel("../topics/a.yml"), Some(Channel::Msteams));
        assert_eq!(channel("/repo/topics/sms/x/a.yml"), Some(Channel::Sms));
        assert_eq!(channel("/elsewhere/topics/a.yml"), Some(Channel::Line));
        let options = plan.of(Path::new("../topics/a.yml"));
        assert_eq!(options.allow, ["OC-EMOJI", "OC-NOTE"]);
        assert!(options.voice);
    }

    #[test]
    fn the_command_line_goes_before_everything() {
        let plan = plan(Assumed {
            channel: Some(Channel::Apple),
            allow: vec!["OC-STICKER".to_owned()],
            ..Assumed::default()
        });
        let options = plan.of(Path::new("../topics/sms/a.yml"));
        assert_eq!(options.channel, Some(Channel::Apple));
        assert_eq!(options.allow, ["OC-EMOJI", "OC-NOTE", "OC-STICKER"]);
    }

    #[test]
    fn what_is_excluded_or_written_is_left_out() {
        let plan = plan(Assumed::default()).without(Some(Path::new("./found.json")));
        for file in ["old/a.yml", "../old/b/c.yml", "x.draft.yml", "found.json"] {
            assert!(plan.left_out(Path::new(file)), "{file}");
        }
        for file in ["a.yml", "older/a.yml", "../found.json", "/old/a.yml"] {
            assert!(!plan.left_out(Path::new(file)), "{file}");
        }
    }
}
