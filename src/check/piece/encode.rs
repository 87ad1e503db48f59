//! How a short text is written in what stands around it.

/// How a text is written in the next outer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// As it reads.
    Verbatim,
    /// Without quotes in YAML.
    Plain,
    /// In single quotes.
    Single,
    /// In double quotes of YAML.
    Double,
    /// In a block of YAML.
    Block,
    /// In a JSON string.
    Json,
    /// In a text with formulas in braces, or in a literal of a formula.
    Spoken,
}

impl Writing {
    /// The text as it is written. `None` if it cannot be, or not without looking at all that stands around it.
    pub fn encode(self, text: &str) -> Option<String> {
        let breaks = text.contains(['\n', '\r']);
        match self {
            Self::Plain | Self::Block | Self::Single | Self::Spoken if breaks => None,
            Self::Spoken if text.contains(['"', '{', '}']) => None,
            Self::Single => Some(text.replace('\'', "''")),
            Self::Verbatim | Self::Plain | Self::Block | Self::Spoken => Some(text.to_owned()),
            Self::Double | Self::Json => {
                let quoted = serde_json::to_string(text).ok()?;
                let inside = quoted.strip_prefix('"')?.strip_suffix('"')?;
                Some(inside.to_owned())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_written_for_their_surroundings() {
        assert_eq!(Writing::Single.encode("it's").as_deref(), Some("it''s"));
        assert_eq!(Writing::Json.encode("a\"b\n").as_deref(), Some("a\\\"b\\n"));
        assert_eq!(Writing::Double.encode("\\").as_deref(), Some("\\\\"));
        assert_eq!(Writing::Plain.encode(":wave:").as_deref(), Some(":wave:"));
        assert_eq!(Writing::Block.encode("a\nb"), None);
        assert_eq!(Writing::Spoken.encode("say \"x\""), None);
    }
}
