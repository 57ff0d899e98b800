//! Stories on moto.
