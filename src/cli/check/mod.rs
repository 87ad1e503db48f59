//! `deskhand check`: what will not render, in files.

mod assumed;
mod bar;
mod fix;
mod narrow;
mod screen;
#[cfg(unix)]
mod stop;
mod told;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use jiff::civil::Date;

use crate::check::engine;
use crate::check::report::{Github, Human, Json, Report, Sarif, Summary};
use crate::check::settings::{self, FailOn};
use crate::content::scan::BotKind;
use crate::domain::Channel;
use crate::error::{Error, Kind};
use bar::Bar;
use screen::Screen;
use told::Told;

/// Find what will not render, in payloads, transcripts, cards, topics and texts
///
/// Reads files, folders (ignore files are respected) and, as `-`, the standard input. Recognises handoffs and other activities,
/// activity sets, transcripts, JSON lines, cards, Copilot Studio topics, Markdown and plain text.
///
/// Exit code: 0 clean, 1 findings at or above --fail-on, 2 something could not be read or the command line is wrong.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// Files, folders, or - for the standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to report
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Write the report into this file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// From which severity on to fail: info, warning, error, danger, never [default: warning]
    #[arg(long, value_name = "SEVERITY", value_parser = settings::fail_on)]
    fail_on: Option<FailOn>,
    #[command(flatten)]
    assume: Assume,
    #[command(flatten)]
    fix: fix::Fix,
    #[command(flatten)]
    show: Show,
}

/// What to assume about the files.
#[derive(Debug, clap::Args)]
struct Assume {
    /// Do not report this rule; may be given several times
    #[arg(long, value_name = "RULE", value_parser = settings::rule)]
    allow: Vec<String>,
    /// The customer's channel, such as lcw, msteams or whatsapp-acs [default: what a payload says, else lcw]
    #[arg(long, value_name = "CHANNEL", value_parser = settings::channel)]
    channel: Option<Channel>,
    /// What the bot is made with: copilot-studio, azure [default: copilot-studio]
    #[arg(long, value_name = "KIND", value_parser = settings::bot)]
    bot: Option<BotKind>,
    /// The bot speaks: rules of voice apply on every channel
    #[arg(long)]
    voice: bool,
    /// By the rules of this day: 2021, 2021-03 or 2021-03-15 [default: the rules of now]
    #[arg(long, value_name = "DATE", value_parser = settings::date)]
    as_of: Option<Date>,
    /// Settings file [default: deskhand-check.toml here or above, up to the root of the repository]
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// Read no settings file
    #[arg(long, conflicts_with = "settings")]
    no_settings: bool,
}

/// How it looks.
#[derive(Debug, clap::Args)]
struct Show {
    /// Colours of the report for a person
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    color: When,
    /// Whether long work shows how far it is, on standard error
    #[arg(long, value_enum, default_value_t = Progress::Auto, value_name = "WHEN")]
    progress: Progress,
    /// One row a finding: no source lines, no explanations, no summary
    #[arg(long, short)]
    quiet: bool,
}

/// How findings are reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person: the line with the place marked, each rule explained once
    #[default]
    Human,
    /// One array of findings
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// When there are colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum When {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// When progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Progress {
    /// On a terminal, when it takes long
    Auto,
    /// Never
    Never,
}

const EXAMPLES: &str = "\
Examples:
  deskhand check topics/ cards/
  deskhand check . --channel whatsapp-twilio --fail-on error
  deskhand check - --format json < handoff.json
  deskhand check . --as-of 2021-03 --quiet
  deskhand check topics/ --channel sms --diff
  deskhand check topics/ --channel sms --fix --emoji words

GitHub Actions, with code scanning:
  - run: deskhand check . --format sarif --output deskhand.sarif --fail-on never
  - uses: github/codeql-action/upload-sarif@v3
    with: { sarif_file: deskhand.sarif }

GitHub Actions, as annotations of the change:
  - run: deskhand check . --format github

pre-commit, in .pre-commit-config.yaml:
  - repo: local
    hooks:
      - id: deskhand
        name: deskhand check
        entry: deskhand check --quiet
        language: system
        files: '\\.(mcs\\.ya?ml|transcript)$'

`deskhand rules` lists the rules, `deskhand rules ID` explains one.";

/// Checks, reports, and answers with the exit code.
pub fn run(args: &Args) -> Result<ExitCode, Error> {
    if args.paths.is_empty() {
        let error = Error::new(Kind::Usage, "no file or folder was given to check");
        return Err(error
            .hint("`deskhand check .` checks this folder, `deskhand check -` the standard input"));
    }
    let here = std::env::current_dir().map_err(|error| {
        Error::new(Kind::Usage, "there is no current folder to work in").caused_by(error)
    })?;
    let plan = assumed::plan(&args.assume, &here)?.without(args.output.as_deref());
    let fail_on = args.fail_on.or(plan.fail_on()).unwrap_or_default();
    let fixed = args.fix.run(&args.paths, &plan)?.unwrap_or_default();
    if let Some(worst) = fixed.input {
        // The standard input is read only once.
        let found = u8::from(fail_on.fails(worst));
        return Ok(ExitCode::from(if fixed.failed > 0 { 2 } else { found }));
    }
    let bar = Bar::new(args.show.progress == Progress::Auto);
    let screen = Screen::open(args.output.as_deref(), &bar)?;
    #[cfg(unix)]
    stop::clean_up_when_told(&bar);
    let mut report = Told {
        inner: report(args, screen, &here),
        aloud: args.output.is_some()
            || args.fix.takes_output()
            || matches!(args.format, Format::Json | Format::Sarif),
        bar: &bar,
    };
    let result = engine::run(&args.paths, &plan, &mut report, &bar);
    bar.end();
    match result {
        Ok(summary) => {
            if args.output.is_some() && !args.show.quiet {
                super::output::complain(&format!("{summary}\n"));
            }
            Ok(exit_code(&summary, fail_on, fixed.failed))
        }
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(error) => Err(Error::new(Kind::Usage, "cannot write the report").caused_by(error)),
    }
}

fn report<'a>(args: &Args, screen: Screen<'a>, here: &std::path::Path) -> Box<dyn Report + 'a> {
    if args.output.is_none() && args.fix.takes_output() {
        return Box::new(fix::Unread);
    }
    match args.format {
        Format::Human => {
            let look = screen.look(args.show.color, args.show.quiet);
            Box::new(Human::new(screen, look))
        }
        Format::Json => Box::new(Json::new(screen)),
        Format::Sarif => Box::new(Sarif::new(screen, assumed::base(here))),
        Format::Github => Box::new(Github::new(screen, assumed::base(here))),
    }
}

/// What could not be read weighs more than what was found: nobody knows what is in it.
fn exit_code(summary: &Summary, fail_on: FailOn, unwritten: usize) -> ExitCode {
    if summary.unreadable > 0 || unwritten > 0 {
        ExitCode::from(2)
    } else {
        ExitCode::from(u8::from(fail_on.fails(summary.worst())))
    }
}
