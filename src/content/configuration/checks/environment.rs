//! Environments of bots and hubs.

use crate::content::configuration::model::{Bot, Environment, Maker};
use crate::content::configuration::setup::{Setup, Spot, named};
use crate::content::configuration::sheet::Sheet;

/// OC-ENV-LIST.
pub(super) fn has_omnichannel(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        for (field, place, hub) in hubs(setup, bot, &spot, sheet) {
            match sheet.need(hub.omnichannel, &place, "omnichannel") {
                Some(false) => sheet.fail(
                    &spot,
                    &field,
                    format!(
                        "{} was picked as the hub, but has no Omnichannel.",
                        named(&hub.name)
                    ),
                ),
                Some(true) => sheet.pass(),
                None => {}
            }
        }
    }
}

/// The environments of a bot's hubs, with the field each is named in.
fn hubs<'s>(
    setup: &Setup<'s>,
    bot: &Bot,
    spot: &Spot<'_>,
    sheet: &mut Sheet,
) -> Vec<(String, Spot<'s>, &'s Environment)> {
    let names = sheet.need(bot.connection.hubs.as_ref(), spot, "connection/hubs");
    if names.is_some_and(Vec::is_empty) {
        sheet.pass();
    }
    let mut found = Vec::new();
    for (at, name) in names.into_iter().flatten().enumerate() {
        if let Some((place, hub)) = sheet.find(setup.environment(name), "/environments") {
            found.push((format!("connection/hubs/{at}"), place, hub));
        }
    }
    found
}

/// The environment a bot was made in.
fn own<'s>(
    setup: &Setup<'s>,
    bot: &Bot,
    spot: &Spot<'_>,
    sheet: &mut Sheet,
) -> Option<(Spot<'s>, &'s Environment)> {
    let name = sheet.need(bot.environment.as_ref(), spot, "environment")?;
    sheet.find(setup.environment(name), "/environments")
}

/// OC-GEO.
pub(super) fn geography(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        let Some((place, own)) = own(setup, bot, &spot, sheet) else {
            continue;
        };
        let here = sheet.need(own.geography, &place, "geography");
        for (field, place, hub) in hubs(setup, bot, &spot, sheet) {
            match (here, sheet.need(hub.geography, &place, "geography")) {
                (Some(here), Some(there)) if here != there => sheet.fail(
                    &spot,
                    &field,
                    format!(
                        "The bot is in {} and its hub in {}; both must be in one geography.",
                        here.label(),
                        there.label()
                    ),
                ),
                _ => sheet.pass(),
            }
        }
    }
}

/// OC-ENV-SAME: the newer way of connecting, which Azure bots do not take.
pub(super) fn service_package(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        match sheet.need(bot.maker, &spot, "maker") {
            Some(Maker::Azure) => sheet.pass(),
            Some(_) => {
                let Some((place, own)) = own(setup, bot, &spot, sheet) else {
                    continue;
                };
                sheet.when(
                    &place,
                    &[("servicePackage", own.service_package.map(|yes| !yes))],
                    || {
                        format!(
                            "The service package is not in the environment of the bot {}.",
                            named(&bot.name)
                        )
                    },
                );
            }
            None => {}
        }
    }
}

/// OC-UNDO-2020.
pub(super) fn wrong_hub(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        let intended = sheet.need(
            bot.connection.intended_hub.as_ref(),
            &spot,
            "connection/intendedHub",
        );
        let hubs = sheet.need(bot.connection.hubs.as_ref(), &spot, "connection/hubs");
        let Some((intended, hubs)) = intended.zip(hubs) else {
            continue;
        };
        sheet.pass();
        for (at, hub) in hubs.iter().enumerate().filter(|(_, hub)| *hub != intended) {
            sheet.fail(&spot, &format!("connection/hubs/{at}"), format!(
                "The bot is connected to {} instead of {}, and that connection cannot be removed.",
                named(hub), named(intended)
            ));
        }
    }
}
