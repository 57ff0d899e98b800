//! A model of readline: the text as a list of graphemes, and what each key does to it, written as plainly as can be.

use unicode_segmentation::UnicodeSegmentation;

/// The kind of the last command: a run of typing, or of erasing one by one, is undone at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    Typed,
    Erased,
    Killed,
    Other,
}

/// The lines that an input can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// One; a paste of several is refused.
    One,
    /// One to type into, several in the value.
    Value,
    /// Several.
    Many,
}

/// An input as the user thinks of it.
#[derive(Clone, Debug)]
pub struct Readline {
    pub text: Vec<String>,
    at: usize,
    mark: Option<usize>,
    killed: Vec<String>,
    past: Vec<(Vec<String>, usize)>,
    future: Vec<(Vec<String>, usize)>,
    last: Last,
    lines: Lines,
}

fn split(text: &str) -> Vec<String> {
    text.graphemes(true).map(str::to_owned).collect()
}

impl Readline {
    pub fn new(text: &str, lines: Lines) -> Self {
        let text = split(text);
        let at = if lines == Lines::Many { 0 } else { text.len() };
        Self {
            text,
            at,
            mark: None,
            killed: Vec::new(),
            past: Vec::new(),
            future: Vec::new(),
            last: Last::Other,
            lines,
        }
    }

    /// The text of the field.
    pub fn content(&self) -> String {
        self.text.concat()
    }

    /// Presses a key, by its name.
    pub fn press(&mut self, key: &str) {
        let was = std::mem::replace(&mut self.last, Last::Other);
        match key {
            "ctrl-b" | "left" => self.leave(self.at.saturating_sub(1), true),
            "ctrl-f" | "right" => self.leave((self.at + 1).min(self.text.len()), false),
            "alt-b" | "ctrl-left" | "alt-left" => self.go(self.word_left()),
            "alt-f" | "ctrl-right" | "alt-right" => self.go(self.word_right()),
            "ctrl-a" | "home" => self.go(self.line().0),
            "ctrl-e" | "end" => self.go(self.line().1),
            "ctrl-home" => self.go(0),
            "ctrl-end" => self.go(self.text.len()),
            "shift-left" => self.select(self.at.saturating_sub(1)),
            "shift-right" => self.select((self.at + 1).min(self.text.len())),
            "shift-ctrl-left" => self.select(self.word_left()),
            "shift-home" => self.select(self.line().0),
            "shift-end" => self.select(self.line().1),
            "backspace" | "ctrl-h" => self.erase(self.at.saturating_sub(1), was),
            "delete" | "ctrl-d" => self.erase((self.at + 1).min(self.text.len()), was),
            "alt-backspace" | "ctrl-backspace" => self.kill(self.word_left(), was),
            "alt-d" => self.kill(self.word_right(), was),
            "ctrl-w" => self.kill(self.blank_left(), was),
            "ctrl-u" => self.kill(self.line().0, was),
            "ctrl-k" => {
                let end = self.line().1;
                self.kill(if end == self.at { (end + 1).min(self.text.len()) } else { end }, was);
            }
            "alt-w" => {
                if let Some((from, to)) = self.selected() {
                    self.killed = self.text[from..to].to_vec();
                }
            }
            "ctrl-y" => {
                let killed = self.killed.concat();
                self.insert(&killed);
            }
            "ctrl-t" => self.transpose(),
            "ctrl-z" => self.travel(true),
            "alt-z" | "shift-ctrl-z" => self.travel(false),
            "alt-enter" => {
                if self.lines == Lines::One {
                    self.last = was;
                } else {
                    self.type_text("\n", was);
                }
            }
            // Chords that mean nothing.
            "alt-x" | "alt-q" | "ctrl-q" | "ctrl-v" => self.last = was,
            "space" => self.type_text(" ", was),
            typed => self.type_text(typed, was),
        }
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) {
        let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
        if self.lines != Lines::Many && text.ends_with('\n') {
            text.pop();
        }
        if self.lines == Lines::One && text.contains('\n') {
            return;
        }
        let stand_in = if self.lines == Lines::One { " " } else { "" };
        let mut clean = String::new();
        for c in text.chars() {
            match c {
                '\n' => clean.push(c),
                '\t' if self.lines != Lines::One => clean.push(c),
                c if c.is_control() => clean.push_str(stand_in),
                c => clean.push(c),
            }
        }
        self.insert(&clean);
    }

    fn go(&mut self, to: usize) {
        self.at = to;
        self.mark = None;
    }

    /// Sideways: out of a selection, to its edge.
    fn leave(&mut self, to: usize, left: bool) {
        match self.selected() {
            Some((from, _)) if left => self.go(from),
            Some((_, to)) => self.go(to),
            None => self.go(to),
        }
    }

    fn select(&mut self, to: usize) {
        self.mark = self.mark.or(Some(self.at));
        self.at = to;
    }

    fn selected(&self) -> Option<(usize, usize)> {
        let mark = self.mark.filter(|mark| *mark != self.at)?;
        Some((mark.min(self.at), mark.max(self.at)))
    }

    /// The graphemes from one place to another, or those that are selected.
    fn span(&self, to: usize) -> (usize, usize) {
        self.selected().unwrap_or((self.at.min(to), self.at.max(to)))
    }

    fn remember(&mut self) {
        self.past.push((self.text.clone(), self.at));
        self.future.clear();
    }

    /// Replaces graphemes; the cursor is behind what is new.
    fn splice(&mut self, from: usize, to: usize, new: &str) {
        let before = self.text[..from].concat() + new;
        let behind = self.text[to..].concat();
        self.text = split(&(before.clone() + &behind));
        // Marks may have joined what is around the cursor: it is behind all of that.
        let mut bytes = 0;
        self.at = 0;
        for grapheme in &self.text {
            if bytes >= before.len() {
                break;
            }
            bytes += grapheme.len();
            self.at += 1;
        }
        self.mark = None;
    }

    fn type_text(&mut self, text: &str, was: Last) {
        let selected = self.selected();
        if was != Last::Typed || selected.is_some() {
            self.remember();
        } else {
            self.future.clear();
        }
        let (from, to) = selected.unwrap_or((self.at, self.at));
        self.splice(from, to, text);
        self.last = Last::Typed;
    }

    fn insert(&mut self, text: &str) {
        self.last = Last::Other;
        if !text.is_empty() {
            self.remember();
            let (from, to) = self.selected().unwrap_or((self.at, self.at));
            self.splice(from, to, text);
        }
    }

    fn erase(&mut self, to: usize, was: Last) {
        let is_selection = self.selected().is_some();
        let (from, to) = self.span(to);
        self.mark = None;
        if from == to {
            return;
        }
        if was != Last::Erased || is_selection {
            self.remember();
        } else {
            self.future.clear();
        }
        self.splice(from, to, "");
        self.last = if is_selection { Last::Other } else { Last::Erased };
    }

    fn kill(&mut self, to: usize, was: Last) {
        let (from, to) = self.span(to);
        if from == to {
            self.mark = None;
            return;
        }
        let new = self.text[from..to].to_vec();
        self.killed = match was {
            Last::Killed if from < self.at => [new, self.killed.clone()].concat(),
            Last::Killed => [self.killed.clone(), new].concat(),
            _ => new,
        };
        self.remember();
        self.splice(from, to, "");
        self.last = Last::Killed;
    }

    fn transpose(&mut self) {
        self.mark = None;
        let (start, end) = self.line();
        let at = if self.at == end { end.saturating_sub(1) } else { self.at };
        if self.at == start || at <= start {
            return;
        }
        self.remember();
        let swapped = format!("{}{}", self.text[at], self.text[at - 1]);
        self.splice(at - 1, at + 1, &swapped);
    }

    fn travel(&mut self, back: bool) {
        self.mark = None;
        let (from, to) =
            if back { (&mut self.past, &mut self.future) } else { (&mut self.future, &mut self.past) };
        if let Some((text, at)) = from.pop() {
            to.push((std::mem::replace(&mut self.text, text), self.at));
            self.at = at;
        }
    }

    /// The ends of the line around the cursor.
    fn line(&self) -> (usize, usize) {
        let is_break = |grapheme: &String| grapheme.ends_with('\n');
        let start = self.text[..self.at].iter().rposition(is_break).map_or(0, |end| end + 1);
        let end = self.text[self.at..].iter().position(is_break).map_or(self.text.len(), |end| self.at + end);
        (start, end)
    }

    fn is_word(&self, at: usize) -> bool {
        self.text[at].chars().next().is_some_and(char::is_alphanumeric)
    }

    fn is_blank(&self, at: usize) -> bool {
        self.text[at].chars().next().is_some_and(char::is_whitespace)
    }

    fn word_left(&self) -> usize {
        let mut at = self.at;
        while at > 0 && !self.is_word(at - 1) {
            at -= 1;
        }
        while at > 0 && self.is_word(at - 1) {
            at -= 1;
        }
        at
    }

    fn blank_left(&self) -> usize {
        let mut at = self.at;
        while at > 0 && self.is_blank(at - 1) {
            at -= 1;
        }
        while at > 0 && !self.is_blank(at - 1) {
            at -= 1;
        }
        at
    }

    fn word_right(&self) -> usize {
        let mut at = self.at;
        while at < self.text.len() && !self.is_word(at) {
            at += 1;
        }
        while at < self.text.len() && self.is_word(at) {
            at += 1;
        }
        at
    }
}
