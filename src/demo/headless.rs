//! The demo without a terminal: scripted customers and scripted agents over real sockets for a while, then the count.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use super::agent::{self, Wire, marks, whole};
use super::arrivals::{Tide, arrive};
use super::backend::Backend;
use super::cast::{Cast, Colleague};
use super::dice::Dice;
use super::ledger::{Audit, Counts, Log, Side, View, audit};
use super::play::{Act, Play};
use super::trouble::Trouble;
use super::web::Web;
use crate::content::scan::scan_handoff;
use crate::domain::ConversationId;

/// What a run is given.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// From which all chance follows.
    pub seed: u64,
    /// How many times faster than life.
    pub speed: f64,
    /// For how long.
    pub duration: Duration,
}

/// What came of it. All of it was counted by the clients.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// Handoffs that were taken in.
    pub handoffs: u32,
    /// Offers that reached an agent.
    pub offered: u32,
    /// Offers that were accepted.
    pub accepted: u32,
    /// Offers that were declined.
    pub declined: u32,
    /// Offers that ran out.
    pub timed_out: u32,
    /// Customers who left before anybody had accepted.
    pub abandoned: u32,
    /// Messages that were acknowledged to whoever sent them.
    pub messages_acked: u32,
    /// Those of them that the other side received.
    pub messages_delivered: u32,
    /// Acknowledged and not received.
    pub lost: u32,
    /// Received twice.
    pub duplicated: u32,
    /// Received in another order than sent.
    pub out_of_order: u32,
    /// Two agents who believed to own the same.
    pub double_owned: u32,
    /// Findings of the scanner in what agents were handed, by rule.
    pub flags: BTreeMap<String, u32>,
}

impl Summary {
    fn of(counts: Counts, audit: Audit) -> Self {
        Self {
            handoffs: counts.handoffs,
            offered: counts.offered,
            accepted: counts.accepted,
            declined: counts.declined,
            timed_out: counts.timed_out,
            abandoned: counts.abandoned,
            messages_acked: audit.messages_acked,
            messages_delivered: audit.messages_delivered,
            lost: audit.lost,
            duplicated: audit.duplicated,
            out_of_order: audit.out_of_order,
            double_owned: audit.double_owned,
            flags: counts.flags,
        }
    }

    /// Whether nothing went wrong.
    pub fn is_clean(&self) -> bool {
        (
            self.lost,
            self.duplicated,
            self.out_of_order,
            self.double_owned,
        ) == (0, 0, 0, 0)
    }
}

/// Countdown of offers in seconds: the shortest there is, so that some run out.
const OFFER_SECONDS: u32 = 1;

/// More come than the agents can take.
const TIDE: Tide = Tide {
    at_once: 24,
    gap: (1.0, 4.0),
    never_below: 2,
    lead_in: 0.0,
};

/// Plays and counts.
pub async fn run(options: Options) -> Result<Summary, Trouble> {
    let cast = Arc::new(Cast::load()?);
    let backend = Backend::start().await?;
    let admin = Web::new(&backend.url, &backend.admin);
    for line in &cast.scene.queues {
        admin.add_queue(line, OFFER_SECONDS).await?;
    }
    let (acts, act) = watch::channel(Act::Playing);
    let play = Play {
        app: admin.register_app("Contoso bots").await?,
        cast,
        dice: Dice::new(options.seed),
        speed: options.speed,
        marked: true,
        act,
    };
    let logs = perform(&play, &admin, acts, options.duration).await?;
    backend.stop().await?;
    let mut counts = Counts::default();
    for log in &logs {
        counts.add(&log.counts);
    }
    Ok(Summary::of(counts, audit(&logs)))
}

/// Everybody's logs, the reader's among them.
async fn perform(
    play: &Play,
    admin: &Web,
    acts: watch::Sender<Act>,
    duration: Duration,
) -> Result<Vec<Log>, Trouble> {
    let (voice, mut voices) = mpsc::channel(1);
    let mut agents = JoinSet::new();
    for colleague in everybody(&play.cast) {
        let token = admin.add_colleague(&colleague).await?;
        let (play, voice) = (play.clone(), voice.clone());
        agents.spawn(async move { agent::play(&play, &colleague, &token, voice).await });
    }
    let customers = {
        let play = play.clone();
        tokio::spawn(async move { arrive(&play, TIDE, voice).await })
    };
    tokio::time::sleep(duration).await;
    acts.send_replace(Act::Curtain);
    // Comes to an end once everybody has given their voice back.
    while voices.recv().await.is_some() {}
    acts.send_replace(Act::Reading);
    let broke_off = |_| Trouble::Socket("a client broke off".to_owned());
    let mut logs = customers.await.map_err(broke_off)??;
    while let Some(agent) = agents.join_next().await {
        logs.push(agent.map_err(broke_off)??);
    }
    let ids: BTreeSet<ConversationId> = logs
        .iter()
        .flat_map(|log| &log.views)
        .map(|(id, _)| id.clone())
        .collect();
    logs.push(read_all(play, admin, &ids).await?);
    Ok(logs)
}

/// The colleagues, and one more in the place of the person at the desk.
fn everybody(cast: &Cast) -> Vec<Colleague> {
    let you = &cast.scene.you;
    let mut everybody = cast.scene.colleagues.clone();
    everybody.push(Colleague {
        user: you.user.clone(),
        name: you.name.clone(),
        capacity: you.capacity,
        queues: you.queues.clone(),
        accepts: 0.8,
        lets_go: 0.5,
        stays: (10.0, 40.0),
    });
    everybody
}

/// A supervisor reads every conversation whole, at the end: what agents could have read.
async fn read_all(
    play: &Play,
    admin: &Web,
    ids: &BTreeSet<ConversationId>,
) -> Result<Log, Trouble> {
    let mut reader = play.cast.scene.you.clone();
    "reader".clone_into(&mut reader.user);
    "supervisor".clone_into(&mut reader.role);
    reader.capacity = 0;
    let token = admin.add_person(&reader).await?;
    let (mut wire, _) = Wire::sign_in(play.app.url(), &token, true).await?;
    let mut log = Log::new(Side::Agent);
    for id in ids {
        let Some(detail) = whole(&mut wire, id).await? else {
            continue;
        };
        let view = View {
            marks: marks(&detail.messages),
            whole: true,
        };
        log.views.push((id.clone(), view));
        for finding in scan_handoff(&detail.handoff) {
            *log.counts
                .flags
                .entry(finding.rule.to_string())
                .or_default() += finding.times;
        }
    }
    wire.bye().await?;
    Ok(log)
}
