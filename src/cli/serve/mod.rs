//! `deskhand serve`: the routing backend as a process.

mod bind;
mod signals;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use super::output::{Format, print, print_json};
use super::{data, log};
use crate::error::{Error, Kind};
use crate::server::data_dir::{DataDir, DataDirError};
use crate::server::journal::Sqlite;
use crate::server::tls::TlsListener;
use crate::server::{self, Config, ServeError, SystemClock};

/// Run the routing backend
///
/// The first start makes the data directory with an administrator's token in it. SIGTERM and ctrl-c stop cleanly.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8460")]
    listen: String,
    #[command(flatten)]
    data: data::Dir,
    /// A TLS-terminating proxy stands in front: plain connections may come from anywhere
    #[arg(long)]
    behind_proxy: bool,
    /// Certificate chain (PEM) for encrypted connections
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Key (PEM) of the certificate
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// How to say where the backend listens
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Serves until it is told to stop.
pub fn run(args: Args) -> Result<(), Error> {
    log::start()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::new(Kind::Failed, "cannot start the runtime").caused_by(error))?;
    runtime.block_on(serve(args))
}

async fn serve(args: Args) -> Result<(), Error> {
    let tls = args.tls_cert.as_deref().zip(args.tls_key.as_deref());
    let acceptor = tls
        .map(|(certificate, key)| server::tls::acceptor(certificate, key))
        .transpose()
        .map_err(|error| Error::new(Kind::Usage, "cannot encrypt connections").caused_by(error))?;
    let listener = bind::bind(&args.listen, acceptor.is_some() || args.behind_proxy).await?;
    let dir = DataDir::open(&args.data.path()?).map_err(cannot_open)?;
    let config = config(&dir)?;
    let address = listener
        .local_addr()
        .map_err(|error| Error::new(Kind::Failed, "cannot listen").caused_by(error))?;
    let shutdown = signals::shutdown()?;
    announce(&dir, address, acceptor.is_some(), args.format)?;
    let clock = Arc::new(SystemClock);
    let served = match acceptor {
        Some(acceptor) => {
            let listener = TlsListener::new(listener, acceptor)
                .map_err(|error| Error::new(Kind::Failed, "cannot listen").caused_by(error))?;
            server::run(listener, config, clock, shutdown).await
        }
        None => server::serve(listener, config, clock, shutdown).await,
    };
    dir.forget_address();
    served.map_err(ended_badly)
}

fn config(dir: &DataDir) -> Result<Config, Error> {
    let admin = dir.admin_token().map_err(cannot_open)?.hash();
    let key = dir.signing_key().map_err(cannot_open)?;
    let journal = Sqlite::open(dir.path()).map_err(|error| {
        Error::new(Kind::Failed, "cannot open the journal")
            .caused_by(error)
            .hint(
                "the journal is in the data directory; a copy of it can be looked at with sqlite3",
            )
    })?;
    Ok(Config::new(Box::new(journal), admin, key))
}

fn cannot_open(error: DataDirError) -> Error {
    let hint = match &error {
        DataDirError::InUse(_) => "stop the other one, or choose another directory with --data",
        DataDirError::Damaged { .. } => "restore the file from a copy, or remove it",
        DataDirError::Io { .. } => "choose a directory that you may write to, with --data",
    };
    Error::new(Kind::Failed, "cannot use the data directory")
        .caused_by(error)
        .hint(hint)
}

fn ended_badly(error: ServeError) -> Error {
    let kind = Kind::Failed;
    match &error {
        ServeError::Start(_) => Error::new(kind, "cannot start from the journal").caused_by(error),
        ServeError::Journal(_) => Error::new(kind, "the backend had to stop")
            .caused_by(error)
            .hint(
                "look at the disk: space, permissions, errors in the system log; then start again",
            ),
    }
}

/// Says where it listens, to the person who started it and to commands on the same machine.
fn announce(dir: &DataDir, address: SocketAddr, tls: bool, format: Format) -> Result<(), Error> {
    let scheme = if tls { "https" } else { "http" };
    let url = format!("{scheme}://{address}");
    let near = format!("{scheme}://{}", bind::near(address));
    dir.publish_address(&near).map_err(cannot_open)?;
    let data = dir.path().display();
    match format {
        Format::Json => print_json(&serde_json::json!({"url": url, "data": data.to_string()})),
        Format::Text => print(&format!(
            "deskhand {} listens on {url}\ndata directory {data}, administrator's token in {data}/admin.token\n",
            env!("CARGO_PKG_VERSION")
        )),
    }
}
