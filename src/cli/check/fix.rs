//! `deskhand check --fix` and `--diff`: what is asked for, and who is told what became of it.

use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::check::fix::run::{Done, Request, run};
use crate::check::fix::{Emoji, EmojiHow};
use crate::check::report::{Report, Summary};
use crate::check::settings::Assume;
use crate::check::{Located, Unreadable};
use crate::cli::output::complain;
use crate::error::{Error, Kind};

/// What to rewrite.
#[derive(Debug, clap::Args)]
pub(super) struct Fix {
    /// Rewrite what has one right answer in topics, cards and texts, then report what is left; of - the result goes to the output
    #[arg(id = "fix", long = "fix")]
    write: bool,
    /// Show what --fix changes instead of a report; alone, it writes nothing
    #[arg(long)]
    diff: bool,
    /// What becomes of emoji
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    emoji: How,
    /// Words for single emoji, a TOML file with lines such as "👋" = "hello"; --emoji decides for the others
    #[arg(long, value_name = "FILE")]
    emoji_words: Option<PathBuf>,
}

/// What becomes of emoji.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum How {
    /// Their short code, such as :wave:
    #[default]
    Shortcode,
    /// An emoticon that everybody knows, such as :-), else their name, such as (waving hand)
    Words,
    /// Nothing
    Remove,
}

impl Fix {
    /// Whether the report has to stay away from standard output, which shows something else.
    pub(super) fn takes_output(&self) -> bool {
        self.diff
    }

    /// Fixes, if that was asked for; what became of it.
    pub(super) fn run(
        &self,
        paths: &[PathBuf],
        assume: &dyn Assume,
    ) -> Result<Option<Done>, Error> {
        if !self.write && !self.diff {
            return Ok(None);
        }
        if paths.len() > 1 && paths.iter().any(|path| path == Path::new("-")) {
            let error = Error::new(Kind::Usage, "the standard input is fixed alone");
            return Err(error.hint("give only `-`, or only files and folders"));
        }
        let emoji = self.words()?;
        let request = Request {
            emoji: &emoji,
            write: self.write,
            diff: self.diff,
        };
        let mut out = io::stdout().lock();
        let mut tell = |sentence: &str| complain(&format!("{sentence}\n"));
        match run(paths, assume, request, &mut out, &mut tell) {
            Ok(done) => {
                complain(&format!("{}\n", done.summary(self.write)));
                Ok(Some(done))
            }
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Some(Done::default())),
            Err(error) => {
                Err(Error::new(Kind::Usage, "cannot write to standard output").caused_by(error))
            }
        }
    }

    fn words(&self) -> Result<Emoji, Error> {
        let how = match self.emoji {
            How::Shortcode => EmojiHow::Shortcode,
            How::Words => EmojiHow::Words,
            How::Remove => EmojiHow::Remove,
        };
        let Some(path) = &self.emoji_words else {
            return Ok(Emoji {
                how,
                ..Emoji::default()
            });
        };
        let wrong = |why: String| {
            let message = format!("{} holds no words for emoji: {why}", path.display());
            Error::new(Kind::Usage, message)
                .hint("each line is an emoji and its words: \"👋\" = \"hello\"")
        };
        let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        Emoji::chosen(how, &text).map_err(wrong)
    }
}

/// A report that nobody reads: standard output shows something else.
pub(super) struct Unread;

impl Report for Unread {
    fn finding(&mut self, _: &str, _: &Located) -> io::Result<()> {
        Ok(())
    }

    fn unreadable(&mut self, _: &Unreadable) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self, _: &Summary) -> io::Result<()> {
        Ok(())
    }
}
