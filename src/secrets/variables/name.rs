//! The names that a variable can have.

/// A mistake in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// It is not the name of a variable in any shell.
    Invalid,
    /// Shells keep a variable of their own there, and drop or refuse another value.
    OfShells,
    /// It decides which code programs load or run.
    Powerful,
}

impl NameFault {
    /// The reason, as a sentence.
    pub fn why(self) -> &'static str {
        match self {
            Self::Invalid => "Shells take letters of ASCII, digits and `_`, and no digit first.",
            Self::OfShells => "Shells keep a variable of their own there.",
            Self::Powerful => "It decides which code programs load or run.",
        }
    }

    /// The advice, as a sentence.
    pub fn next(self) -> &'static str {
        match self {
            Self::Invalid | Self::OfShells => {
                "Choose other members with --only, or give each name a beginning with --prefix."
            }
            Self::Powerful => "If that is what you want, name the member with --only.",
        }
    }
}

/// The mistake in a name, if there is one.
pub(super) fn fault_of(name: &str) -> Option<NameFault> {
    let is_name =
        |at: usize, byte: u8| byte == b'_' || byte.is_ascii_alphabetic() || (at > 0 && byte.is_ascii_digit());
    if name.is_empty() || !name.bytes().enumerate().all(|(at, byte)| is_name(at, byte)) {
        return Some(NameFault::Invalid);
    }
    if OF_SHELLS.contains(&name) {
        return Some(NameFault::OfShells);
    }
    let is_powerful =
        POWERFUL.contains(&name) || POWERFUL_PREFIXES.iter().any(|prefix| name.starts_with(prefix));
    is_powerful.then_some(NameFault::Powerful)
}

/// Variables that bash, dash or a POSIX shell sets itself: read-only, computed when they are read, or checked when set.
const OF_SHELLS: &[&str] = &[
    "BASHOPTS",
    "BASHPID",
    "BASH_ALIASES",
    "BASH_ARGC",
    "BASH_ARGV",
    "BASH_ARGV0",
    "BASH_CMDS",
    "BASH_COMMAND",
    "BASH_LINENO",
    "BASH_SOURCE",
    "BASH_SUBSHELL",
    "BASH_VERSINFO",
    "BASH_VERSION",
    "DIRSTACK",
    "EPOCHREALTIME",
    "EPOCHSECONDS",
    "EUID",
    "FUNCNAME",
    "GROUPS",
    "HISTCMD",
    "LINENO",
    "OLDPWD",
    "OPTIND",
    "PIPESTATUS",
    "PPID",
    "PWD",
    "RANDOM",
    "SECONDS",
    "SHELLOPTS",
    "SHLVL",
    "SRANDOM",
    "UID",
    "_",
];

/// Variables by which the loader, a shell, or a widespread interpreter finds or runs code.
const POWERFUL: &[&str] = &[
    "BASH_ENV",
    "CDPATH",
    "CLASSPATH",
    "ENV",
    "GCONV_PATH",
    "GLOBIGNORE",
    "IFS",
    "JAVA_TOOL_OPTIONS",
    "JDK_JAVA_OPTIONS",
    "LOCPATH",
    "NODE_OPTIONS",
    "NODE_PATH",
    "PATH",
    "PERL5DB",
    "PERL5LIB",
    "PERL5OPT",
    "PERLLIB",
    "PROMPT_COMMAND",
    "PS4",
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "PYTHONINSPECT",
    "RUBYLIB",
    "RUBYOPT",
    "RUBYPATH",
    "SHELL",
    "ZDOTDIR",
    "_JAVA_OPTIONS",
];

/// Beginnings of such names: of the loaders of Linux and macOS, of functions that bash imports, and of git's commands.
const POWERFUL_PREFIXES: &[&str] = &["LD_", "DYLD_", "BASH_FUNC_", "GIT_"];
