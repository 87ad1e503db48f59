//! Bots, people and work in queues.

use std::collections::HashMap;

use crate::content::configuration::setup::{Setup, kind, named};
use crate::content::configuration::sheet::Sheet;

/// OC-BOT-CAPACITY: the person with the most capacity of a queue against each bot in it.
pub(super) fn capacity(setup: &Setup<'_>, sheet: &mut Sheet) {
    let people: HashMap<&str, _> = setup
        .people()
        .map(|(spot, one)| (&*one.name, (spot, one)))
        .collect();
    let bots: HashMap<&str, _> = setup
        .bots()
        .map(|(spot, bot)| (&*bot.name, (spot, bot)))
        .collect();
    for (spot, queue) in setup.queues() {
        let Some(members) = sheet.need(queue.bots.as_ref(), &spot, "bots") else {
            continue;
        };
        if members.is_empty() {
            sheet.pass();
            continue;
        }
        let names = sheet.need(queue.people.as_ref(), &spot, "people");
        let mut highest: Option<(i64, &str)> = None;
        for name in names.into_iter().flatten() {
            let Some((place, person)) = sheet.find(people.get(&**name), "/people") else {
                continue;
            };
            if let Some(capacity) = sheet.need(person.capacity, place, "capacity")
                && highest.is_none_or(|(most, _)| capacity > most)
            {
                highest = Some((capacity, name));
            }
        }
        for name in members {
            let Some((place, bot)) = sheet.find(bots.get(&**name), "/bots") else {
                continue;
            };
            let own = sheet.need(bot.capacity, place, "capacity");
            match (own, highest) {
                (Some(own), Some((most, person))) if most >= own => sheet.fail(place, "capacity", format!(
                    "In {}, {} has a capacity of {most} and the bot of {own}: work goes to the person first.",
                    named(&queue.name), named(person)
                )),
                _ => sheet.pass(),
            }
        }
    }
}

/// OC-BOT-DEFAULT.
pub(super) fn default_queue(setup: &Setup<'_>, sheet: &mut Sheet) {
    let spots: HashMap<&str, _> = setup
        .queues()
        .map(|(spot, queue)| (&*queue.name, spot))
        .collect();
    for (spot, bot) in setup.bots() {
        let Some(queues) = sheet.need(bot.queues.as_ref(), &spot, "queues") else {
            continue;
        };
        sheet.pass();
        for (at, name) in queues.iter().enumerate() {
            let entry = setup.queue(name).zip(spots.get(&**name));
            let Some(((queue, bots), place)) = sheet.find(entry, "/queues") else {
                continue;
            };
            let default = sheet.need(queue.default, place, "default");
            if default == Some(true)
                && sheet.need(queue.bots.as_ref(), place, "bots").is_some()
                && !bots.contains(&*bot.name)
            {
                sheet.fail(
                    &spot,
                    &format!("queues/{at}"),
                    format!(
                        "The bot is expected in the default queue {}, but was not added to it.",
                        named(name)
                    ),
                );
            }
        }
    }
}

/// OC-QUEUE-TYPE.
pub(super) fn same_type(setup: &Setup<'_>, sheet: &mut Sheet) {
    let spots: HashMap<&str, _> = setup
        .queues()
        .map(|(spot, queue)| (&*queue.name, spot))
        .collect();
    for (spot, workstream) in setup.workstreams() {
        let Some(queues) = sheet.need(workstream.queues.as_ref(), &spot, "queues") else {
            continue;
        };
        sheet.pass();
        let own = sheet.need(kind(workstream), &spot, "kind");
        for (at, name) in queues.iter().enumerate() {
            let entry = setup.queue(name).zip(spots.get(&**name));
            let Some(((queue, _), place)) = sheet.find(entry, "/queues") else {
                continue;
            };
            if let (Some(theirs), Some(own)) = (sheet.need(queue.kind, place, "kind"), own)
                && theirs != own
            {
                sheet.fail(&spot, &format!("queues/{at}"), format!(
                    "The workstream takes {} work and the queue {} takes {} work: it is not offered.",
                    own.label(), named(name), theirs.label()
                ));
            }
        }
    }
}
