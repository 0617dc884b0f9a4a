//! What the kernel saw: the record of an order is on the disk before a byte of its request leaves.

use super::*;

/// The calls that matter, in order, as `strace` wrote them.
fn trace(site: &Site) -> String {
    let path = site.plan(PLAN);
    let trace = site.home.path().join("trace");
    let wizard = site.command(&["apply", path.to_str().unwrap(), "--yes"]);
    let mut command = Command::new("strace");
    command
        .args(["-f", "-y", "-s", "200", "-e"])
        .arg("trace=fsync,fdatasync,rename,renameat,renameat2,write,writev,sendto,sendmsg")
        .arg("-o")
        .arg(&trace)
        .arg(wizard.get_program())
        .args(wizard.get_args());
    command.env_clear().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for (name, value) in wizard.get_envs() {
        if let Some(value) = value {
            command.env(name, value);
        }
    }
    let output = command.output().expect("this test needs strace (Debian: apt-get install strace)");
    Run::of(&output).ends(0);
    fs::read_to_string(trace).unwrap()
}

#[test]
fn the_record_is_synced_and_renamed_before_the_request_is_written() {
    let site = Site::new();
    let trace = trace(&site);
    let token = site.only_record().token;
    let lines: Vec<&str> = trace.lines().collect();
    let find = |from: usize, what: &str, seen: &dyn Fn(&str) -> bool| -> usize {
        let found = lines[from..].iter().position(|line| seen(line));
        from + found.unwrap_or_else(|| panic!("no {what} after line {from} of\n{trace}"))
    };
    let temporary = format!("/.{token}.json.");
    let record = format!("/{token}.json\"");
    let written = find(0, "write of the record", &|line| {
        line.contains("write(") && line.contains(&temporary)
    });
    let synced = find(written, "sync of the record", &|line| {
        line.contains("sync(") && line.contains(&temporary)
    });
    let renamed = find(synced, "rename", &|line| line.contains("rename") && line.contains(&record));
    let folder = find(renamed, "sync of the folder", &|line| {
        line.contains("sync(") && line.contains("bcc-wizard/orders>")
    });
    let sent = find(0, "request", &|line| line.contains("POST /v2/instanceBySpec"));
    assert!(folder < sent, "the request was written at {sent}, the folder synced at {folder}");
    // And again for what became of it, before the program ends.
    find(sent, "record of the answer", &|line| line.contains("rename") && line.contains(&record));
}
