//! Access tokens of applications: JWT, HS256, signed with a key of this data directory.

use std::fmt;

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

use crate::domain::{AppId, Timestamp};

/// How long an access token is good for, in seconds: the lifetime of the Bot Connector's own.
pub const ACCESS_SECONDS: u32 = 3_600;

/// Issuer and audience: a token of this backend is for this backend.
const ISSUER: &str = "deskhand";

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    /// Seconds since 1970, as everywhere in JWT.
    iat: i64,
    exp: i64,
}

/// Gives out access tokens and reads them back.
#[derive(Clone)]
pub struct AccessTokens {
    sign: EncodingKey,
    check: DecodingKey,
    rules: Validation,
}

/// What an access token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Granted {
    /// Good: this application. Whether it is still registered, the directory knows.
    To(AppId),
    /// Was good once.
    Expired,
    /// Not one of ours.
    Unknown,
}

impl AccessTokens {
    /// Tokens signed with this key.
    pub fn new(key: &[u8; 32]) -> Self {
        let mut rules = Validation::new(Algorithm::HS256);
        rules.set_audience(&[ISSUER]);
        rules.set_issuer(&[ISSUER]);
        // Time comes from the clock we are given.
        rules.validate_exp = false;
        Self {
            sign: EncodingKey::from_secret(key),
            check: DecodingKey::from_secret(key),
            rules,
        }
    }

    /// A token for an application, good from `now` for [`ACCESS_SECONDS`].
    pub fn issue(
        &self,
        app: &AppId,
        now: Timestamp,
    ) -> Result<String, jsonwebtoken::errors::Error> {
        let iat = now.0 / 1000;
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: ISSUER.to_owned(),
            sub: app.to_string(),
            iat,
            exp: iat + i64::from(ACCESS_SECONDS),
        };
        encode(&Header::new(Algorithm::HS256), &claims, &self.sign)
    }

    /// Whose token this is.
    pub fn check(&self, token: &str, now: Timestamp) -> Granted {
        match decode::<Claims>(token, &self.check, &self.rules) {
            Ok(data) if data.claims.exp > now.0 / 1000 => Granted::To(AppId::new(data.claims.sub)),
            Ok(_) => Granted::Expired,
            Err(_) => Granted::Unknown,
        }
    }
}

impl fmt::Debug for AccessTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessTokens(…)")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const NOW: Timestamp = Timestamp(1_700_000_000_000);

    #[test]
    fn a_token_is_good_for_an_hour_and_only_here() {
        let tokens = AccessTokens::new(&[7; 32]);
        let token = tokens.issue(&AppId::new("app"), NOW).unwrap();
        assert_eq!(tokens.check(&token, NOW), Granted::To(AppId::new("app")));
        let later = Timestamp(NOW.0 + 3_600_000);
        assert_eq!(tokens.check(&token, later), Granted::Expired);
        assert_eq!(
            AccessTokens::new(&[8; 32]).check(&token, NOW),
            Granted::Unknown
        );
        assert_eq!(tokens.check("", NOW), Granted::Unknown);
        assert_eq!(tokens.check("a.b.c", NOW), Granted::Unknown);
    }

    #[test]
    fn a_token_without_a_signature_is_nobodys() {
        use base64::Engine as _;
        let part = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
        let forged = format!(
            "{}.{}.",
            part(r#"{"alg":"none","typ":"JWT"}"#),
            part(r#"{"iss":"deskhand","aud":"deskhand","sub":"app","iat":0,"exp":9999999999}"#)
        );
        assert_eq!(
            AccessTokens::new(&[7; 32]).check(&forged, NOW),
            Granted::Unknown
        );
    }
}
