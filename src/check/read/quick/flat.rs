//! Values that mean nothing to any rule: plain ones, empty ones, and objects of plain ones.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Largest whole number that every reader keeps.
const EXACT: u64 = (1 << 53) - 1;

/// A text, borrowed where it is written without escapes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text<'a>(pub Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Text<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Read)
    }
}

/// Nothing, a truth value, a text, or a number that every reader keeps.
pub(super) struct Plain;

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ReadPlain)
    }
}

struct ReadPlain;

impl Visitor<'_> for ReadPlain {
    type Value = Plain;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a plain value")
    }
    fn visit_unit<E>(self) -> Result<Plain, E> {
        Ok(Plain)
    }
    fn visit_bool<E>(self, _: bool) -> Result<Plain, E> {
        Ok(Plain)
    }
    fn visit_str<E>(self, _: &str) -> Result<Plain, E> {
        Ok(Plain)
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<Plain, E> {
        exact(number)
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<Plain, E> {
        exact(number.unsigned_abs())
    }
}

fn exact<E: Error>(number: u64) -> Result<Plain, E> {
    if number <= EXACT {
        Ok(Plain)
    } else {
        Err(E::custom("a number that is rounded"))
    }
}

/// A plain value, or an object of plain values with names that come once.
pub(super) struct Flat;

impl<'de> Deserialize<'de> for Flat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Flat;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("plain values")
            }
            fn visit_unit<E>(self) -> Result<Flat, E> {
                Ok(Flat)
            }
            fn visit_bool<E>(self, _: bool) -> Result<Flat, E> {
                Ok(Flat)
            }
            fn visit_str<E>(self, _: &str) -> Result<Flat, E> {
                Ok(Flat)
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<Flat, E> {
                exact(number).map(|Plain| Flat)
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Flat, E> {
                exact(number.unsigned_abs()).map(|Plain| Flat)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Flat, A::Error> {
                let mut names = Names::default();
                while let Some(Text(name)) = map.next_key()? {
                    names.add(name)?;
                    map.next_value::<Plain>()?;
                }
                Ok(Flat)
            }
        }
        deserializer.deserialize_any(Read)
    }
}

/// A list with nothing in it, or none at all.
pub(super) struct Empty;

impl<'de> Deserialize<'de> for Empty {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Empty;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("nothing")
            }
            fn visit_unit<E>(self) -> Result<Empty, E> {
                Ok(Empty)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Empty, A::Error> {
                match list.next_element::<Plain>()? {
                    None => Ok(Empty),
                    Some(Plain) => Err(A::Error::custom("something is in the list")),
                }
            }
        }
        deserializer.deserialize_any(Read)
    }
}

/// Nothing at all, or a list of flat objects.
pub(super) struct Flats;

impl<'de> Deserialize<'de> for Flats {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Flats;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("flat objects")
            }
            fn visit_unit<E>(self) -> Result<Flats, E> {
                Ok(Flats)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Flats, A::Error> {
                while let Some(Flat) = list.next_element()? {}
                Ok(Flats)
            }
        }
        deserializer.deserialize_any(Read)
    }
}

/// The names of a small object.
#[derive(Default)]
pub(super) struct Names<'a> {
    names: [Cow<'a, str>; 8],
    count: usize,
}

impl<'a> Names<'a> {
    /// One name more. Refuses what came before, and more than are compared quickly.
    pub(super) fn add<E: Error>(&mut self, name: Cow<'a, str>) -> Result<(), E> {
        let known = self
            .names
            .iter()
            .take(self.count)
            .any(|known| *known == name);
        match self.names.get_mut(self.count) {
            Some(free) if !known => *free = name,
            _ => return Err(E::custom("too many names, or one twice")),
        }
        self.count += 1;
        Ok(())
    }
}
