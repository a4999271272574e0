//! What happens to a model when rows are corrupted, hidden or taken back.
//!
//! | question | here |
//! |---|---|
//! | what can be told about one row from what is released? | [`privacy`] |

pub mod privacy;
