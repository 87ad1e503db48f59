//! What voice needs of environments, and what it does to the whole bot.

use crate::content::configuration::model::{Bot, Environment, Extension, VoiceRegion, WorkKind};
use crate::content::configuration::setup::{Setup, Spot, kind, named};
use crate::content::configuration::sheet::Sheet;
use crate::content::rules::Severity;

/// OC-VOICE-REGION.
pub(super) fn region(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        if !speaks(setup, bot, &spot, sheet) {
            continue;
        }
        let own = sheet.need(bot.environment.as_ref(), &spot, "environment");
        let hubs = sheet.need(bot.connection.hubs.as_ref(), &spot, "connection/hubs");
        for name in own.into_iter().chain(hubs.into_iter().flatten()) {
            let Some((place, environment)) = sheet.find(setup.environment(name), "/environments")
            else {
                continue;
            };
            let Some(geography) = sheet.need(environment.geography, &place, "geography") else {
                continue;
            };
            let (bot, label) = (named(&bot.name), geography.label());
            match geography.voice() {
                VoiceRegion::Named => sheet.pass(),
                VoiceRegion::Unclear => sheet.fail_as(Severity::Warning, &place, "geography", format!(
                    "Voice of the bot {bot} may do nothing here: {label} is not named among its regions."
                )),
                VoiceRegion::Outside => sheet.fail(&place, "geography", format!(
                    "Voice of the bot {bot} does nothing here, without an error: {label} has no voice."
                )),
            }
        }
    }
}

/// Whether the bot is stated to speak. One stated not to passes; one not stated is noted.
fn speaks(setup: &Setup<'_>, bot: &Bot, spot: &Spot<'_>, sheet: &mut Sheet) -> bool {
    let voice = sheet.need(setup.voice(bot), spot, "voice/enabled");
    if voice == Some(false) {
        sheet.pass();
    }
    voice == Some(true)
}

/// OC-VOICE-EXT: the extensions in the hub's environment, and their order.
pub(super) fn extensions(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        let hubs = sheet.need(bot.connection.hubs.as_ref(), &spot, "connection/hubs");
        for name in hubs.into_iter().flatten() {
            let Some((place, environment)) = sheet.find(setup.environment(name), "/environments")
            else {
                continue;
            };
            let Some(there) = sheet.need(environment.extensions.as_ref(), &place, "extensions")
            else {
                continue;
            };
            if !there.contains(&Extension::Omnichannel) {
                sheet.fail(
                    &place,
                    "extensions",
                    format!(
                        "The Omnichannel extension is missing, which {} needs even for text.",
                        named(&bot.name)
                    ),
                );
            } else if speaks(setup, bot, &spot, sheet) {
                voice_extensions(bot, environment, &place, sheet);
            }
        }
    }
}

fn voice_extensions(bot: &Bot, environment: &Environment, place: &Spot<'_>, sheet: &mut Sheet) {
    let there = environment.extensions.as_deref().unwrap_or_default();
    let at = Extension::ORDER.map(|one| there.iter().position(|installed| *installed == one));
    let lacking: Vec<&str> = Extension::ORDER
        .iter()
        .zip(at)
        .filter(|(_, at)| at.is_none())
        .map(|(extension, _)| extension.label())
        .collect();
    if !lacking.is_empty() {
        sheet.fail(
            place,
            "extensions",
            format!(
                "Voice of the bot {} lacks the {} extension.",
                named(&bot.name),
                lacking.join(" and the ")
            ),
        );
    } else if at.is_sorted() {
        sheet.pass();
    } else {
        let order = Extension::ORDER.map(Extension::label).join(", ");
        sheet.fail(
            place,
            "extensions",
            format!("The extensions were installed in another order than voice needs: {order}."),
        );
    }
}

/// OC-VOICE-WHOLE: a bot with voice that also writes.
pub(super) fn whole_bot(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        if !speaks(setup, bot, &spot, sheet) {
            continue;
        }
        sheet.pass();
        for (place, workstream) in sheet.seats(setup, bot) {
            if sheet.need(kind(workstream), place, "kind") == Some(WorkKind::Messaging) {
                sheet.fail(&spot, "voice/enabled", format!(
                    "Voice is on for the whole bot, also where it writes: on the workstream {}.",
                    named(&workstream.name)
                ));
            }
        }
    }
}
