//! The reading of config files, compared with that of the AWS CLI: botocore reads the same files.

use super::*;
use base64::prelude::{BASE64_STANDARD, Engine};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;

/// A running botocore.
struct Botocore {
    process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Botocore {
    fn start() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let python = root.join("target/venv/bin/python");
        assert!(python.exists(), "{} is missing: tests/run installs it", python.display());
        let mut process = Command::new(python)
            .arg(root.join("src/service/config_files/read_with_botocore.py"))
            .env("PYTHONUTF8", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python can be started");
        let questions = process.stdin.take().expect("its input is piped");
        let answers = BufReader::new(process.stdout.take().expect("its output is piped"));
        Self { process, questions, answers }
    }

    /// The profiles, SSO sessions and services that botocore reads; `null` if it refuses a file.
    fn read(&mut self, config: &[u8], credentials: &[u8]) -> Value {
        let [config, credentials] = [config, credentials].map(|bytes| BASE64_STANDARD.encode(bytes));
        let question = json!({ "config": config, "credentials": credentials });
        writeln!(self.questions, "{question}").expect("Python reads");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("Python answers in text");
        serde_json::from_str(&answer).expect("the script does not fail")
    }
}

impl Drop for Botocore {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn read(config: &[u8], credentials: &[u8]) -> ConfigFiles {
    ConfigFiles::read(Contents::of("config", config), Contents::of("credentials", credentials))
}

/// What this program reads, in the form of botocore's answer.
fn as_json(files: &ConfigFiles) -> Value {
    let section = |section: &Section| -> Value {
        let settings = section.options().map(|(option, setting)| {
            let value = match setting {
                Setting::Text(text) => json!(text),
                Setting::Block(options) => {
                    json!(options.iter().collect::<std::collections::BTreeMap<_, _>>())
                }
            };
            (option.to_owned(), value)
        });
        Value::Object(settings.collect())
    };
    let sections = |sections: &IndexMap<String, Section>| -> Value {
        Value::Object(sections.iter().map(|(name, found)| (name.clone(), section(found))).collect())
    };
    let profiles: Map<String, Value> =
        files.profiles.iter().map(|(name, profile)| (name.clone(), section(&profile.merged))).collect();
    json!({
        "profiles": profiles,
        "sso_sessions": sections(&files.sso_sessions),
        "services": sections(&files.services),
    })
}

/// Files that the AWS CLI accepts: config and credentials.
const ACCEPTED: &[(&str, &str)] = &[
    ("", ""),
    ("[default]\nregion = eu-west-1\n", "[default]\naws_access_key_id = a\naws_secret_access_key = b\n"),
    ("[default]\n  region = eu-west-1\n  output = json\n", ""),
    ("  [default]\n  region = eu-west-1\n[profile b]\nregion = x", ""),
    ("[profile x] /* note */\nregion = a\n[profile y] # note\nregion = b\n[profile z]junk\nregion = c", ""),
    ("[profile 'Team Prod']\nregion = a\n[profile \"Team Dev\"]\nregion = b\n", "[Team Prod]\nkey = c\n"),
    ("[profile Team\\ Prod]\nregion = a\n[profile 'it'\"'\"'s']\nregion = b\n", ""),
    ("[profile 'open]\nregion = a\n[profile good]\nregion = b\n", ""),
    ("[profile two words]\nregion = a\n[profile]\nregion = b\n[profile good]\nregion = c", ""),
    ("[profilex y]\nregion = a\n[profiles z]\nregion = b\n", ""),
    (
        "[bare]\nregion = a\n[default ]\nregion = b\n[ default]\nregion = c\n",
        "[profile x]\nkey = v\n['q']\nkey = w\n",
    ),
    ("[default]\nregion = a\n[profile default]\nregion = b\n", "[default]\nkey = c\n"),
    ("[profile default]\nregion = b\n[default]\noutput = a\n", ""),
    ("[profile a]\nregion = 1\n[profile 'a']\noutput = 2\n", ""),
    ("[default]\nregion = eu-west-1 ; note\noutput = json # note\n# whole\n; line\n   # indented\n", ""),
    ("[default]\nregion: eu-west-1\na:b=c\nd=e:f\n", ""),
    ("[default]\nregion =\noutput=\n\tx = tab\n", ""),
    ("[default]\nREGION = A\nOutPut = J\n", ""),
    ("[default]\ns3 =\n  addressing_style = path\n  max = 1 = 2\n\n# note\n  last = x\nregion = r\n", ""),
    ("[default]\nkey = one\n  two\n\n  three\n# note\n  four\nregion = r\n", ""),
    ("[default]\r\nregion = a\r\n[profile b]\r\nregion = c\r\n", ""),
    ("[default]\rregion = a\r[profile b]\rregion = c\r", ""),
    ("[profile über]\nregion = ä\n[profile 日本]\nregion = ☃\n", "[über]\nkey = ö\n"),
    ("[default]\n\u{a0}region = nbsp\u{a0}\n\u{3000}\n", ""),
    ("[DEFAULT]\nregion = all\n[profile a]\n[profile b]\nregion = own\n", ""),
    (
        "[sso-session corp]\nsso_region = r\n[sso-session 'My Corp']\nsso_region = q\n[services local]\nsecretsmanager =\n  endpoint_url = http://h\n",
        "",
    ),
    ("[plugins]\ncli_legacy_plugin_path = /x\n[preview]\na = b\n[default]\nregion = r\n", ""),
    ("[default]\nregion = %(here)s\nother = ${x}\n", ""),
    ("[profile a]b]\nregion = r\n[profile c] [d]\nregion = s\n", ""),
    ("[profile \"a\\\"b\"]\nregion = r\n[profile 'c\"d']\nregion = s\n", ""),
    ("[profile a#b]\nregion = r\n[profile c;d]\nregion = s\n[profile e@f.g+h:i/j%k]\nregion = t", ""),
    ("[profile '']\nregion = r\n[profile ]\nregion = s\n", ""),
    ("\n\n# only\n; comments\n", "\n"),
];

/// Files of which the AWS CLI reads nothing, with the profiles that are read here all the same.
const REFUSED: &[(&[u8], &[&str])] = &[
    (b"[profile a]\nregion = x\n[profile a]\noutput = y\n[profile b]\nregion = z\n", &["a", "b"]),
    (b"[profile a]\nregion = x\nregion = y\n[profile b]\n", &["a", "b"]),
    (b"region = x\n[profile a]\nregion = y\n", &["a"]),
    (b"[profile a\nregion = x\n[profile b]\nregion = y\n", &["b"]),
    (b"[profile a]\nnonsense\n[profile b]\nregion = y\n", &["a", "b"]),
    (b"[profile a]\n= x\n[profile b]\nregion = y\n", &["a", "b"]),
    (b"[profile a]\ns3 =\n  nonsense\n[profile b]\nregion = y\n", &["a", "b"]),
    (b"[profile a]\n[\nx = y\n[profile b]\nregion = y\n", &["a", "b"]),
    (b"[]\nx = y\n[profile a]\nregion = y\n", &["a"]),
    (b"\xef\xbb\xbf[profile a]\nregion = x\n[profile b]\n", &["a", "b"]),
    (b"[profile a]\nkey = \xff\xfe\nregion = x\n[profile b]\nregion = y\n", &["a", "b"]),
];

#[test]
fn accepted_files_are_read_as_the_aws_cli_reads_them() {
    let mut botocore = Botocore::start();
    for (config, credentials) in ACCEPTED {
        let expected = botocore.read(config.as_bytes(), credentials.as_bytes());
        assert_ne!(expected, Value::Null, "botocore refuses {config:?}");
        let files = read(config.as_bytes(), credentials.as_bytes());
        assert_eq!(as_json(&files), expected, "{config:?} and {credentials:?}");
        // The same text as a credentials file, where every section is a profile.
        let expected = botocore.read(b"", config.as_bytes());
        assert_eq!(as_json(&read(b"", config.as_bytes())), expected, "credentials {config:?}");
    }
}

#[test]
fn a_bad_section_takes_no_other_profile_down() {
    let mut botocore = Botocore::start();
    for (config, expected) in REFUSED {
        let shown = String::from_utf8_lossy(config);
        assert_eq!(botocore.read(config, b""), Value::Null, "{shown:?} is refused as a whole");
        let files = read(config, b"");
        let names: Vec<_> = files.profiles().map(|(name, _)| name).collect();
        assert_eq!(&names, expected, "{shown:?}");
        let is_mark_alone = config.starts_with(b"\xef");
        assert_eq!(files.problems().is_empty(), is_mark_alone, "{shown:?}: {:?}", files.problems());
    }
}

#[test]
fn a_problem_names_the_file_the_line_and_the_fault() {
    let files = read(b"[profile a]\nregion = x\nnonsense\n[profile b c]\n", b"");
    let said: Vec<_> = files.problems().iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "config, line 3: left out, as it is neither `name = value` nor a [section]",
            "config, [profile b c]: not a profile: a name with spaces must be in quotes",
        ]
    );
    assert_eq!(files.problems_of("a").count(), 1);
    assert_eq!(files.problems_of("other").count(), 0);
}

#[test]
fn the_options_of_a_broken_section_go_to_no_other_one() {
    let files = read(b"[profile a]\nregion = x\n[profile b\nrole_arn = r\n  more\nnonsense\n", b"");
    let options: Vec<_> = files.profile("a").unwrap().options().map(|(option, _)| option).collect();
    assert_eq!(options, ["region"]);
    let said: Vec<_> = files.problems().iter().map(ToString::to_string).collect();
    let expected =
        "config, line 3: the section is left out, as its name is empty or lacks the closing bracket";
    assert_eq!(said, [expected]);
}

#[test]
fn values_are_not_in_the_debug_text() {
    let files = read(b"[profile a]\naws_secret_access_key = hunter2\n", b"[b]\nx = hunter2\n");
    assert!(!format!("{files:?}").contains("hunter2"));
}

/// Lines of the kinds that such files have, and of kinds that they should not have.
fn line() -> impl Strategy<Value = String> {
    let name = "(profile |profile  |sso-session |services |)('[ab ]{1,3}'|\"[ab\\\\$' ]{1,3}\"|[abc#'\\\\]{1,3}|default|DEFAULT)";
    prop_oneof![
        3 => name.prop_map(|name| format!("[{name}]")),
        1 => (name, "[ \\]#;a]{0,4}").prop_map(|(name, end)| format!("[{name}]{end}")),
        4 => "[ \t]{0,3}[a-dA-D]{1,2}[ \t]{0,2}[=:][ \t]{0,2}[a-c=:#; ]{0,6}",
        1 => "[ \t]{0,3}[#;][a-c =]{0,4}",
        1 => "[ \t]{0,4}",
        1 => "[ \t]{1,4}[a-c=]{1,4}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_file_that_the_aws_cli_accepts_is_read_alike(
        config in prop::collection::vec(line(), 0..12),
        credentials in prop::collection::vec(line(), 0..6),
        newline in prop_oneof![Just("\n"), Just("\r\n")],
    ) {
        static BOTOCORE: Mutex<Option<Botocore>> = Mutex::new(None);
        let mut botocore = BOTOCORE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let [config, credentials] = [config, credentials].map(|lines| lines.join(newline));
        let expected =
            botocore.get_or_insert_with(Botocore::start).read(config.as_bytes(), credentials.as_bytes());
        let files = read(config.as_bytes(), credentials.as_bytes());
        if expected == Value::Null {
            prop_assert!(!files.problems().is_empty(), "{config:?} {credentials:?}");
        } else {
            prop_assert_eq!(as_json(&files), expected, "{:?} {:?}", config, credentials);
        }
    }

    #[test]
    fn no_bytes_make_it_fail(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let _ = read(&bytes, &bytes);
    }
}
