//! The mock server's cast: scripted customers and bots.
