//! `GET /healthz`: the process answers. `GET /readyz`: it takes work.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;

use super::state::Http;
use crate::server::hub;

/// How the backend is.
#[derive(Debug, Serialize)]
pub struct Health {
    status: &'static str,
    version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

fn health(status: &'static str, reason: Option<String>) -> Json<Health> {
    Json(Health {
        status,
        version: env!("CARGO_PKG_VERSION"),
        reason,
    })
}

/// Always well, if it answers.
pub async fn healthz() -> Json<Health> {
    health("ok", None)
}

/// Ready as long as what comes in can be made durable and the backend is not about to stop.
pub async fn readyz(State(http): State<Http>) -> (StatusCode, Json<Health>) {
    match http.hub.state() {
        hub::State::Running if !http.switchboard.is_draining() => {
            (StatusCode::OK, health("ready", None))
        }
        hub::State::Running | hub::State::Stopped => {
            let reason = "the backend is stopping".to_owned();
            (
                StatusCode::SERVICE_UNAVAILABLE,
                health("stopping", Some(reason)),
            )
        }
        hub::State::Failed(reason) => (
            StatusCode::SERVICE_UNAVAILABLE,
            health("failed", Some(reason.to_string())),
        ),
    }
}
