//! Drawing: reads the model, decides nothing.
