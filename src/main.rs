//! The thin binary: everything is in the library.

fn main() -> std::process::ExitCode {
    bcc_wizard::commands::run()
}
