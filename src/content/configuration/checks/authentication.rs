//! Signing in.

use crate::content::configuration::model::Reconnect;
use crate::content::configuration::setup::Setup;
use crate::content::configuration::sheet::Sheet;

/// OC-SSO.
pub(super) fn single_sign_on(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        let used = bot.authentication.single_sign_on;
        sheet.when(&spot, &[("authentication/singleSignOn", used)], || {
            "The bot uses single sign-on, which was not supported then.".into()
        });
    }
}

/// OC-AUTH-VOICE.
pub(super) fn voice(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        sheet.when(
            &spot,
            &[
                ("voice/enabled", setup.voice(bot)),
                ("authentication/enabled", bot.authentication.enabled),
            ],
            || {
                "A bot with voice has callers sign in: its authentication variables arrive empty."
                    .into()
            },
        );
    }
}

/// OC-PERSIST-AUTH.
pub(super) fn persistent(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, channel) in setup.channels() {
        sheet.when(
            &spot,
            &[
                ("persistent", channel.persistent),
                ("authenticated", channel.authenticated.map(|yes| !yes)),
            ],
            || "Chats are persistent, but no authentication settings are chosen.".into(),
        );
    }
}

/// OC-RECON-AUTH.
pub(super) fn reconnect(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, channel) in setup.channels() {
        sheet.when(
            &spot,
            &[
                ("authenticated", channel.authenticated.map(|yes| !yes)),
                (
                    "reconnect",
                    channel.reconnect.map(|way| way == Reconnect::Prompt),
                ),
            ],
            || "Customers who are not signed in are never prompted to come back.".into(),
        );
    }
}
