//! What voice needs of a bot and of its connection.

use crate::content::configuration::model::{Maker, VoiceKind, WorkKind};
use crate::content::configuration::setup::{Setup, kind, named};
use crate::content::configuration::sheet::Sheet;

/// The only context that arrives on a call (CTXV).
const NUMBERS: [&str; 2] = ["CustomerPhoneNumber", "OrganizationPhoneNumber"];

/// OC-VOICE-RECONNECT. What happened on the same day may have happened in either order.
pub(super) fn reconnect(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        let (connected, enabled) = (bot.connection.connected_on, bot.connection.voice_enabled_on);
        sheet.when(
            &spot,
            &[
                ("voice/enabled", setup.voice(bot)),
                ("connection/connectedOn", connected.map(|_| true)),
                ("connection/voiceEnabledOn", enabled.map(|enabled| connected.is_none_or(|day| day < enabled))),
            ],
            || "Voice was enabled after the bot was connected, so the connection does not know of it.".into(),
        );
    }
}

/// OC-VOICE-CLASSIC.
pub(super) fn classic(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        sheet.pass();
        for (place, workstream) in sheet.seats(setup, bot) {
            if kind(workstream) != Some(WorkKind::Voice) {
                continue;
            }
            let maker = sheet.need(bot.maker, &spot, "maker");
            let voice = sheet.need(workstream.voice, place, "voice");
            let (bot_kind, voice_kind) = match (maker, voice) {
                (Some(Maker::Classic), Some(VoiceKind::Enhanced)) => ("a classic bot", "enhanced"),
                (Some(Maker::CopilotStudio), Some(VoiceKind::Classic)) => {
                    ("no classic bot", "classic")
                }
                _ => continue,
            };
            sheet.fail(
                place,
                "voice",
                format!(
                    "{} is {bot_kind}, but the workstream has {voice_kind} voice.",
                    named(&bot.name)
                ),
            );
        }
    }
}

/// OC-VOICE-CALLPRIV.
pub(super) fn call_privilege(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        sheet.when(
            &spot,
            &[
                ("voice/transfersToNumbers", bot.voice.transfers_to_numbers),
                (
                    "voice/makeCallsPrivilege",
                    bot.voice.make_calls_privilege.map(|yes| !yes),
                ),
            ],
            || "The bot transfers calls to numbers without the privilege \"Make calls\".".into(),
        );
    }
}

/// OC-VOICE-VARS.
pub(super) fn variables(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        let others: Option<Vec<String>> = bot.variables.reads.as_ref().map(|reads| {
            let others = reads
                .iter()
                .filter(|name| !NUMBERS.contains(&name.as_str()));
            others.map(|name| named(name)).collect()
        });
        sheet.when(
            &spot,
            &[
                ("voice/enabled", setup.voice(bot)),
                (
                    "variables/reads",
                    others.as_ref().map(|others| !others.is_empty()),
                ),
            ],
            || {
                let others = others.as_deref().unwrap_or_default();
                let some = others
                    .get(..others.len().min(3))
                    .unwrap_or_default()
                    .join(", ");
                let more = if others.len() > 3 { " and others" } else { "" };
                format!("The bot reads {some}{more}; on a call only the two phone numbers arrive.")
            },
        );
    }
}
