//! Through what customers reach a bot.

use crate::content::configuration::model::{Maker, Publication, SiteCode};
use crate::content::configuration::setup::{Setup, named};
use crate::content::configuration::sheet::Sheet;
use crate::domain::Channel;

/// OC-DIRECTLINE.
pub(super) fn direct_line(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        let field = "reach/handoffEventOn";
        let Some(channels) = sheet.need(bot.reach.handoff_event_on.as_ref(), &spot, field) else {
            continue;
        };
        sheet.pass();
        for (at, channel) in channels.iter().enumerate() {
            if *channel != Channel::Directline {
                sheet.fail(&spot, &format!("{field}/{at}"), format!(
                    "handoff.initiate is awaited on {}; it is documented over Direct Line only.",
                    channel.label()
                ));
            }
        }
    }
}

/// OC-HUB-CHANNELS: bots made with a product that publishes to channels itself.
pub(super) fn published_channels(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        let field = "reach/publishedTo";
        match sheet.need(bot.maker, &spot, "maker") {
            Some(Maker::CopilotStudio | Maker::Classic) => {}
            Some(Maker::Azure) => {
                sheet.pass();
                continue;
            }
            None => continue,
        }
        let Some(publications) = sheet.need(bot.reach.published_to.as_ref(), &spot, field) else {
            continue;
        };
        sheet.pass();
        for (at, publication) in publications.iter().enumerate() {
            if let Some(place) = direct(*publication) {
                sheet.fail(
                    &spot,
                    &format!("{field}/{at}"),
                    format!(
                        "The bot is published to {place} directly, which hands off its own way."
                    ),
                );
            }
        }
    }
}

/// What the page names (HKL).
fn direct(publication: Publication) -> Option<&'static str> {
    match publication {
        Publication::Website => Some("a site"),
        Publication::Teams => Some("Teams"),
        Publication::Facebook => Some("Facebook"),
        Publication::Hub | Publication::DirectLine => None,
    }
}

/// OC-EMBED.
pub(super) fn embed_code(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        let Some(sites) = sheet.need(bot.reach.sites.as_ref(), &spot, "reach/sites") else {
            continue;
        };
        sheet.pass();
        for (at, site) in sites.iter().enumerate() {
            let embeds = site.code.map(|code| code == SiteCode::Embed);
            sheet.when(
                &spot,
                &[(&format!("reach/sites/{at}/code"), embeds)],
                || {
                    format!(
                        "{} uses the bot's embed code, from which nothing is handed off.",
                        named(&site.name)
                    )
                },
            );
        }
    }
}
