//! The connection URL of a database, from a value of the shape that RDS gives its secrets.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html>

use crate::secrets::{JsonKind, MemberValue, Members, ValueBody};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::net::Ipv6Addr;
use thiserror::Error;
use zeroize::Zeroizing;

/// What is encoded in a part of a URL: everything but letters, digits and the signs that never have a meaning.
pub(super) const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Why a value makes no connection URL. Never quotes a value.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UrlError {
    /// The value is no JSON object.
    #[error("it is not a JSON object")]
    NotObject,
    /// Neither `engine` nor `port` tells what kind of database it is.
    #[error("it has no `engine`")]
    NoEngine,
    /// No URL is known for the engine.
    #[error("its `engine` is not known here")]
    UnknownEngine,
    /// There is no host.
    #[error("it has no `host`")]
    NoHost,
    /// The port is no number from 1 to 65535.
    #[error("its `port` is no number from 1 to 65535")]
    Port,
    /// A member has a value that can't stand in a URL: an object or a list.
    #[error("its `{0}` is no text")]
    NotText(&'static str),
    /// Readers of the object differ in which of the members they take.
    #[error("it has `{0}` more than once")]
    Ambiguous(&'static str),
}

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Engine {
    Postgres,
    MySql,
    MariaDb,
    SqlServer,
    Oracle,
    MongoDb,
    Redshift,
    Db2,
    Redis,
}

impl Engine {
    /// The engine, by its name in a secret or in the RDS API: "aurora-postgresql", "sqlserver-ee".
    fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let family = name.strip_prefix("aurora-").unwrap_or(&name);
        Some(match family.split('-').next().unwrap_or(family) {
            "postgres" | "postgresql" => Self::Postgres,
            "mysql" | "aurora" => Self::MySql,
            "mariadb" => Self::MariaDb,
            "sqlserver" | "mssql" => Self::SqlServer,
            "oracle" => Self::Oracle,
            "mongo" | "mongodb" | "docdb" | "documentdb" => Self::MongoDb,
            "redshift" => Self::Redshift,
            "db2" => Self::Db2,
            "redis" | "valkey" => Self::Redis,
            _ => return None,
        })
    }

    /// The engine that has this port unless it is told another.
    fn at(port: u16) -> Option<Self> {
        Some(match port {
            5432 => Self::Postgres,
            3306 => Self::MySql,
            1433 => Self::SqlServer,
            1521 => Self::Oracle,
            27017 => Self::MongoDb,
            5439 => Self::Redshift,
            50000 => Self::Db2,
            6379 => Self::Redis,
            _ => return None,
        })
    }

    fn scheme(self, is_tls: bool) -> &'static str {
        match self {
            Self::Postgres => "postgresql",
            Self::MySql => "mysql",
            Self::MariaDb => "mariadb",
            Self::SqlServer => "sqlserver",
            Self::Oracle => "oracle",
            Self::MongoDb => "mongodb",
            Self::Redshift => "redshift",
            Self::Db2 => "db2",
            Self::Redis if is_tls => "rediss",
            Self::Redis => "redis",
        }
    }
}

/// The URL. Each part is encoded by itself, so that no sign of a password can begin another part.
///
/// # Errors
/// The value is not of that shape.
pub fn connection_url(value: &ValueBody) -> Result<Zeroizing<String>, UrlError> {
    let members = value.as_text().and_then(|text| Members::parse(text).ok()).ok_or(UrlError::NotObject)?;
    let text = |keys: &[&'static str]| member(&members, keys);
    let host = text(&["host", "hostname"])?;
    let port = text(&["port"])?.map(|port| parse_port(&port)).transpose()?;
    let engine = match (text(&["engine"])?, port) {
        (Some(name), _) => Engine::named(&name).ok_or(UrlError::UnknownEngine)?,
        (None, Some(port)) => Engine::at(port).ok_or(UrlError::NoEngine)?,
        (None, None) => return Err(UrlError::NoEngine),
    };
    let is_tls = text(&["ssl", "tls"])?.is_some_and(|ssl| ssl.as_str() == "true");
    let authority = authority(engine, &host.ok_or(UrlError::NoHost)?, port);
    let user = encoded(text(&["username", "user"])?);
    let password = encoded(text(&["password"])?);
    let database = encoded(text(&["dbname", "database"])?);
    // Room for all: a text that grows leaves unwiped copies behind.
    let lengths = [&user, &password, &database].map(|part| part.as_ref().map_or(0, |part| part.len()));
    let mut url = Zeroizing::new(String::with_capacity(64 + authority.len() + lengths.iter().sum::<usize>()));
    url.push_str(engine.scheme(is_tls));
    url.push_str("://");
    if user.is_some() || password.is_some() {
        url.extend(user.iter().map(|user| user.as_str()));
        url.extend(password.iter().flat_map(|password| [":", password.as_str()]));
        url.push('@');
    }
    url.push_str(&authority);
    match (engine, &database) {
        (Engine::SqlServer, Some(database)) => url.extend(["?database=", database.as_str()]),
        (_, Some(database)) => url.extend(["/", database.as_str()]),
        (Engine::MongoDb, None) if is_tls => url.push('/'),
        (_, None) => {}
    }
    if engine == Engine::MongoDb && is_tls {
        url.push_str("?tls=true");
    }
    Ok(url)
}

/// The text of the first of the members that is there, and neither empty nor null.
fn member(members: &Members, keys: &[&'static str]) -> Result<Option<Zeroizing<String>>, UrlError> {
    for key in keys {
        let Some(value) = members.get(key) else { continue };
        if members.duplicates().contains(key) {
            return Err(UrlError::Ambiguous(key));
        }
        match value {
            MemberValue::Text(text) if text.is_empty() => {}
            MemberValue::Text(text) => return Ok(Some(text.clone())),
            MemberValue::Json(written) => match JsonKind::of(written) {
                JsonKind::Null => {}
                JsonKind::Number | JsonKind::Boolean => return Ok(Some(written.clone())),
                JsonKind::String | JsonKind::Object | JsonKind::Array => return Err(UrlError::NotText(key)),
            },
        }
    }
    Ok(None)
}

fn parse_port(port: &str) -> Result<u16, UrlError> {
    port.trim().parse().ok().filter(|port| *port > 0).ok_or(UrlError::Port)
}

fn encoded(part: Option<Zeroizing<String>>) -> Option<Zeroizing<String>> {
    part.map(|part| {
        let mut encoded = Zeroizing::new(String::with_capacity(3 * part.len()));
        encoded.extend(utf8_percent_encode(&part, PART));
        encoded
    })
}

/// Host and port. `MongoDB`'s members of a replica set are hosts with commas between them, each with its own port.
fn authority(engine: Engine, host: &str, port: Option<u16>) -> String {
    if engine == Engine::MongoDb && host.contains(',') {
        let hosts: Vec<String> = host.split(',').map(|host| one_host(host.trim(), port)).collect();
        return hosts.join(",");
    }
    one_host(host.trim(), port)
}

fn one_host(host: &str, port: Option<u16>) -> String {
    let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
    let (address, zone) = bare.split_once('%').map_or((bare, None), |(address, zone)| (address, Some(zone)));
    let own_port = host.rsplit_once(':').and_then(|(before, own)| Some((before, own.parse::<u16>().ok()?)));
    let (host, port) = if address.parse::<Ipv6Addr>().is_ok() {
        let zone = zone.map(|zone| format!("%25{}", utf8_percent_encode(zone, PART))).unwrap_or_default();
        (format!("[{address}{zone}]"), port)
    } else if let Some((before, own)) = own_port {
        return one_host(before, Some(own));
    } else {
        (utf8_percent_encode(host, PART).to_string(), port)
    };
    port.map_or_else(|| host.clone(), |port| format!("{host}:{port}"))
}
