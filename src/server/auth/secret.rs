//! Random secrets: shown once, kept as a hash, compared in constant time.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::TryRng as _;
use rand::rngs::{SysError, SysRng};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;

/// What a secret opens. Each sort has a prefix of its own, so that one that leaked is recognised where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    /// The administrator's token in the data directory.
    Administrator,
    /// A person's token.
    User,
    /// An application's client secret.
    Application,
}

impl SecretKind {
    /// How secrets of this sort begin.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Administrator => "dha_",
            Self::User => "dhu_",
            Self::Application => "dhs_",
        }
    }
}

/// A secret in the clear. It shows itself only where it is asked to.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// 256 bits from the system's source of randomness, as text.
    pub fn random(kind: SecretKind) -> Result<Self, SysError> {
        let bytes = random_bytes()?;
        Ok(Self(format!(
            "{}{}",
            kind.prefix(),
            URL_SAFE_NO_PAD.encode(bytes)
        )))
    }

    /// A secret that came from somewhere else, such as a file.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The secret in the clear.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub fn hash(&self) -> Hash {
        Hash::of(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// 256 bits from the system's source of randomness.
pub fn random_bytes() -> Result<[u8; 32], SysError> {
    let mut bytes = [0; 32];
    SysRng.try_fill_bytes(&mut bytes)?;
    Ok(bytes)
}

/// SHA-256 of a secret. The secrets have 256 bits of randomness, so nothing slower is needed; `==` takes the same time
/// wherever two differ.
#[derive(Clone, Copy, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash([u8; 32]);

impl Hash {
    /// The hash of a secret.
    pub fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }
}

impl PartialEq for Hash {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl std::hash::Hash for Hash {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hash(…)")
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        URL_SAFE_NO_PAD.encode(hash.0)
    }
}

impl TryFrom<String> for Hash {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let bytes = URL_SAFE_NO_PAD
            .decode(text)
            .map_err(|error| error.to_string())?;
        match bytes.try_into() {
            Ok(bytes) => Ok(Self(bytes)),
            Err(_) => Err("a hash has 32 bytes".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn secrets_differ_and_show_themselves_only_when_asked() {
        let one = Secret::random(SecretKind::User).unwrap();
        let other = Secret::random(SecretKind::User).unwrap();
        assert_ne!(one, other);
        assert!(one.expose().starts_with("dhu_") && one.expose().len() == 47);
        assert_eq!(format!("{one:?} {:?}", one.hash()), "Secret(…) Hash(…)");
    }

    #[test]
    fn a_hash_survives_the_journal() {
        let hash = Hash::of("dhu_x");
        let text = serde_json::to_string(&hash).unwrap();
        assert_eq!(serde_json::from_str::<Hash>(&text).unwrap(), hash);
        assert_ne!(Hash::of("dhu_y"), hash);
        assert!(serde_json::from_str::<Hash>("\"AAAA\"").is_err());
    }
}
