//! The real binary, killed in the middle of its work, again and again on the same data directory. At the end everything it
//! acknowledged is in the journal, exactly once and in order, and no conversation ever had two owners.

mod agent;
mod backend;
mod customer;
mod ledger;
mod verdict;

use std::sync::Arc;
use std::time::Duration;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tempfile::TempDir;
use tokio::sync::watch;

use agent::Agent;
use backend::Backend;
use customer::Customer;
use ledger::Ledger;

/// How often the backend is killed.
const KILLS: u32 = 24;

/// Nothing here takes this long.
const DEADLINE: Duration = Duration::from_secs(120);

/// Everybody who brings traffic. They outlive every crash, as they do in life.
struct Cast {
    customers: Vec<Customer>,
    agents: Vec<Agent>,
}

impl Cast {
    /// Everybody works until the backend is gone.
    async fn work(
        &mut self,
        backend: &Backend,
        ledger: &Arc<Ledger>,
        gone: &watch::Receiver<bool>,
    ) {
        let customers = self
            .customers
            .iter_mut()
            .map(|customer| customer.work(backend, ledger));
        let agents = self
            .agents
            .iter_mut()
            .map(|agent| agent.work(backend, ledger, gone.clone()));
        tokio::join!(
            futures_util::future::join_all(customers),
            futures_util::future::join_all(agents)
        );
    }
}

/// One life of the backend: killed after this many acknowledgements.
async fn live_and_die(mut backend: Backend, cast: &mut Cast, ledger: &Arc<Ledger>, after: u64) {
    if after == 0 {
        // Not even ready yet.
        return backend.kill();
    }
    backend.ready().await;
    let (die, gone) = watch::channel(false);
    let target = ledger.count() + after;
    let address = backend.address();
    let end = async {
        ledger.reached(target).await;
        backend.kill();
        die.send_replace(true);
    };
    tokio::join!(cast.work(&address, ledger, &gone), end);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_every_kill() {
    let dir = TempDir::new().unwrap();
    let test = tokio::time::timeout(DEADLINE, kills(&dir));
    assert!(
        test.await.is_ok(),
        "took too long; the backend said: {}",
        backend::log(dir.path())
    );
}

async fn kills(dir: &TempDir) {
    let mut random = ChaCha8Rng::seed_from_u64(2_026);
    let ledger = Arc::new(Ledger::default());
    let backend = Backend::start(dir.path()).await;
    backend.ready().await;
    let mut cast = Cast {
        customers: (0..4).map(Customer::new).collect(),
        agents: Vec::new(),
    };
    for name in ["ana", "ben"] {
        let token = backend.hire(name).await;
        cast.agents.push(Agent::new(name, token));
    }
    let mut next = Some(backend);
    for kill in 0..KILLS {
        let backend = match next.take() {
            Some(backend) => backend,
            None => Backend::start(dir.path()).await,
        };
        let after = if kill % 6 == 5 {
            0
        } else {
            random.random_range(3..70)
        };
        live_and_die(backend, &mut cast, &ledger, after).await;
    }
    let backend = Backend::start(dir.path()).await;
    backend.ready().await;
    verdict::on_the_wire(&backend, &ledger).await;
    drop(backend);
    verdict::in_the_journal(dir.path(), &ledger);
}
