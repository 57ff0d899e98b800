//! The formats: their texts, and how the languages and tools that they are for read them.

use super::literal::Language;
use super::*;
use crate::secrets::{Arn, StagingLabel, VersionId};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const ARN: &str = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:prod/db-AbCdEf";
const VALUE: &str = r#"{"engine":"postgres","host":"db.example","port":5432,"username":"app","password":"p@ss/w:rd","dbname":"pay"}"#;

fn subject(key: Option<&str>) -> FormatSubject {
    FormatSubject {
        name: "prod/db".into(),
        arn: Arn::new(ARN),
        version: FormatVersion::Current,
        key: key.map(str::to_owned),
        kind: FormatKind::Unknown,
        aws_cli: "aws …".into(),
    }
}

fn named(format: CopyFormat, subject: &FormatSubject) -> String {
    format.naming(subject).unwrap()
}

fn url(value: &str) -> Result<String, UrlError> {
    connection_url(&ValueBody::text(value.to_owned())).map(|url| url.to_string())
}

#[test]
fn each_part_of_a_url_is_encoded_by_itself() {
    assert_eq!(url(VALUE).unwrap(), "postgresql://app:p%40ss%2Fw%3Ard@db.example:5432/pay");
    let odd = r#"{"engine":"mysql","host":"h","username":"a:b@c","password":"?#%/ é\n","dbname":"x/y?z"}"#;
    assert_eq!(url(odd).unwrap(), "mysql://a%3Ab%40c:%3F%23%25%2F%20%C3%A9%0A@h/x%2Fy%3Fz");
}

#[test]
fn each_engine_has_its_scheme() {
    for (engine, scheme) in [
        ("postgres", "postgresql"),
        ("PostgreSQL", "postgresql"),
        ("aurora-postgresql", "postgresql"),
        ("aurora-mysql", "mysql"),
        ("aurora", "mysql"),
        ("mariadb", "mariadb"),
        ("oracle-ee", "oracle"),
        ("mongo", "mongodb"),
        ("docdb", "mongodb"),
        ("redshift", "redshift"),
        ("redshift-serverless", "redshift"),
        ("db2-se", "db2"),
        ("redis", "redis"),
    ] {
        let value = format!(
            r#"{{"engine":"{engine}","host":"h","port":"9","username":"u","password":"p","dbname":"d"}}"#
        );
        assert_eq!(url(&value).unwrap(), format!("{scheme}://u:p@h:9/d"), "{engine}");
    }
    let server =
        r#"{"engine":"sqlserver-ex","host":"h","port":1433,"username":"u","password":"p","dbname":"a b"}"#;
    assert_eq!(url(server).unwrap(), "sqlserver://u:p@h:1433?database=a%20b");
    let document =
        r#"{"engine":"mongo","host":"a,b:27018","port":27017,"username":"u","password":"p","ssl":true}"#;
    assert_eq!(url(document).unwrap(), "mongodb://u:p@a:27017,b:27018/?tls=true");
    assert_eq!(url(r#"{"engine":"redis","host":"h","password":"p","tls":true}"#).unwrap(), "rediss://:p@h");
}

#[test]
fn hosts_are_names_or_addresses_with_or_without_ports() {
    let host = |host: &str, port: &str| {
        url(&format!(r#"{{"engine":"postgres","host":"{host}"{port}}}"#))
            .map(|url| url["postgresql://".len()..].to_owned())
    };
    let with = r#","port":5432"#;
    assert_eq!(host("::1", with).unwrap(), "[::1]:5432");
    assert_eq!(host("2001:db8::1", "").unwrap(), "[2001:db8::1]");
    assert_eq!(host("[2001:db8::1]", with).unwrap(), "[2001:db8::1]:5432");
    assert_eq!(host("[2001:db8::1]:6000", "").unwrap(), "[2001:db8::1]:6000");
    assert_eq!(host("fe80::1%eth0", with).unwrap(), "[fe80::1%25eth0]:5432");
    assert_eq!(host("10.0.0.1", with).unwrap(), "10.0.0.1:5432");
    assert_eq!(host("db.example:6000", with).unwrap(), "db.example:6000", "the host knows best");
    assert_eq!(host("evil@host/x", "").unwrap(), "evil%40host%2Fx");
}

#[test]
fn a_value_of_another_shape_is_told_what_it_lacks() {
    for (value, error) in [
        ("text", UrlError::NotObject),
        ("[1]", UrlError::NotObject),
        (r#"{"username":"u","password":"p"}"#, UrlError::NoEngine),
        (r#"{"engine":"postgres","host":null}"#, UrlError::NoHost),
        (r#"{"engine":"postgres","host":""}"#, UrlError::NoHost),
        (r#"{"engine":"abacus","host":"h"}"#, UrlError::UnknownEngine),
        (r#"{"engine":"postgres","host":"h","port":"x"}"#, UrlError::Port),
        (r#"{"engine":"postgres","host":"h","port":65536}"#, UrlError::Port),
        (r#"{"engine":"postgres","host":"h","port":0}"#, UrlError::Port),
        (r#"{"engine":"postgres","host":["h"]}"#, UrlError::NotText("host")),
        (r#"{"engine":"postgres","host":"a","host":"b"}"#, UrlError::Ambiguous("host")),
    ] {
        assert_eq!(url(value), Err(error), "{value}");
    }
    assert_eq!(url(r#"{"host":"h","port":3306,"username":"u"}"#).unwrap(), "mysql://u@h:3306", "by its port");
    assert!(connection_url(&ValueBody::binary(vec![1, 2])).is_err());
}

proptest! {
    #[test]
    fn no_password_reaches_into_another_part(password in any::<String>(), user in any::<String>(), name in any::<String>()) {
        let object = serde_json::json!({"engine": "postgres", "host": "h", "port": 1, "username": user, "password": password, "dbname": name});
        let url: http::Uri = url(&object.to_string()).unwrap().parse().unwrap();
        prop_assert_eq!(url.host(), Some("h"));
        prop_assert_eq!(url.port_u16(), Some(1));
        let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
        if !name.is_empty() {
            prop_assert_eq!(decoded(&url.path()[1..]), name);
        }
        let authority = url.authority().unwrap().as_str();
        if let Some((info, _)) = authority.rsplit_once('@') {
            let (found_user, found_password) = info.split_once(':').unwrap_or((info, ""));
            prop_assert_eq!(decoded(found_user), user);
            prop_assert_eq!(decoded(found_password), password);
        } else {
            prop_assert!(user.is_empty() && password.is_empty());
        }
    }
}

#[test]
fn references_name_the_member_and_the_version() {
    assert_eq!(named(CopyFormat::EcsValueFrom, &subject(None)), ARN);
    assert_eq!(named(CopyFormat::EcsValueFrom, &subject(Some("password"))), format!("{ARN}:password::"));
    let id = FormatVersion::Id(VersionId("0a1b".into()));
    let old = FormatSubject { version: id.clone(), ..subject(Some("password")) };
    assert_eq!(named(CopyFormat::EcsValueFrom, &old), format!("{ARN}:password::0a1b"));
    let label = FormatVersion::Label(StagingLabel("AWSPREVIOUS".into()));
    let previous = FormatSubject { version: label, ..subject(None) };
    assert_eq!(named(CopyFormat::EcsValueFrom, &previous), format!("{ARN}::AWSPREVIOUS:"));
    let reference = |subject| named(CopyFormat::CloudFormation, &subject);
    assert_eq!(reference(subject(None)), format!("{{{{resolve:secretsmanager:{ARN}:SecretString}}}}"));
    assert_eq!(
        reference(subject(Some("password"))),
        format!("{{{{resolve:secretsmanager:{ARN}:SecretString:password}}}}")
    );
    assert_eq!(reference(old), format!("{{{{resolve:secretsmanager:{ARN}:SecretString:password::0a1b}}}}"));
    assert_eq!(
        reference(previous),
        format!("{{{{resolve:secretsmanager:{ARN}:SecretString::AWSPREVIOUS}}}}")
    );
}

#[test]
fn a_key_that_a_reference_can_not_name_is_refused_and_bytes_are() {
    for key in ["a:b", "", "a\nb"] {
        let subject = subject(Some(key));
        assert!(CopyFormat::EcsValueFrom.naming(&subject).is_err(), "{key:?}");
        assert!(CopyFormat::CloudFormation.naming(&subject).is_err(), "{key:?}");
    }
    assert!(CopyFormat::CloudFormation.naming(&subject(Some("a}}b"))).is_err());
    let binary = FormatSubject { kind: FormatKind::Binary, ..subject(None) };
    let value = ValueBody::binary(vec![0, 255]);
    let fitting: Vec<&str> = CopyFormat::ALL
        .iter()
        .filter(|format| format.fits(&binary, Some(&value)))
        .map(|format| format.name())
        .collect();
    let expected =
        ["aws-cli", "terraform", "external-secret", "rust", "python", "javascript", "go", "console-url"];
    assert_eq!(fitting, expected);
}

#[test]
fn the_console_is_that_of_the_partition() {
    let console = |arn: &str| reference::console_url("prod/a b+c", &Arn::new(arn)).ok();
    let arn =
        |partition: &str, region: &str| format!("arn:{partition}:secretsmanager:{region}:1:secret:x-AbCdEf");
    let query = |region: &str| format!("/secretsmanager/secret?name=prod%2Fa%20b%2Bc&region={region}");
    for (partition, region, host) in [
        ("aws", "eu-central-1", "eu-central-1.console.aws.amazon.com"),
        ("aws-cn", "cn-north-1", "cn-north-1.console.amazonaws.cn"),
        ("aws-us-gov", "us-gov-west-1", "us-gov-west-1.console.amazonaws-us-gov.com"),
    ] {
        let expected = format!("https://{host}{}", query(region));
        assert_eq!(console(&arn(partition, region)), Some(expected));
    }
    assert_eq!(console(&arn("aws-iso", "us-iso-east-1")), None);
    assert_eq!(console("no ARN"), None);
}

#[test]
fn env_lines_and_files_are_those_of_the_command() {
    let body = ValueBody::text(VALUE.to_owned());
    let line = |key: Option<&str>, body: &ValueBody| {
        CopyFormat::EnvLine.of_value(&subject(key), body).map(|text| text.to_string())
    };
    assert_eq!(line(Some("password"), &body).unwrap(), "password=p@ss/w:rd");
    assert_eq!(line(None, &body), Err(FormatError::NoMember("prod/db".into())));
    assert_eq!(line(None, &ValueBody::text("a b".into())).unwrap(), "DB='a b'");
    assert_eq!(
        line(Some("db-host"), &ValueBody::text(r#"{"db-host":"{\"a\":1}"}"#.into())).unwrap(),
        "DB_HOST='{\"a\":1}'"
    );
    let file = CopyFormat::EnvFile.of_value(&subject(None), &body).unwrap();
    let expected =
        "engine=postgres\nhost=db.example\nport=5432\nusername=app\npassword=p@ss/w:rd\ndbname=pay\n";
    assert_eq!(file.as_str(), expected);
}

/// Keys that trouble one language or another, and keys that are made up.
fn keys(count: usize) -> Vec<String> {
    let known = [
        "",
        "it's",
        "\"",
        "\\",
        "${x}",
        "%{x}",
        "$${x}",
        "#{x}",
        "{{x}}",
        "a\nb\r\tc",
        "\u{0}\u{1b}[31m",
        "\u{7f}\u{85}\u{a0}",
        "\u{2028}\u{202e}",
        "\u{feff}\u{fffe}\u{ffff}",
        "\u{e0001}\u{1f600}\u{10ffff}",
        "\\u0041 \\n",
        "'''\"\"\"",
        "- a: b #c",
        "true",
    ];
    let strategy = prop_oneof![any::<String>(), r#"[\\"'$%#{}a \n\r\t\x00-\x1f]{0,8}"#];
    let mut runner = TestRunner::new(Config::default());
    let mut made = || strategy.new_tree(&mut runner).expect("a key can be made").current();
    known.map(str::to_owned).into_iter().chain((0..count).map(|_| made())).collect()
}

/// Has `script` print as JSON, line by line, what it makes of the texts, a JSON list on its standard input.
fn read_by_python(script: &str, texts: &[String]) -> Vec<serde_json::Value> {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/venv/bin/python");
    let mut child = Command::new(python)
        .args(["-X", "utf8", "-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let input = serde_json::to_string(texts).unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn python_reads_back_every_key_of_its_snippet() {
    let keys = keys(300);
    let snippets: Vec<String> =
        keys.iter().map(|key| named(CopyFormat::Python, &subject(Some(key)))).collect();
    let script = "import ast, json, sys\n\
        found = []\n\
        for text in json.load(sys.stdin):\n    \
            last = ast.parse(text).body[-1].value\n    \
            found.append(ast.literal_eval(last.slice))\n\
        print(json.dumps(found))";
    assert_eq!(read_by_python(script, &snippets), keys);
}

#[test]
fn yaml_reads_back_every_key_of_the_manifest() {
    let keys = keys(300);
    let manifests: Vec<String> =
        keys.iter().map(|key| named(CopyFormat::ExternalSecret, &subject(Some(key)))).collect();
    let script = "import json, sys, yaml\n\
        found = []\n\
        for text in json.load(sys.stdin):\n    \
            [entry] = yaml.safe_load(text)['spec']['data']\n    \
            assert entry['remoteRef']['key'] == 'prod/db'\n    \
            found.append(entry['remoteRef']['property'])\n\
        print(json.dumps(found))";
    assert_eq!(read_by_python(script, &manifests), keys);
}

#[test]
fn rust_reads_back_every_key_of_its_snippet() {
    for key in keys(300) {
        let snippet = named(CopyFormat::Rust, &subject(Some(&key)));
        let block: syn::Block = syn::parse_str(&format!("{{{snippet}}}")).unwrap();
        let literal: syn::LitStr = syn::parse_str(&Language::Rust.literal(&key)).unwrap();
        assert_eq!(literal.value(), key);
        assert!(snippet.contains(&Language::Rust.literal(&key)) && block.stmts.len() == 5);
    }
}

/// A literal without its escapes, by the rules that JavaScript, Go and HCL share.
fn unescaped(literal: &str) -> String {
    let inner = literal.strip_prefix('"').unwrap().strip_suffix('"').unwrap();
    let mut text = String::new();
    let mut rest = inner.chars();
    while let Some(c) = rest.next() {
        assert!(c != '"' && c != '\n', "{literal}");
        if c != '\\' {
            text.push(c);
            continue;
        }
        let digits: String = match rest.next().unwrap() {
            'u' if rest.as_str().starts_with('{') => {
                rest.by_ref().skip(1).take_while(|c| *c != '}').collect()
            }
            'u' => rest.by_ref().take(4).collect(),
            'U' => rest.by_ref().take(8).collect(),
            'n' => "a".into(),
            'r' => "d".into(),
            't' => "9".into(),
            plain => format!("{:x}", u32::from(plain)),
        };
        text.push(char::from_u32(u32::from_str_radix(&digits, 16).unwrap()).unwrap());
    }
    text
}

#[test]
fn literals_of_the_other_languages_are_read_back_and_begin_no_template() {
    for key in keys(300) {
        for language in [Language::JavaScript, Language::Go, Language::Hcl] {
            let literal = language.literal(&key);
            assert_eq!(unescaped(&literal), key, "{language:?}");
            assert!(!literal.contains(char::is_control));
            let is_template = literal.contains("${") || literal.contains("%{");
            assert!(language != Language::Hcl || !is_template, "{literal}");
        }
    }
}

#[test]
fn snippets_are_whole() {
    let read = |format| named(format, &subject(Some("password")));
    insta::assert_snapshot!("terraform", read(CopyFormat::Terraform));
    insta::assert_snapshot!("external-secret", read(CopyFormat::ExternalSecret));
    insta::assert_snapshot!("rust", read(CopyFormat::Rust));
    insta::assert_snapshot!("python", read(CopyFormat::Python));
    insta::assert_snapshot!("javascript", read(CopyFormat::JavaScript));
    insta::assert_snapshot!("go", read(CopyFormat::Go));
}

#[test]
fn names_that_tools_do_not_take_are_made_ones_that_they_do() {
    let of = |name: &str, format| named(format, &FormatSubject { name: name.into(), ..subject(Some("9 Ä")) });
    let terraform = of("9/prod db.x", CopyFormat::Terraform);
    assert!(
        terraform.contains("\"_9_prod_db_x\" {") && terraform.contains("  _9_prod_db_x_9__ = "),
        "{terraform}"
    );
    let manifest = of("/Prod_DB/", CopyFormat::ExternalSecret);
    assert!(
        manifest.contains("  name: \"prod-db\"\n") && manifest.contains("secretKey: \"9__\""),
        "{manifest}"
    );
}
