//! What commands about content assume: the channel and the day, as they are given on the command line.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;

use crate::domain::Channel;

/// Reads a channel by its name, such as `whatsapp-acs`, in any case if the argument ignores case.
pub fn parser() -> impl TypedValueParser<Value = Channel> {
    let names = Channel::ALL.map(|channel| PossibleValue::new(channel.name()));
    PossibleValuesParser::new(names).try_map(|name| {
        Channel::ALL
            .into_iter()
            .find(|channel| name.eq_ignore_ascii_case(channel.name()))
            .ok_or_else(|| format!("no channel is called {name}"))
    })
}

/// Reads a day such as `2021-03-15`.
pub fn day(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "this is no day; write one such as 2021-03-15".to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use clap::{Arg, Command};

    use super::*;

    fn read(name: &str) -> Option<Channel> {
        let argument = Arg::new("channel").value_parser(parser()).ignore_case(true);
        Command::new("test")
            .arg(argument)
            .try_get_matches_from(["test", name])
            .ok()
            .map(|found| *found.get_one::<Channel>("channel").unwrap())
    }

    #[test]
    fn channels_by_their_names() {
        for channel in Channel::ALL {
            assert_eq!(read(channel.name()), Some(channel));
            assert_eq!(read(&channel.name().to_uppercase()), Some(channel));
        }
        assert_eq!(read("whatsapp"), None);
    }

    #[test]
    fn days_as_they_are_written() {
        assert_eq!(day("2021-03-15"), Ok(jiff::civil::date(2021, 3, 15)));
        for wrong in ["", "2021", "2021-02-30", "15.3.2021", "yesterday"] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }
}
