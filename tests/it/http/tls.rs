//! Encrypted connections.

use std::sync::Arc;

use deskhand::server::auth::Hash;
use deskhand::server::journal::Memory;
use deskhand::server::tls::{TlsListener, acceptor};
use deskhand::server::{Config, SystemClock, run};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

#[tokio::test]
async fn answers_are_encrypted_and_plain_words_are_not_answered() {
    let folder = tempfile::tempdir().unwrap();
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let (certificate, key) = (
        folder.path().join("cert.pem"),
        folder.path().join("key.pem"),
    );
    std::fs::write(&certificate, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();

    let acceptor = acceptor(&certificate, &key).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let listener = TlsListener::new(listener, acceptor).unwrap();
    let config = Config::new(Box::new(Memory::new()), Hash::of("admin"), [7; 32]);
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async {
        let _ = stopped.await;
    };
    let served = tokio::spawn(run(listener, config, Arc::new(SystemClock), shutdown));

    let root = reqwest::Certificate::from_pem(made.cert.pem().as_bytes()).unwrap();
    let client = reqwest::Client::builder()
        .tls_certs_only([root])
        .resolve("localhost", address)
        .build()
        .unwrap();
    let response = client
        .get(format!("https://localhost:{}/readyz", address.port()))
        .send();
    assert_eq!(response.await.unwrap().status(), 200);
    assert!(
        reqwest::get(format!("http://{address}/readyz"))
            .await
            .is_err()
    );
    drop(client);
    stop.send(()).unwrap();
    served.await.unwrap().unwrap();
}

#[test]
fn files_of_no_use_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let (empty, missing) = (
        folder.path().join("empty.pem"),
        folder.path().join("missing.pem"),
    );
    std::fs::write(&empty, "").unwrap();
    for (certificate, key) in [(&missing, &empty), (&empty, &empty)] {
        let error = acceptor(certificate, key).err().unwrap().to_string();
        assert!(error.contains(".pem"), "{error}");
    }
}
