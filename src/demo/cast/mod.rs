//! The cast, from the files in `assets/demo/`: who writes, what bots have said before, who answers beside you.

mod payload;
mod persona;
mod scene;

use std::collections::BTreeSet;

use crate::domain::Channel;

pub use payload::{Arrival, opening};
pub use persona::{Leaving, Pace, Persona, Shape, Talk, Turn};
pub use scene::{Colleague, Line, Person, Scene};

/// Everybody who may write, and the floor they write to.
#[derive(Clone, Debug)]
pub struct Cast {
    /// Queues and people.
    pub scene: Scene,
    /// The customers.
    pub customers: Vec<Persona>,
}

/// A file of the cast that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the demo's file {file} is broken")]
pub struct BadCast {
    file: &'static str,
    source: serde_json::Error,
}

macro_rules! customers {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../../assets/demo/cast/", $name, ".json")))),+]
    };
}

const CUSTOMERS: [(&str, &str); 10] = customers![
    "ana", "ben", "chloe", "kenji", "layla", "leo", "mallory", "olga", "priya", "tomas",
];

const SCENE: &str = include_str!("../../../assets/demo/floor.json");

impl Cast {
    /// Reads the embedded files.
    pub fn load() -> Result<Self, BadCast> {
        let scene = read("floor", SCENE)?;
        let customers = CUSTOMERS
            .iter()
            .map(|(file, text)| read(file, text))
            .collect::<Result<_, _>>()?;
        Ok(Self { scene, customers })
    }

    /// The channels customers write in.
    pub fn channels(&self) -> BTreeSet<Channel> {
        let ids = self
            .customers
            .iter()
            .map(|persona| persona.channel.as_str());
        ids.filter_map(Channel::from_channel_id).collect()
    }
}

fn read<T: serde::de::DeserializeOwned>(file: &'static str, text: &str) -> Result<T, BadCast> {
    serde_json::from_str(text).map_err(|source| BadCast { file, source })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn every_file_is_read_and_every_topic_has_a_queue() {
        let cast = Cast::load().unwrap();
        assert_eq!(cast.customers.len(), CUSTOMERS.len());
        let topics: BTreeSet<String> = cast
            .scene
            .queues
            .iter()
            .flat_map(|queue| queue.topics.iter().map(|topic| topic.to_lowercase()))
            .collect();
        for persona in &cast.customers {
            let topic = ["va_LastTopic", "Skill"]
                .iter()
                .find_map(|name| persona.value.get(*name))
                .or_else(|| persona.value.get("Context")?.get("skill"));
            let topic = topic.unwrap().as_str().unwrap().to_lowercase();
            assert!(topics.contains(&topic), "{}: {topic}", persona.key);
        }
    }

    #[test]
    fn the_cast_writes_in_several_channels_and_one_leaves_early() {
        let cast = Cast::load().unwrap();
        assert!(cast.channels().len() >= 4);
        assert!(
            cast.customers
                .iter()
                .any(|persona| persona.leaves_after.is_some())
        );
    }
}
