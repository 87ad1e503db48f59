//! Files that bots send, against what the organisation and its channels let through.

use std::collections::HashMap;

use crate::content::configuration::model::{Bot, File};
use crate::content::configuration::setup::{ORGANISATION, Setup, Spot, named};
use crate::content::configuration::sheet::Sheet;
use crate::content::rules::Severity;
use crate::domain::Channel;

/// What Facebook is advised to be kept at: 25 MB, in kilobytes of 1,024 bytes as the page counts (FILES).
const FACEBOOK: u64 = 25 * 1024;

/// OC-ATT-SIZE.
pub(super) fn size(setup: &Setup<'_>, sheet: &mut Sheet) {
    let limit = setup.configuration.organisation.maximum_file_kilobytes;
    for (spot, bot) in setup.bots() {
        let facebook = setup
            .seats(bot)
            .iter()
            .any(|(_, w)| w.channel == Some(Channel::Facebook));
        for (field, file) in files(bot, &spot, sheet) {
            let Some(size) = sheet.need(file.kilobytes, &spot, &format!("{field}/kilobytes"))
            else {
                continue;
            };
            if facebook && size > FACEBOOK {
                sheet.fail_as(
                    Severity::Warning,
                    &spot,
                    &field,
                    format!(
                        "{} has {size} KB; on Facebook {FACEBOOK} KB are advised at most.",
                        named(&file.name)
                    ),
                );
            }
            match sheet.need(limit, &ORGANISATION, "maximumFileKilobytes") {
                Some(limit) if size > limit => sheet.fail(
                    &spot,
                    &field,
                    format!(
                        "{} has {size} KB; above {limit} KB it is rejected.",
                        named(&file.name)
                    ),
                ),
                _ => sheet.pass(),
            }
        }
    }
}

/// OC-ATT-EXT.
pub(super) fn extension(setup: &Setup<'_>, sheet: &mut Sheet) {
    let organisation = &setup.configuration.organisation.blocked_extensions;
    let everywhere: HashMap<String, String> = organisation
        .iter()
        .flatten()
        .map(|blocked| (plain(blocked), "in the organisation".to_owned()))
        .collect();
    for (spot, bot) in setup.bots() {
        let files = files(bot, &spot, sheet);
        let channels = if files.is_empty() {
            HashMap::new()
        } else {
            on_channels(setup, bot)
        };
        for (field, file) in files {
            let extension = file
                .name
                .rsplit_once('.')
                .map(|(_, extension)| plain(extension));
            let extension = extension.unwrap_or_default();
            if let Some(place) = everywhere
                .get(&extension)
                .or_else(|| channels.get(&extension))
            {
                sheet.fail(
                    &spot,
                    &format!("{field}/name"),
                    format!(
                        "{} is rejected: its extension is blocked {place}.",
                        named(&file.name)
                    ),
                );
            } else if sheet
                .need(organisation.as_ref(), &ORGANISATION, "blockedExtensions")
                .is_some()
            {
                sheet.pass();
            }
        }
    }
}

/// The files of a bot with the field each is stated in.
fn files<'b>(bot: &'b Bot, spot: &Spot<'_>, sheet: &mut Sheet) -> Vec<(String, &'b File)> {
    let Some(files) = sheet.need(bot.content.files.as_ref(), spot, "content/files") else {
        return Vec::new();
    };
    if files.is_empty() {
        sheet.pass();
    }
    let numbered = files.iter().enumerate();
    numbered
        .map(|(at, file)| (format!("content/files/{at}"), file))
        .collect()
}

/// What is blocked on the channels through which customers reach a bot.
fn on_channels(setup: &Setup<'_>, bot: &Bot) -> HashMap<String, String> {
    let seats = setup.seats(bot).iter();
    seats
        .flat_map(|(_, workstream)| setup.feeds(workstream))
        .flat_map(|(_, channel)| {
            channel
                .blocked_extensions
                .iter()
                .flatten()
                .map(|blocked| (plain(blocked), format!("on {}", named(&channel.name))))
        })
        .collect()
}

/// An extension in small letters, without its dot.
fn plain(extension: &str) -> String {
    extension.trim_start_matches('.').to_lowercase()
}
