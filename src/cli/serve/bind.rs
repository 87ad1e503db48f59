//! Where to listen, and whether that is safe without encryption.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use tokio::net::{TcpListener, lookup_host};

use crate::error::{Error, Kind};

/// Listens on an address. One that can be reached from other machines is refused unless connections are protected.
pub(super) async fn bind(address: &str, protected: bool) -> Result<TcpListener, Error> {
    let wrong = |error: io::Error| {
        Error::new(Kind::Usage, format!("cannot listen on {address:?}"))
            .caused_by(error)
            .hint("give an address and a port, such as 127.0.0.1:8460 or [::1]:0")
    };
    let addresses: Vec<SocketAddr> = lookup_host(address).await.map_err(wrong)?.collect();
    if !protected && let Some(open) = addresses.iter().find(|address| !address.ip().is_loopback()) {
        return Err(Error::new(
            Kind::Usage,
            format!(
                "{} can be reached from other machines, and nothing would be encrypted",
                open.ip()
            ),
        )
        .hint("give --tls-cert and --tls-key, or --behind-proxy if a proxy in front encrypts")
        .hint("or listen on 127.0.0.1 only"));
    }
    TcpListener::bind(addresses.as_slice())
        .await
        .map_err(|error| {
            let in_use = error.kind() == io::ErrorKind::AddrInUse;
            let error =
                Error::new(Kind::Failed, format!("cannot listen on {address}")).caused_by(error);
            if in_use {
                error.hint("something else listens there; choose another port, or 0 for a free one")
            } else {
                error
            }
        })
}

/// The same address as seen from this machine.
pub(super) fn near(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[tokio::test]
    async fn only_loopback_is_open_without_protection() {
        assert!(bind("127.0.0.1:0", false).await.is_ok());
        let error = bind("0.0.0.0:0", false).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Usage);
        assert!(error.report().contains("--behind-proxy"));
        assert!(bind("0.0.0.0:0", true).await.is_ok());
        assert_eq!(
            bind("nonsense", true).await.unwrap_err().kind(),
            Kind::Usage
        );
    }

    #[test]
    fn everywhere_is_near_at_loopback() {
        assert_eq!(
            near("0.0.0.0:7".parse().unwrap()).to_string(),
            "127.0.0.1:7"
        );
        assert_eq!(near("[::]:7".parse().unwrap()).to_string(), "[::1]:7");
        assert_eq!(
            near("10.0.0.1:7".parse().unwrap()).to_string(),
            "10.0.0.1:7"
        );
    }
}
