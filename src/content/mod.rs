//! What cannot be shown: the rule catalogue, the scanner, the sanitiser.
