//! Small things to draw with: lines of styled pieces, wrapped prose, lists that draw only the rows on the screen, bars, boxes.
//!
//! They know cells, columns and styles, and nothing of notices.

pub mod canvas;
pub mod flow;
pub mod input;
pub mod list;
pub mod months;
pub mod prose;
pub mod sheet;
