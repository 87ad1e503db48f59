//! Errors that reach a person at the command line: a kind that decides the exit code, a cause, and a hint.
