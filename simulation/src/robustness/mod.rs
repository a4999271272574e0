//! What happens when rows are corrupted, hidden or taken back.
//!
//! | question | here |
//! |---|---|
//! | how much harm can a few added rows do, and what is a simple defence worth? | [`poisoning`] |

pub mod poisoning;
