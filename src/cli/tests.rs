//! Tests of the command line.

use super::*;
use crate::embedded::{Latency, Naming, Options, parse_duration};
use std::time::Duration;

fn parse(line: &str) -> Result<Invocation, clap::Error> {
    Invocation::parse(std::iter::once("strongroom").chain(line.split_whitespace()))
}

fn serve_args(line: &str) -> ServeArgs {
    match parse(line).unwrap().job {
        Job::Serve(serve) => serve,
        other => panic!("{line}: {other:?}"),
    }
}

fn everything(source: Source) -> Invocation {
    let dashboard = DashboardArgs {
        region: Some("eu-west-1".into()),
        read_only: true,
        filter: Some("!tag:a=b".into()),
        hide_after: Some(Duration::from_secs(10)),
        clear_after: Some(Duration::from_mins(2)),
        lock_after: Some(Duration::from_mins(10)),
        timeout: Some(Duration::from_secs(5)),
        cache_for: None,
        no_cache: false,
        theme: None,
        plain: false,
        no_history: false,
    };
    let job = Job::Dashboard { source, dashboard, secret: Some("app/db".into()) };
    Invocation { config: None, log_file: Some("x.log".into()), job }
}

#[test]
fn the_definition_is_valid() {
    Cli::command().debug_assert();
}

#[test]
fn every_option_is_parsed() {
    let line = "--profile prod --region eu-west-1 --endpoint-url http://127.0.0.1:5000 --read-only \
                --filter !tag:a=b --log-file x.log --hide-after 10s --clear-after 2m --lock-after 10m --timeout 5s app/db";
    let source =
        Source::Aws { profile: Some("prod".into()), endpoint_url: Some("http://127.0.0.1:5000".into()) };
    assert_eq!(parse(line).unwrap(), everything(source));
}

#[test]
fn the_demo_takes_options_before_and_after_the_command() {
    for line in [
        "demo --read-only --filter !tag:a=b --region eu-west-1 --hide-after 10s --clear-after 2m --lock-after 10m --timeout 5s --log-file x.log app/db",
        "--read-only --filter !tag:a=b --region eu-west-1 --hide-after 10s --clear-after 2m --lock-after 10m --timeout 5s --log-file x.log demo app/db",
        "--read-only --filter !tag:a=b --clear-after 2m --lock-after 10m demo --timeout 5s --hide-after 10s --region eu-west-1 --log-file x.log app/db",
        "--region us-east-1 --filter x --hide-after 5s --clear-after 5s demo --read-only --filter !tag:a=b \
         --region eu-west-1 --hide-after 10s --clear-after 2m --lock-after 10m --timeout 5s --log-file x.log app/db",
    ] {
        assert_eq!(parse(line).unwrap(), everything(Source::Demo(EmbeddedArgs::default())), "{line}");
    }
}

#[test]
fn a_command_refuses_options_that_it_does_not_take() {
    for line in [
        "demo --profile a",
        "--profile a demo",
        "--endpoint-url http://a demo",
        "app/db demo",
        "demo --listen 127.0.0.1:0",
        "serve app/db",
        "app/db serve",
        "--profile a serve",
        "--region a serve",
        "--read-only serve",
        "--filter a serve",
        "serve --read-only",
        "--latency 5ms",
    ] {
        assert_eq!(parse(line).unwrap_err().exit_code(), 2, "{line}");
    }
}

#[test]
fn a_secret_with_the_name_of_a_command_can_be_opened() {
    for name in ["demo", "serve"] {
        let Job::Dashboard { source, dashboard, secret } =
            parse(&format!("--read-only -- {name}")).unwrap().job
        else {
            panic!("{name} was taken for the command");
        };
        assert_eq!(source, Source::Aws { profile: None, endpoint_url: None });
        assert_eq!(secret.as_deref(), Some(name));
        assert!(dashboard.read_only);
    }
}

#[test]
fn an_endpoint_must_be_a_url() {
    for wrong in ["localhost:5000", "ftp://x", "http://", "/x"] {
        let error = parse(&format!("--endpoint-url {wrong}")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ValueValidation, "{wrong}");
    }
}

#[test]
fn demo_and_serve_take_the_same_options_of_the_embedded_service() {
    let options = "--seed s.json --secrets 9 --names random --random-seed 7 --rotation-step 0s --replication-delay 1m --latency 50ms±20ms \
                   --throttle 100/s --fail 5% --list-lag 5s --deny RotateSecret --deny GetSecretValue=prod/*";
    let expected = EmbeddedArgs {
        seed: Some("s.json".into()),
        secrets: Some(9),
        names: Some(Naming::Random),
        random_seed: Some(7),
        rotation_step: Some(Duration::ZERO),
        replication_delay: Some(Duration::from_mins(1)),
        latency: Some("50ms±20ms".parse().unwrap()),
        throttle: Some("100/s".parse().unwrap()),
        fail: Some("5%".parse().unwrap()),
        list_lag: Some(parse_duration("5s").unwrap()),
        deny: vec!["RotateSecret".parse().unwrap(), "GetSecretValue=prod/*".parse().unwrap()],
    };
    assert_eq!(serve_args(&format!("serve {options}")).embedded, expected);
    let Job::Dashboard { source, .. } = parse(&format!("demo {options}")).unwrap().job else {
        panic!("the demo is the dashboard");
    };
    assert_eq!(source, Source::Demo(expected));
}

#[test]
fn the_help_names_the_default_delays() {
    let help = parse("serve --help").unwrap_err().to_string();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let Options { rotation_step, replication_delay, .. } = Options::default();
    assert!(help.contains(&format!("rotation takes [default: {rotation_step:?}]")), "{help}");
    assert!(help.contains(&format!("its primary [default: {replication_delay:?}]")), "{help}");
}

#[test]
fn the_spread_of_a_latency_can_be_typed_on_any_keyboard() {
    let latency: Latency = "50ms±20ms".parse().unwrap();
    assert_eq!(serve_args("serve --latency 50ms+-20ms").embedded.latency, Some(latency));
}

#[test]
fn an_invalid_fault_is_refused_with_a_valid_example() {
    for (line, expected) in [
        ("--latency fast", "50ms±20ms"),
        ("--throttle 100", "100/s"),
        ("--fail 0.05", "5%"),
        ("--list-lag 5", "5s"),
        ("--deny GetSecrets", "GetSecretValue"),
        ("--secrets 500001", "500000"),
        ("--secrets 9 --names odd", "company, long-prefix or random"),
        ("--rotation-step soon", "50ms, 5s or 2m"),
    ] {
        let error = parse(&format!("serve {line}")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ValueValidation, "{line}");
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn only_allow_remote_serves_other_machines() {
    assert_eq!(serve_args("serve").listen.to_string(), "127.0.0.1:8484");
    for (text, address) in [
        ("127.0.0.1:0", "127.0.0.1:0"),
        ("localhost:1", "127.0.0.1:1"),
        ("[::1]:1", "[::1]:1"),
        ("127.9.9.9:1", "127.9.9.9:1"),
    ] {
        assert_eq!(serve_args(&format!("serve --listen {text}")).listen.to_string(), address);
    }
    for remote in ["0.0.0.0:0", "[::]:1", "192.0.2.1:1", "[::ffff:192.0.2.1]:1"] {
        let error = parse(&format!("serve --listen {remote}")).unwrap_err();
        assert_eq!(error.exit_code(), 2, "{remote}");
        assert!(error.to_string().contains("--allow-remote"), "{error}");
        let allowed = serve_args(&format!("serve --listen {remote} --allow-remote"));
        assert!(allowed.allow_remote, "{remote}");
    }
    for wrong in ["8484", "127.0.0.1", "localhost:x", ":1"] {
        assert_eq!(parse(&format!("serve --listen {wrong}")).unwrap_err().kind(), ErrorKind::ValueValidation);
    }
}

#[test]
fn an_invalid_seed_is_refused_with_path_and_position() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("seed.json");
    let service = || {
        let args = EmbeddedArgs { seed: Some(path.clone()), ..EmbeddedArgs::default() };
        args.service(DefaultSecrets::Demo, "eu-west-1").unwrap_err().to_string()
    };
    let missing = service();
    assert!(missing.contains("can't read") && missing.contains("seed.json"), "{missing}");
    std::fs::write(&path, "{\"regions\":\n{\"eu-west-1\": [{\"naem\": 1}]}}").unwrap();
    let wrong = service();
    assert!(wrong.contains("naem") && wrong.contains("line 2"), "{wrong}");
}

#[test]
fn timeouts_are_at_least_a_second_and_at_most_an_hour() {
    for time in ["1s", "1000ms", "2m30s", "60m"] {
        assert!(
            parse(&format!("--hide-after {time} --clear-after {time} --timeout {time}")).is_ok(),
            "{time}"
        );
    }
    for time in ["999ms", "0s", "61m", "-1s", "30", "soon"] {
        for option in ["--hide-after", "--clear-after", "--timeout"] {
            assert!(parse(&format!("{option} {time}")).is_err(), "{option} {time}");
        }
    }
    for option in ["--hide-after", "--clear-after", "--timeout"] {
        assert!(parse(&format!("{option} 5s serve")).is_err(), "{option}");
    }
}

#[test]
fn the_lock_comes_after_a_second_to_a_day_or_never() {
    let after = |text: &str| match parse(&format!("--lock-after {text}")).map(|parsed| parsed.job) {
        Ok(Job::Dashboard { dashboard, .. }) => dashboard.lock_after,
        _ => None,
    };
    assert_eq!(after("0"), Some(Duration::ZERO));
    assert_eq!(after("0s"), Some(Duration::ZERO));
    assert_eq!(after("1s"), Some(Duration::from_secs(1)));
    assert_eq!(after("24h"), Some(Duration::from_hours(24)));
    for wrong in ["999ms", "25h", "5", "-1s", "never"] {
        assert_eq!(after(wrong), None, "{wrong}");
    }
    assert!(parse("--lock-after 5m serve").is_err());
}

#[test]
fn the_age_of_a_cached_list_is_given_in_days_too() {
    let age =
        |text: &str| match Invocation::parse(["strongroom", "--cache-for", text]).map(|parsed| parsed.job) {
            Ok(Job::Dashboard { dashboard, .. }) => dashboard.cache_for,
            _ => None,
        };
    assert_eq!(age("7d"), Some(Duration::from_hours(7 * 24)));
    assert_eq!(age("12h"), Some(Duration::from_hours(12)));
    assert_eq!(age("365d"), Some(Duration::from_hours(365 * 24)));
    for wrong in ["", "7", "0d", "366d", "99999999999999999999d", "30s", "-1d", "forever"] {
        assert_eq!(age(wrong), None, "{wrong}");
    }
    assert!(Invocation::parse(["strongroom", "--cache-for", "1d", "--no-cache"]).is_err());
}

#[test]
fn the_config_file_is_named_before_or_after_a_command() {
    for line in
        ["--config c.toml", "--config c.toml demo", "demo --config c.toml", "config show --config c.toml"]
    {
        assert_eq!(parse(line).unwrap().config, Some("c.toml".into()), "{line}");
    }
    assert!(parse("app/db config show").is_err());
}

#[test]
fn the_flags_of_each_command_are_settings() {
    use crate::config::{Name, Timeout};
    let flags = |line: &str| parse(line).unwrap().flags();
    for line in [
        "--region r --timeout 5s --read-only",
        "--region r --timeout 5s --read-only demo",
        "--region r --timeout 5s --read-only get x",
        "--region r --timeout 5s --read-only config show",
    ] {
        let flags = flags(line);
        assert_eq!(flags.region, Some(Name("r".into())), "{line}");
        assert_eq!(flags.timeout, Some(Timeout(Duration::from_secs(5))), "{line}");
        assert_eq!(flags.read_only, Some(true), "{line}");
    }
    assert_eq!(flags("").read_only, None, "a flag that is not given says nothing");
    assert_eq!(flags("--no-cache").cache, Some(false));
    assert_eq!(flags("--cache-for 1d").cache, Some(true));
    assert_eq!(flags("serve --log-file x").log_file, Some("x".into()));
}
