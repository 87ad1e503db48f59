//! Late answers of the terminal. It is asked for its colours before anything is read; over a slow line the answer
//! (`ESC ] 11 ; rgb:… BEL`) may come when keys are read already, and would be taken for keys.

use super::input::Incoming;

/// The longest answer, in characters.
const LONGEST: usize = 48;

/// Watches for an answer and swallows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stray {
    /// Nothing is expected.
    Never,
    /// One may come.
    Expected,
    /// One is coming; so many characters of it have come.
    Within(usize),
}

impl Stray {
    pub(super) fn new(expected: bool) -> Self {
        if expected {
            Self::Expected
        } else {
            Self::Never
        }
    }

    /// Whether this belongs to an answer and means nothing.
    pub(super) fn swallows(&mut self, incoming: &Incoming) -> bool {
        let Incoming::Key(key) = incoming else {
            return false;
        };
        match self {
            Self::Never => false,
            Self::Expected => {
                let begins = key.to_string() == "alt-]";
                if begins {
                    *self = Self::Within(0);
                }
                begins
            }
            Self::Within(seen) => {
                *seen += 1;
                let ends = matches!(key.to_string().as_str(), "ctrl-g" | "alt-\\");
                let belongs = ends
                    || key
                        .text()
                        .is_some_and(|c| "rgba:;/".contains(c) || c.is_ascii_hexdigit());
                if ends || !belongs || *seen >= LONGEST {
                    *self = Self::Never;
                }
                belongs
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn kept(stray: &mut Stray, keys: &[&str]) -> Vec<String> {
        let kept = |key: &&&str| !stray.swallows(&Incoming::Key(key.parse().unwrap()));
        keys.iter()
            .filter(kept)
            .map(|key| (*key).to_owned())
            .collect()
    }

    #[test]
    fn a_late_answer_is_swallowed_once() {
        let answer: Vec<String> = "11;rgb:1e1e/1e1e/2e2e".chars().map(String::from).collect();
        for end in ["ctrl-g", "alt-\\"] {
            let mut keys = vec!["i", "alt-]"];
            keys.extend(answer.iter().map(String::as_str));
            keys.extend([end, "d", "alt-]", "1"]);
            assert_eq!(kept(&mut Stray::new(true), &keys), ["i", "d", "alt-]", "1"]);
        }
    }

    #[test]
    fn a_key_that_cannot_belong_to_it_ends_it() {
        assert_eq!(
            kept(&mut Stray::new(true), &["alt-]", "1", "x", "1"]),
            ["x", "1"]
        );
        assert_eq!(
            kept(&mut Stray::new(false), &["alt-]", "1"]),
            ["alt-]", "1"]
        );
    }
}
