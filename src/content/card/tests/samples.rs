//! The cards in the folder that `DESKHAND_SAMPLES` names: each is drawn as it was when somebody last looked. Their words are
//! not ours to keep, so only their shape is.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::*;

#[test]
fn samples_keep_their_shape() {
    let Some(samples) = std::env::var_os("DESKHAND_SAMPLES") else {
        return;
    };
    let folder = PathBuf::from(samples).join("cards");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    let mut shapes = String::new();
    for path in paths {
        let content: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap();
        writeln!(shapes, "== {name}").unwrap();
        for line in shown(&attached("adaptive", &content), Channel::Lcw) {
            let shape = |sign: char| if sign.is_alphanumeric() { 'x' } else { sign };
            let shape: String = line.chars().map(shape).collect();
            writeln!(shapes, "{shape}").unwrap();
        }
    }
    insta::assert_snapshot!("samples", shapes);
}
