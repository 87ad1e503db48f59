//! Files by the names a service knows them by: relative to the root of the repository, or as URIs.

use std::path::{Component, Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What a path may hold as it is; everything else is percent-encoded (RFC 3986, 3.3; a colon could be taken for a scheme).
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// Where the repository is, and where we are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Base {
    root: PathBuf,
    here: PathBuf,
}

impl Base {
    /// Two absolute folders: the root that names are relative to, and the one that given names are relative to.
    pub fn new(root: impl Into<PathBuf>, here: impl Into<PathBuf>) -> Self {
        Self {
            root: root.into(),
            here: here.into(),
        }
    }

    /// The file's name relative to the root, with `/`; absolute if it lies outside.
    pub fn relative(&self, file: &str) -> String {
        let path = resolve(&self.here.join(file));
        slashes(path.strip_prefix(&self.root).unwrap_or(&path))
    }

    /// The same as a URI reference, and whether it is relative to the root.
    pub(super) fn uri(&self, file: &str) -> (String, bool) {
        let path = resolve(&self.here.join(file));
        match path.strip_prefix(&self.root) {
            Ok(inside) => (encode(&slashes(inside)), true),
            Err(_) => (absolute(&path), false),
        }
    }

    /// The root as a URI, which ends with a slash.
    pub(super) fn root_uri(&self) -> String {
        let mut uri = absolute(&self.root);
        if !uri.ends_with('/') {
            uri.push('/');
        }
        uri
    }
}

fn absolute(path: &Path) -> String {
    let path = slashes(path);
    let lead = if path.starts_with('/') { "" } else { "/" };
    format!("file://{lead}{}", encode(&path))
}

fn encode(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// The path without `.` and `..`, as it is written: links are not followed.
pub(in crate::check) fn resolve(path: &Path) -> PathBuf {
    let mut resolved = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                resolved.pop();
            }
            part => resolved.push(part),
        }
    }
    resolved
}

fn slashes(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_relative_to_the_root() {
        let base = Base::new("/repo", "/repo/bots");
        assert_eq!(base.relative("./a b.yml"), "bots/a b.yml");
        assert_eq!(base.relative("../x/y.json"), "x/y.json");
        assert_eq!(base.relative("/repo/z.md"), "z.md");
        assert_eq!(base.relative("../../etc/z.md"), "/etc/z.md");
    }

    #[test]
    fn a_uri_keeps_what_it_names() {
        let base = Base::new("/re po", "/re po");
        assert_eq!(
            base.uri("a%:#? é.yml"),
            ("a%25%3A%23%3F%20%C3%A9.yml".to_owned(), true)
        );
        assert_eq!(base.uri("/tmp/x"), ("file:///tmp/x".to_owned(), false));
        assert_eq!(base.root_uri(), "file:///re%20po/");
        assert_eq!(Base::new("/", "/").root_uri(), "file:///");
    }
}
