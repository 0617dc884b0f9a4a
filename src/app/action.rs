//! What a key can mean, by where the focus is.

use strum::{EnumIter, EnumString, IntoStaticStr};

/// What the user wants. Names stand in `assets/keymap.toml`; words in the locale files as `action.<name>`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    /// Take the answer and go to the next field.
    Accept,
    /// Next step.
    NextStep,
    /// Previous step.
    PreviousStep,
    /// Wait for the digit of a step.
    GoTo,
    /// Step 1.
    Step1,
    /// Step 2.
    Step2,
    /// Step 3.
    Step3,
    /// Step 4.
    Step4,
    /// Step 5.
    Step5,
    /// Step 6.
    Step6,
    /// Step 7.
    Step7,
    /// Step 8.
    Step8,
    /// Next field.
    NextField,
    /// Previous field.
    PreviousField,
    /// One row up, or the previous field.
    Up,
    /// One row down, or the next field.
    Down,
    /// Previous choice.
    Left,
    /// Next choice.
    Right,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// First row.
    First,
    /// Last row.
    Last,
    /// Toggle or mark.
    Toggle,
    /// Mark a row to compare it, or take its mark off.
    Mark,
    /// Show the marked rows side by side.
    Compare,
    /// Type a filter.
    Filter,
    /// Sort by the next column.
    Sort,
    /// Turn the order of sorting round.
    Reverse,
    /// Only the next family.
    Family,
    /// Only the next architecture.
    Arch,
    /// Only specs with cards.
    Cards,
    /// Clear the filter, close, go back. Never quits.
    Escape,
    /// Apply the offered fix.
    Fix,
    /// Next payment method.
    Payment,
    /// Load again.
    Reload,
    /// Add an entry to a list.
    Add,
    /// Change the entry.
    Edit,
    /// Remove the entry.
    Remove,
    /// Put a copy of the entry behind it.
    Duplicate,
    /// Save the answers as a plan, or a text as a file.
    Save,
    /// The purchase in the forms of other programs.
    Export,
    /// Show the password as typed, or hide it again.
    Reveal,
    /// Make a password.
    Generate,
    /// Take back the last step of typing.
    Undo,
    /// Take up what was taken back.
    Redo,
    /// Read a file into the editor.
    OpenFile,
    /// Switch the language.
    Language,
    /// Help.
    Help,
    /// Draw everything anew.
    Repaint,
    /// Put the program into the background.
    Suspend,
    /// Ask whether to quit.
    Quit,
    /// Confirm what is asked.
    Yes,
    /// Decline what is asked.
    No,
    /// Copy what is shown to the clipboard.
    Copy,
    /// Copy the ids of the order's instances.
    CopyIds,
    /// Copy the VNC link.
    CopyLink,
    /// Append entries to the configuration of `ssh`.
    SshConfig,
    /// Ask for a VNC link.
    Vnc,
    /// Release an instance.
    Release,
    /// Another purchase with the same answers.
    Another,
    /// After a refusal: the same purchase in another zone.
    OtherZone,
    /// After a refusal: the same purchase with another spec.
    OtherSpec,
}

/// Where a key was pressed. The innermost context that binds a key wins.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Context {
    /// Everywhere.
    Everywhere,
    /// The first screen without an access key.
    Welcome,
    /// A step of the form.
    Form,
    /// A table has the focus.
    Table,
    /// The spec table has the focus.
    Specs,
    /// A table of which several rows can be chosen has the focus.
    Marks,
    /// The filter of a table is being typed.
    FilterText,
    /// A text field has the focus.
    Text,
    /// A password has the focus.
    Secret,
    /// A small choice or a toggle has the focus.
    Choice,
    /// A list of sub-forms has the focus.
    Items,
    /// A text of several lines has the focus.
    Lines,
    /// The `Buy` button has the focus.
    Button,
    /// The text of a tab of the review is in front.
    ReviewText,
    /// A dialog with fields is open.
    Dialog,
    /// The editor of a text of several lines is open.
    Editor,
    /// A password that was made is shown.
    Generated,
    /// A question with yes and no is open.
    Question,
    /// The help overlay is open.
    HelpOverlay,
    /// What is looked for in the help is being typed.
    HelpSearch,
    /// Specs are compared side by side.
    Compare,
    /// A list of alternatives is open.
    Alternatives,
    /// The purchase in the forms of other programs is open.
    Export,
    /// The question whether to append to the configuration of `ssh` is open.
    SshConfig,
    /// The order screen.
    Order,
    /// The done screen.
    Done,
}
