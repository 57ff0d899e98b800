//! Making a random password (`GetRandomPassword`), with the alphabet in view that the options leave.

use crate::app::form::{
    Field, FieldError, FieldId, Fields, FormContext, FormEffect, FormEvent, FormSpec, Input, Note,
    SecretLine, Submission, Switch, Tone,
};
use crate::secrets::ValueBody;
use crate::service::api::{EachType, Inclusion, PasswordOptions, Reply, Request};
use std::ops::RangeInclusive;

/// Characters that a password may have.
const LENGTH: RangeInclusive<u16> = 1..=4_096;
/// Characters that may be excluded one by one.
const EXCLUDED_LIMIT: usize = 4_096;
const LOWERCASE: &str = "abcdefghijklmnopqrstuvwxyz";
const UPPERCASE: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const NUMBERS: &str = "0123456789";
const PUNCTUATION: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/// The sheet for a random password.
#[derive(Debug, Default)]
pub struct RandomPassword {
    progress: Progress,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Progress {
    #[default]
    Asking,
    Came,
}

impl FormSpec for RandomPassword {
    fn title(&self) -> String {
        "Random password".into()
    }

    fn fields(&self, _facts: &FormContext<'_>) -> Vec<Field> {
        let switch =
            |id, label, help, on| Field::switch(id, label, help, if on { Switch::On } else { Switch::Off });
        vec![
            Field::line(FieldId::Length, "Length", "Characters: 1 to 4,096.", "32"),
            Field::line(
                FieldId::ExcludeCharacters,
                "Leave out",
                "Characters that it must not have, such as quotes.",
                "",
            ),
            switch(FieldId::ExcludeLowercase, "No lower case", "Leave a–z out.", false),
            switch(FieldId::ExcludeUppercase, "No upper case", "Leave A–Z out.", false),
            switch(FieldId::ExcludeNumbers, "No digits", "Leave 0–9 out.", false),
            switch(FieldId::ExcludePunctuation, "No punctuation", "Leave punctuation out.", false),
            switch(FieldId::IncludeSpace, "Spaces", "Whether it may have spaces.", false),
            switch(FieldId::RequireEach, "One of each", "At least one of every type that is left.", true),
            Field::new(
                FieldId::Password,
                "Password",
                "Made by the service: ctrl-s makes another, ctrl-l copies it, ctrl-r reveals it.",
                Input::Secret(SecretLine::default()),
            ),
        ]
    }

    fn changed(&mut self, fields: &mut Fields, field: FieldId, _facts: &FormContext<'_>) -> Vec<FormEffect> {
        if let Err(error) = options(fields)
            && error.field == field
        {
            fields.set_error(field, Some(error.text));
        }
        Vec::new()
    }

    fn answered(
        &mut self,
        answer: FormEvent,
        fields: &mut Fields,
        _facts: &FormContext<'_>,
    ) -> Vec<FormEffect> {
        let FormEvent::Reply { result, .. } = answer else { return Vec::new() };
        let Ok(Reply::GetRandomPassword(ValueBody::Text(password))) = *result else { return Vec::new() };
        if let Some(Input::Secret(line)) = fields.get_mut(FieldId::Password).map(|field| &mut field.input) {
            line.replace(password);
        }
        fields.go_to(FieldId::Password);
        self.progress = Progress::Came;
        vec![FormEffect::Submit]
    }

    fn submit_label(&self) -> &'static str {
        "make one"
    }

    fn submit(&mut self, fields: &mut Fields, _facts: &mut FormContext<'_>) -> Submission {
        if std::mem::take(&mut self.progress) == Progress::Came {
            return Submission::Stay;
        }
        match options(fields) {
            Ok(options) => Submission::Wait(vec![FormEffect::Read(Request::GetRandomPassword(options))]),
            Err(error) => Submission::Wrong(vec![error]),
        }
    }

    fn password_options(&self, fields: &Fields) -> PasswordOptions {
        options(fields).unwrap_or_default()
    }

    fn notes(&self, fields: &Fields, _facts: &FormContext<'_>) -> Vec<Note> {
        let options = match options(fields) {
            Ok(options) => options,
            Err(error) => return vec![Note::new(Tone::Danger, error.text)],
        };
        let alphabet: String = types(&options).concat();
        let count = u32::try_from(alphabet.chars().count()).unwrap_or(u32::MAX);
        let bits = f64::from(options.length) * f64::from(count).log2();
        vec![
            Note::new(Tone::Heading, format!("{count} characters to choose from: about {bits:.0} bits")),
            Note::plain(alphabet.replace(' ', "␠")),
            Note::new(Tone::Dim, "ctrl-s makes a password."),
        ]
    }
}

/// The options as they are typed and chosen.
fn options(fields: &Fields) -> Result<PasswordOptions, FieldError> {
    let wrong = |field, text: String| FieldError { field, text };
    let length = fields.text(FieldId::Length).trim().parse().ok().filter(|length| LENGTH.contains(length));
    let length = length.ok_or_else(|| wrong(FieldId::Length, "A whole number, 1 to 4,096.".into()))?;
    let exclude_characters = fields.text(FieldId::ExcludeCharacters).to_owned();
    let excluded = exclude_characters.chars().count();
    if excluded > EXCLUDED_LIMIT {
        let text = format!("{excluded} characters; {EXCLUDED_LIMIT} at most.");
        return Err(wrong(FieldId::ExcludeCharacters, text));
    }
    let kept = |id| if fields.is_on(id) { Inclusion::Excluded } else { Inclusion::Included };
    let options = PasswordOptions {
        length,
        exclude_characters,
        numbers: kept(FieldId::ExcludeNumbers),
        punctuation: kept(FieldId::ExcludePunctuation),
        uppercase: kept(FieldId::ExcludeUppercase),
        lowercase: kept(FieldId::ExcludeLowercase),
        space: if fields.is_on(FieldId::IncludeSpace) { Inclusion::Included } else { Inclusion::Excluded },
        each_type: if fields.is_on(FieldId::RequireEach) { EachType::Required } else { EachType::Optional },
    };
    let types = types(&options).len();
    if types == 0 {
        let text = "No character is left to make a password of.".into();
        return Err(wrong(FieldId::ExcludeCharacters, text));
    }
    if options.each_type == EachType::Required && usize::from(length) < types {
        let text = format!("Too short for one character of each of {types} types.");
        return Err(wrong(FieldId::Length, text));
    }
    Ok(options)
}

/// The characters of each type that is left, types of which nothing is left aside.
fn types(options: &PasswordOptions) -> Vec<String> {
    let all = [
        (options.lowercase, LOWERCASE),
        (options.uppercase, UPPERCASE),
        (options.numbers, NUMBERS),
        (options.punctuation, PUNCTUATION),
        (options.space, " "),
    ];
    let included = all.iter().filter(|(inclusion, _)| *inclusion == Inclusion::Included);
    let left = included.map(|(_, kind)| kind.chars().filter(|c| !options.exclude_characters.contains(*c)));
    left.map(Iterator::collect).filter(|kind: &String| !kind.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_defaults_leave_94_characters_of_four_types() {
        let types = types(&PasswordOptions::default());
        assert_eq!(types.len(), 4);
        assert_eq!(types.concat().len(), 94);
    }

    proptest! {
        #[test]
        fn what_is_excluded_is_not_in_the_alphabet(excluded in "[ -~]{0,40}", space: bool) {
            let options = PasswordOptions {
                exclude_characters: excluded.clone(),
                space: if space { Inclusion::Included } else { Inclusion::Excluded },
                ..PasswordOptions::default()
            };
            let alphabet = types(&options).concat();
            prop_assert!(alphabet.chars().all(|c| !excluded.contains(c)));
            prop_assert!(space || !alphabet.contains(' '));
        }
    }
}
