//! What a secret is: plain types and the rules they obey.
