//! Connecting a bot to the hub.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use crate::content::configuration::model::ConnectionState;
use crate::content::configuration::setup::{Setup, Spot, named};
use crate::content::configuration::sheet::Sheet;
use crate::content::rules::Severity;

/// Longest name of a bot in characters (rule OC-NAME-30).
const NAME: usize = 30;

/// OC-NAME-30: the page says both that more than 30 fail and that less than 30 work, so 30 is in doubt.
pub(super) fn name(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        let length = bot.name.chars().count();
        match length.cmp(&NAME) {
            Ordering::Greater => sheet.fail_as(Severity::Error, &spot, "name", format!(
                "The name has {length} characters; connecting a bot of more than {NAME} fails."
            )),
            Ordering::Equal => sheet.fail_as(Severity::Info, &spot, "name", format!(
                "The name has {NAME} characters; the page contradicts itself whether that connects."
            )),
            Ordering::Less => sheet.pass(),
        }
    }
}

/// OC-PUBLISHED.
pub(super) fn published(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        sheet.when(
            &spot,
            &[("published", bot.published.map(|yes| !yes))],
            || "The bot is not published: no conversation goes from end to end.".into(),
        );
    }
}

/// OC-ONE-INSTANCE.
pub(super) fn one_instance(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        let hubs = bot
            .connection
            .hubs
            .as_ref()
            .map(|hubs| hubs.iter().collect::<HashSet<_>>().len());
        sheet.when(
            &spot,
            &[("connection/hubs", hubs.map(|hubs| hubs > 1))],
            || {
                format!(
                    "The bot is connected to {} hubs; one is allowed.",
                    hubs.unwrap_or(0)
                )
            },
        );
    }
}

/// OC-APPID: within one organisation; a configuration is of one.
pub(super) fn application(setup: &Setup<'_>, sheet: &mut Sheet) {
    let mut first: HashMap<String, &str> = HashMap::new();
    for (spot, bot) in setup.bots() {
        let Some(app) = sheet.need(bot.app.as_ref(), &spot, "app") else {
            continue;
        };
        let Some((place, app)) = sheet.find(setup.app(app), "/apps") else {
            continue;
        };
        let Some(id) = sheet.need(app.application_id.as_ref(), &place, "applicationId") else {
            continue;
        };
        let id = id.to_lowercase();
        if let Some(other) = first.get(&id) {
            sheet.fail(&spot, "app", reused(other));
        } else {
            sheet.pass();
            first.insert(id, &bot.name);
        }
    }
}

fn reused(other: &str) -> String {
    format!("The bot {} already uses this application id.", named(other))
}

/// OC-DISCONNECT.
pub(super) fn disconnected(setup: &Setup<'_>, sheet: &mut Sheet) {
    for (spot, bot) in setup.bots() {
        let state = bot
            .connection
            .state
            .map(|state| state == ConnectionState::Disconnected);
        sheet.when(&spot, &[(STATE, state)], || {
            seats(setup.seats(bot).first().map(|(spot, _)| spot))
        });
    }
}

const STATE: &str = "connection/state";

fn seats(seat: Option<&Spot<'_>>) -> String {
    let still = seat.map_or_else(String::new, |seat| {
        format!(" It is still on the {}.", seat.subject())
    });
    format!("The bot is disconnected, which disabled its application user.{still}")
}
