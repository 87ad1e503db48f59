//! The demo around a desk: backend, colleagues and customers, playing until the person leaves.

use std::sync::Arc;

use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use super::agent;
use super::arrivals::{Tide, arrive};
use super::backend::Backend;
use super::cast::Cast;
use super::dice::Dice;
use super::play::{Act, Play};
use super::trouble::Trouble;
use super::web::Web;

/// A demo that plays.
#[derive(Debug)]
pub struct Stage {
    backend: Backend,
    token: String,
    clients: JoinSet<()>,
    /// Held so that nobody believes the play is over.
    _acts: watch::Sender<Act>,
}

/// Enough for one person to be busy, and never nothing.
const TIDE: Tide = Tide {
    at_once: 8,
    gap: (8.0, 20.0),
    never_below: 4,
    lead_in: 1.0,
};

/// The shortest countdown of an offer, however fast the demo plays: a person must be able to read it.
const SHORTEST_OFFER: f64 = 5.0;

impl Stage {
    /// Starts everything.
    pub async fn open(dice: Dice, speed: f64) -> Result<Self, Trouble> {
        let cast = Arc::new(Cast::load()?);
        let backend = Backend::start().await?;
        let admin = Web::new(&backend.url, &backend.admin);
        for line in &cast.scene.queues {
            let seconds = (f64::from(line.offer_seconds) / speed).max(SHORTEST_OFFER);
            admin.add_queue(line, seconds as u32).await?;
        }
        let token = admin.add_person(&cast.scene.you).await?;
        let (acts, act) = watch::channel(Act::Playing);
        let play = Play {
            app: admin.register_app("Contoso bots").await?,
            cast,
            dice,
            speed,
            marked: false,
            act,
        };
        let clients = clients(&play, &admin).await?;
        Ok(Self {
            backend,
            token,
            clients,
            _acts: acts,
        })
    }

    /// Where the backend answers.
    pub fn url(&self) -> &str {
        &self.backend.url
    }

    /// The token of the person at the desk.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Sends everybody home and stops the backend.
    pub async fn close(mut self) -> Result<(), Trouble> {
        self.clients.shutdown().await;
        self.backend.stop().await
    }
}

async fn clients(play: &Play, admin: &Web) -> Result<JoinSet<()>, Trouble> {
    // Nobody counts voices here.
    let (voice, _) = mpsc::channel(1);
    let mut clients = JoinSet::new();
    for colleague in play.cast.scene.colleagues.clone() {
        let token = admin.add_colleague(&colleague).await?;
        let (play, voice) = (play.clone(), voice.clone());
        clients.spawn(async move {
            if let Err(error) = agent::play(&play, &colleague, &token, voice).await {
                tracing::debug!(%error, user = colleague.user, "a colleague went home");
            }
        });
    }
    let play = play.clone();
    clients.spawn(async move {
        if let Err(error) = arrive(&play, TIDE, voice).await {
            tracing::debug!(%error, "no more customers come");
        }
    });
    Ok(clients)
}
