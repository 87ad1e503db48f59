//! Where the settings file is looked for.

use std::path::{Path, PathBuf};

/// The name of the settings file.
pub const NAME: &str = "deskhand-check.toml";

/// The largest settings file that is read, in bytes.
pub const LARGEST: u64 = 1 << 20;

/// The settings file of a folder: in it or above it, up to the root of its repository. Outside a repository only the folder
/// itself is looked at: what lies above it belongs to somebody else.
pub fn find(folder: &Path) -> Option<PathBuf> {
    let last = repository(folder).unwrap_or_else(|| folder.to_owned());
    folder
        .ancestors()
        .take_while(|above| above.starts_with(&last))
        .map(|above| above.join(NAME))
        .find(|file| file.is_file())
}

/// The root of the repository that a folder is in.
pub fn repository(folder: &Path) -> Option<PathBuf> {
    folder
        .ancestors()
        .find(|above| above.join(".git").exists())
        .map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::fs;

    use super::*;

    #[test]
    fn the_nearest_one_up_to_the_root_of_the_repository() {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().join("repo");
        let inner = root.join("a/b");
        fs::create_dir_all(&inner).unwrap();
        fs::write(home.path().join(NAME), "").unwrap();
        assert_eq!(find(&inner), None);
        fs::create_dir(root.join(".git")).unwrap();
        assert_eq!(
            (find(&inner), repository(&inner)),
            (None, Some(root.clone()))
        );
        fs::write(root.join(NAME), "").unwrap();
        assert_eq!(find(&inner), Some(root.join(NAME)));
        fs::write(root.join("a").join(NAME), "").unwrap();
        assert_eq!(find(&inner), Some(root.join("a").join(NAME)));
    }
}
