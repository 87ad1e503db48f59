//! How far a long check has come, for whoever shows it.

/// Is told what is being read. Nothing depends on it.
pub trait Progress {
    /// Everything was found that will be read: so many files, of so many bytes together as far as that is known.
    fn total(&self, _files: u64, _bytes: u64) {}

    /// The file of this name is read next; unsanitised.
    fn file(&self, _name: &str) {}

    /// So many bytes more were read.
    fn read(&self, _bytes: u64) {}
}

/// Nobody looks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {}
