//! Who is calling: the bearer token of a request, checked before anything else is looked at.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use super::answer::Problem;
use super::state::Http;
use crate::server::auth::{Caller, Granted, Hash};

/// A caller who may set up people, applications and queues.
pub struct Administrator;

const HOW: &str = "send Authorization: Bearer with an access token from /oauth2/v2.0/token, a person's token, or the \
                   administrator's token of the data directory";

impl FromRequestParts<Http> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, http: &Http) -> Result<Self, Problem> {
        let token = bearer(&parts.headers)?;
        http.who_is(token).await
    }
}

impl FromRequestParts<Http> for Administrator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, http: &Http) -> Result<Self, Problem> {
        if Caller::from_request_parts(parts, http)
            .await?
            .may_administer()
        {
            return Ok(Self);
        }
        Err(Problem::forbidden(
            "only an administrator may do this",
            "use the administrator's token of the data directory, or the token of a person whose role is admin",
        ))
    }
}

fn bearer(headers: &HeaderMap) -> Result<&str, Problem> {
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        return Err(Problem::unauthenticated(
            "the request says nothing about who is calling",
            HOW,
        ));
    };
    value
        .to_str()
        .ok()
        .and_then(|text| text.split_once(' '))
        .filter(|(scheme, token)| scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty())
        .map(|(_, token)| token.trim())
        .ok_or_else(|| {
            Problem::unauthenticated("the Authorization header holds no bearer token", HOW)
        })
}

impl Http {
    /// Whether a caller who was known still is, with the rights they had.
    pub async fn still_knows(&self, caller: &Caller) -> Result<bool, Problem> {
        let caller = caller.clone();
        let known = self.hub.ask(move |world, _| match &caller {
            Caller::Administrator => true,
            Caller::Application(app) => world.directory.app(app).is_some(),
            Caller::Person(user, role) => world
                .directory
                .user(user)
                .is_some_and(|known| known.role == *role),
        });
        Ok(known.await?)
    }

    async fn who_is(&self, token: &str) -> Result<Caller, Problem> {
        if Hash::of(token) == self.admin {
            return Ok(Caller::Administrator);
        }
        let granted = self.tokens.check(token, self.clock.now());
        let token = token.to_owned();
        let known = self.hub.ask(move |world, _| match granted {
            Granted::To(app) => world
                .directory
                .app(&app)
                .map(|app| Caller::Application(app.id.clone())),
            Granted::Expired => None,
            Granted::Unknown => world
                .directory
                .user_by_token(&token)
                .map(|user| Caller::Person(user.id.clone(), user.role)),
        });
        known.await?.ok_or_else(|| {
            Problem::unauthenticated(
                "the token is unknown, has run out, or was revoked",
                "get a new one: applications at /oauth2/v2.0/token, people from an administrator",
            )
        })
    }
}
