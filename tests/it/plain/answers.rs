//! Single questions: going back, help, what is refused, what is offered instead.

use std::net::TcpListener;

use bcc_wizard::sandbox::{self, Config, SECRET_KEY};

use super::{PASSWORD, Site, Talk};

#[test]
fn one_goes_back_question_by_question_and_answers_stay() {
    let site = Site::new();
    let mut talk = site.talk(&[]);
    talk.asked("Region [", "<").hears("This is the first question.");
    talk.asked("Region [", "").asked("Zone [", "cn-bj-d").asked("Spec [", "<");
    talk.hears("Step 1 of 8: Zone.");
    talk.asked("Zone [cn-bj-d]", "<").asked("Region [", "");
    talk.asked("Zone [cn-bj-d]", "").asked("Spec [", ":3");
    talk.hears("Step 3 of 8: Image.");
    talk.asked("Kind [", ":9").hears("There are the steps 1 to 8");
    talk.asked("Kind [", ":nonsense").hears("There is no command :nonsense.");
    talk.asked("Kind [", ":q").asked("Quit? Type y to quit", "").asked("Kind [", ":quit");
    talk.asked("Quit? Type y to quit", "y");
    talk.ends().ends(130).says("Nothing was bought.");
}

#[test]
fn help_says_what_is_asked_and_how_it_is_answered() {
    let site = Site::new();
    let mut talk = site.talk(&[]);
    talk.asked("Region [", "").asked("Zone [", "?").hears("Zone: A separate site");
    talk.hears("in the API: zoneName");
    talk.hears("<: the question before.");
    talk.asked("Zone [", "").asked("Spec [", "?2").hears("bcc.g4.c1m4, 1 vCPU");
    talk.hears("system disks: ");
    talk.asked("Spec [", "").asked("Count, instances [", "2").hears("Price of the order:");
    talk.asked("More (", "?").hears("Type y to be asked these too");
    talk.asked("More (", ":price").hears("total, pay-as-you-go: ¥0.98");
    talk.asked("More (", ":4").asked("System disk [", "").asked("System disk size", "");
    talk.asked("Data disks [", "a").asked("Type [", "?").hears("in the API: storageType");
    talk.asked("Type [", "<").hears("Left as it was.");
    talk.asked("Data disks [none", ":language").hears("数据盘：没有条目。");
}

#[test]
fn a_wrong_answer_is_named_and_its_fix_offered() {
    let site = Site::new();
    let mut talk = site.talk(&[]);
    talk.asked("Region [", "Mars").hears("“Mars” is none of the choices.");
    talk.asked("Region [", "").asked("Zone [", "7").hears("“7” is no row of the list.");
    talk.asked("Zone [", "").asked("Spec [", "/no such spec").hears("Nothing passes the filter.");
    talk.asked("Spec [", "/").asked("Spec [", "+").hears("Spec, rows 16 to 30 of 58:");
    talk.asked("Spec [", "1,2").hears("Only one row can be chosen here.");
    talk.asked("Spec [", "").asked("Count, instances [", "many");
    talk.hears("Error: Enter a whole number, 1 or more, digits only. Type :fix to set it to 1.");
    talk.asked("Count, instances [many]", ":fix").hears("Count is now 1.");
    talk.asked("Kind [", ":6").asked("Name [", "").asked("Host name [", "Web Server");
    talk.hears("Error: ");
    talk.asked("Host name [Web Server]", ":fix").asked("Login [", ">");
    // Nothing can be left that is wrong.
    talk.asked("Payment [", ":6").asked("Name [", "").asked("Host name [web-server]", "X");
    talk.asked("Host name [X]", ">").hears("Error: Solve this first.");
    talk.asked("Host name [X]", ":none").asked("Login [", ">").hears("Step 7 of 8");
    talk.asked("Payment [", "\u{1b}[2J").hears("“␛[2J” is none of the choices.");
}

#[test]
fn bytes_that_are_no_text_and_endless_lines_are_refused() {
    let site = Site::new();
    let long = "x".repeat(200_000);
    let answers = format!(":6\n{long}\n{}\n", "y".repeat(2000));
    site.run(&[], &answers)
        .ends(130)
        .says("That line is longer than any answer")
        .says("more than 1024 characters");
    let mut talk = site.talk(&[]);
    talk.hears("Region [");
    let input = talk.input.as_mut().unwrap();
    std::io::Write::write_all(input, b"\xff\xfe\n").unwrap();
    talk.hears("That line is not UTF-8 text");
}

#[test]
fn a_row_that_cannot_be_bought_says_why_and_what_to_take_instead() {
    let site = Site::of(|config| config.scenario = "sold-out".to_owned());
    let mut talk = site.talk(&[]);
    talk.asked("Region [", "").asked("Zone [", "cn-bj-a").asked("Spec [", "/g5 4c16g");
    talk.hears("1. bcc.g5.c4m16, 4 vCPU, 16 GB memory, network 2 Gbps, Xeon 8350C, ¥1.3166 per hour, cannot be chosen: sold out");
    talk.asked("Spec [", "1").hears("bcc.g5.c4m16 in cn-bj-a: sold out. Take instead:");
    talk.asked("Number to take instead", "").asked("Spec [", "bcc.g5.c4m16");
    talk.asked("Number to take instead", "1").hears("Spec: ");
    talk.asked("Count, instances [", ":5").asked("VPC [", "").asked("Subnet [", "2");
    talk.hears("Error: sbn-IyBbk2p8 cannot be chosen: in cn-bj-b.");
}

#[test]
fn what_a_change_sets_aside_is_named() {
    let site = Site::new();
    let mut talk = site.talk(&[]);
    talk.asked("Region [", ":5")
        .asked("VPC [", "")
        .asked("Subnet [", "1")
        .asked("Group kind [", "");
    talk.asked("Security groups [", "1,3").hears("Security groups: ");
    talk.asked("Public IP [", ":5").asked("VPC [", "2");
    talk.hears("Warning: VPC is now vpc-41avheyaawqc. Set aside");
}

#[test]
fn passwords_are_never_said() {
    let site = Site::new();
    let mut talk = site.talk(&[]);
    talk.asked("Region [", ":6").asked("Name [", "").asked("Host name [", "");
    talk.asked("Login [", "2").asked("Password [empty]", "short1!");
    talk.hears("Error: A password has 8 to 16 characters.");
    talk.asked("Password [set]", ":NotACommand1").hears("Warning: ");
    talk.asked("Password again [empty]", "<");
    talk.asked("Password [set]", PASSWORD).asked("Password again [empty]", "Other7!word");
    talk.hears("< goes back to the first of the two.");
    talk.asked("Password again [set]", PASSWORD).asked("More (", ":8");
    talk.hears("Password: set (you)");
    talk.asked("Enter or buy to buy", ":export json").hears("The password is not in it");
    let run = talk.ends().ends(130).keeps_quiet_of(PASSWORD).keeps_quiet_of(SECRET_KEY);
    run.keeps_quiet_of("short1!").keeps_quiet_of("NotACommand1").keeps_quiet_of("Other7!word");
}

#[test]
fn a_password_that_is_made_is_said_once() {
    let site = Site::new();
    let mut talk = site.talk(&[]);
    talk.asked("Region [", ":6").asked("Name [", "").asked("Host name [", "");
    talk.asked("Login [", "2").asked("Password [", ":make").hears("Note it now.");
    talk.asked("Press Enter once it is noted", "").asked("Password [set]", "");
    talk.asked("Password again [set]", "").hears("More (");
    let said = talk.ends().said;
    let mut lines = said.lines().skip_while(|line| !line.starts_with("Note it now."));
    let password = lines.nth(1).unwrap();
    assert_eq!((password.len(), said.matches(password).count()), (16, 1), "{said}");
}

#[test]
fn a_list_that_failed_is_asked_for_again() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let site = Site::new();
    let mut talk = Talk::start(site.command_to(&format!("http://{address}"), &[]));
    talk.asked("Region [", "").hears("Error: The zones could not be loaded.");
    talk.hears(":reload tries again");
    let config = Config { listen: address, ..Config::new() };
    let _server = sandbox::start(config).unwrap();
    talk.asked("Zone [", ":reload").hears("1. cn-bj-a, 58 specs, chosen");
}

#[test]
fn what_a_list_may_not_be_read_for_is_gone_on_without() {
    let site = Site::of(|config| config.scenario = "no-price-permission".to_owned());
    let run = site.run(&[], &format!("{}\ny\n", "\n".repeat(24)));
    // Without a price the count is asked for, so y buys nothing.
    let run = run.ends(130).says("no permission").says("This is a large order");
    assert_eq!(site.sandbox.orders(), 0);
    drop(run);
}

#[test]
fn answers_are_saved_and_handed_on() {
    let site = Site::new();
    let mut talk = site.talk(&[]);
    talk.asked("Region [", ":save web.toml").hears("The plan is saved: web.toml");
    talk.asked("Region [", ":save web.toml").asked("Type y to write over it", "n");
    talk.hears("Nothing was written.");
    talk.asked("Region [", ":8").asked("Enter or buy to buy", "export");
    talk.hears("Name a form behind it: json, curl, bce, terraform, toml.");
    talk.asked("Enter or buy to buy", "export json").hears("  \"spec\": \"bcc.c5.c2m4\"");
    talk.asked("Enter or buy to buy", "export terraform web.tf").hears("The text is saved: web.tf");
    talk.asked("Enter or buy to buy", "save nowhere/web.toml")
        .hears("Error: nowhere/web.toml cannot be written");
    talk.ends().ends(130);
    let read = |name: &str| std::fs::read_to_string(site.home.path().join(name)).unwrap();
    assert!(read("web.toml").contains("bcc.c5.c2m4") && read("web.tf").contains("bcc.c5.c2m4"));
    // What was saved is gone on with.
    let mut talk = site.talk(&["--plan", "web.toml"]);
    talk.asked("Region [", ":8").hears("Spec: bcc.c5.c2m4 (you)");
}

#[test]
fn user_data_comes_from_a_file() {
    let site = Site::new();
    std::fs::write(site.home.path().join("first.sh"), "#!/bin/sh\necho first\n").unwrap();
    let mut talk = site.talk(&[]);
    talk.asked("Region [", ":6").asked("Name [", "").asked("Host name [", "").asked("Login [", "");
    talk.asked("Key pair [", "").asked("More (", "y").asked("Ordered suffix [", "");
    talk.asked("Host name domain [", "").asked("User data [none", "nowhere.sh");
    talk.hears("Error: There is no file nowhere.sh.");
    talk.asked("User data [none", "first.sh").hears("User data: 2 lines, 21 bytes, from first.sh");
}
