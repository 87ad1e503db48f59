//! What every scripted client is given: the backend, chance, the pace, and the sign to come to an end.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

use super::cast::Cast;
use super::dice::Dice;
use super::web::Web;

/// How far a run has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// Everybody plays.
    Playing,
    /// Nobody says anything new; what is under way comes to its end.
    Curtain,
    /// Nothing is under way any more; everybody reads what there is to read.
    Reading,
}

/// Held by a client for as long as it may still say something. Nothing is ever sent.
pub type Voice = mpsc::Sender<Infallible>;

/// A run of the demo. Clones are cheap.
#[derive(Clone, Debug)]
pub struct Play {
    /// Who plays.
    pub cast: Arc<Cast>,
    /// Chance.
    pub dice: Dice,
    /// How many times faster than life.
    pub speed: f64,
    /// Whether texts carry marks and sockets are dropped, so that something can be counted: in a headless run.
    pub marked: bool,
    /// The application the customers come through.
    pub app: Web,
    /// How far it has got.
    pub act: watch::Receiver<Act>,
}

impl Play {
    /// So many seconds of the script, at this speed.
    pub fn seconds(&self, seconds: f64) -> Duration {
        let scaled = (seconds / self.speed.max(0.01)).clamp(0.001, 86_400.0);
        Duration::from_secs_f64(scaled)
    }

    /// When that is.
    pub fn in_seconds(&self, seconds: f64) -> Instant {
        Instant::now() + self.seconds(seconds)
    }

    /// Whether everybody still plays.
    pub fn goes_on(&self) -> bool {
        *self.act.borrow() == Act::Playing
    }

    /// Until nobody says anything any more.
    pub async fn silence(&self) {
        // Whoever set the acts has gone: then it is over all the more.
        let _ = self.act.clone().wait_for(|act| *act == Act::Reading).await;
    }
}
