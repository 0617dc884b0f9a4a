//! The wizard's state and the one pure function that changes it. No terminal, no network, no async.

pub mod action;
pub mod answer;
pub mod cloud;
pub mod dialog;
pub(crate) mod dialogs;
pub mod edit;
pub mod effect;
pub mod field;
pub mod identity;
pub mod items;
pub mod kept;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod load;
pub mod movement;
pub mod msg;
pub mod picker;
pub mod settle;
pub mod steps;
pub mod submit;
pub mod update;
pub mod welcome;
pub mod wizard;
