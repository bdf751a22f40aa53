use crate::error::Code;
use serde::Serialize;
use zxcvbn::feedback::Suggestion as Advice;

/// Minimum number of characters of a new password.
pub const MIN_CHARACTERS: usize = 8;
/// Maximum number of bytes, and thus characters, of a new password: Clerk's limit, which comes from bcrypt.
pub const MAX_BYTES: usize = 72;
/// Minimum zxcvbn score of a new password, from 0 to 4.
///
/// Clerk's default is 0, along with a check against breached passwords. That check may not be available on a server
/// without network access; score 2 ("somewhat guessable") rejects the most common of them.
pub const MIN_STRENGTH: u8 = 2;

/// Why a new password was rejected. The text is shown to the user.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordProblem {
    #[error("Passwords must be at least {MIN_CHARACTERS} characters long.")]
    TooShort,
    #[error("Passwords must be at most {MAX_BYTES} characters long.")]
    TooLong,
    #[error(
        "This password is longer than {MAX_BYTES} bytes. Use fewer characters, or fewer that are not in the English alphabet."
    )]
    TooManyBytes,
    #[error("Your password must not be your email address, phone number, or username.")]
    MatchesIdentifier,
    #[error("This password is too easy to guess.")]
    NotStrongEnough {
        /// Suggestions for a stronger password, for `meta.zxcvbn.suggestions`.
        suggestions: Vec<Suggestion>,
    },
}

/// A suggestion for a weak password: Clerk's UI translates `code`, others show `message`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// A zxcvbn-ts name, such as `anotherWord`.
    pub code: &'static str,
    /// The suggestion in English.
    pub message: &'static str,
}

impl PasswordProblem {
    /// Clerk's error code.
    pub fn code(&self) -> Code {
        match self {
            Self::TooShort => Code::FormPasswordLengthTooShort,
            Self::TooLong => Code::FormPasswordLengthTooLong,
            Self::TooManyBytes => Code::FormPasswordSizeInBytesExceeded,
            Self::MatchesIdentifier => Code::FormPasswordMatchesIdentifier,
            Self::NotStrongEnough { .. } => Code::FormPasswordNotStrongEnough,
        }
    }

    /// Suggestions for a weak password; empty for all other problems.
    pub fn suggestions(&self) -> &[Suggestion] {
        match self {
            Self::NotStrongEnough { suggestions } => suggestions,
            _ => &[],
        }
    }
}

/// Validates a new password. `inputs` is what an attacker would try first: the user's names, addresses and numbers.
pub fn check_new(password: &str, inputs: &[&str]) -> Result<(), PasswordProblem> {
    let characters = password.chars().count();
    if characters < MIN_CHARACTERS {
        return Err(PasswordProblem::TooShort);
    }
    if characters > MAX_BYTES {
        return Err(PasswordProblem::TooLong);
    }
    if password.len() > MAX_BYTES {
        return Err(PasswordProblem::TooManyBytes);
    }
    if inputs.iter().any(|input| input.to_lowercase() == password.to_lowercase()) {
        return Err(PasswordProblem::MatchesIdentifier);
    }
    check_strength(password, inputs)
}

fn check_strength(password: &str, inputs: &[&str]) -> Result<(), PasswordProblem> {
    // Each part of an address or a full name is a guess of its own.
    let parts = inputs.iter().flat_map(|input| input.split(|character: char| !character.is_alphanumeric()));
    let guesses: Vec<&str> = inputs.iter().copied().chain(parts).filter(|guess| guess.len() > 2).collect();
    let estimate = zxcvbn::zxcvbn(password, &guesses);
    if u8::from(estimate.score()) >= MIN_STRENGTH {
        return Ok(());
    }
    let advice = estimate.feedback().map_or(&[][..], |feedback| feedback.suggestions());
    Err(PasswordProblem::NotStrongEnough { suggestions: advice.iter().copied().map(suggestion).collect() })
}

fn suggestion(advice: Advice) -> Suggestion {
    let (code, message) = match advice {
        Advice::UseAFewWordsAvoidCommonPhrases => ("useWords", "Use several unrelated words."),
        Advice::NoNeedForSymbolsDigitsOrUppercaseLetters => {
            ("noNeed", "There is no need for symbols, digits, or capital letters.")
        }
        Advice::AddAnotherWordOrTwo => ("anotherWord", "Add one or two less common words."),
        Advice::CapitalizationDoesntHelpVeryMuch => {
            ("capitalization", "Capitalizing the first letter doesn't help much.")
        }
        Advice::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => {
            ("allUppercase", "All capitals are almost as easy to guess as none.")
        }
        Advice::ReversedWordsArentMuchHarderToGuess => ("reverseWords", "Reversed words are easy to guess."),
        Advice::PredictableSubstitutionsDontHelpVeryMuch => {
            ("l33t", "Predictable substitutions such as '@' for 'a' don't help much.")
        }
        Advice::UseALongerKeyboardPatternWithMoreTurns => {
            ("longerKeyboardPattern", "Use a longer keyboard pattern with more turns.")
        }
        Advice::AvoidRepeatedWordsAndCharacters => ("repeated", "Avoid repeated words and characters."),
        Advice::AvoidSequences => ("sequences", "Avoid sequences such as 'abcd' or '6543'."),
        Advice::AvoidRecentYears => ("recentYears", "Avoid recent years."),
        Advice::AvoidYearsThatAreAssociatedWithYou => {
            ("associatedYears", "Avoid years that are associated with you.")
        }
        Advice::AvoidDatesAndYearsThatAreAssociatedWithYou => {
            ("dates", "Avoid dates and years that are associated with you.")
        }
    };
    Suggestion { code, message }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn refusal(password: &str, inputs: &[&str]) -> &'static str {
        check_new(password, inputs).unwrap_err().code().as_str()
    }

    #[test]
    fn a_passphrase_is_accepted() {
        assert_eq!(check_new("my-secure-password", &[]), Ok(()));
        assert_eq!(check_new("пароль длинный очень", &["ada@example.com"]), Ok(()));
    }

    #[test]
    fn seven_characters_are_too_few_and_eight_suffice() {
        assert_eq!(refusal("xK9#mQ2", &[]), "form_password_length_too_short");
        assert_eq!(refusal("ключики", &[]), "form_password_length_too_short");
        assert_eq!(check_new("xK9#mQ2v", &[]), Ok(()));
    }

    #[test]
    fn the_limit_is_72_characters_and_72_bytes() {
        let long = "xK9#mQ2v".repeat(9);
        assert_eq!(check_new(&long, &[]), Ok(()));
        assert_eq!(refusal(&format!("{long}w"), &[]), "form_password_length_too_long");
        assert_eq!(refusal(&"ключ".repeat(10), &[]), "form_password_size_in_bytes_exceeded");
    }

    #[test]
    fn a_password_may_not_be_an_identifier_in_whatever_case() {
        assert_eq!(
            refusal("Ada@Example.com", &["+15550100", "ada@example.com"]),
            "form_password_matches_identifier"
        );
    }

    #[test]
    fn passwords_from_the_top_of_every_list_are_weak() {
        for password in ["password", "12345678", "qwertyuiop", "Password1", "iloveyou", "aaaaaaaaaaaa"] {
            assert_eq!(refusal(password, &[]), "form_password_not_strong_enough", "{password}");
        }
    }

    #[test]
    fn a_weak_password_comes_with_advice_in_the_codes_of_clerk() {
        let problem = check_new("P@ssw0rd", &[]).unwrap_err();
        let codes: Vec<_> = problem.suggestions().iter().map(|suggestion| suggestion.code).collect();
        assert_eq!(codes, ["anotherWord", "capitalization", "l33t"]);
    }

    #[test]
    fn what_is_known_of_the_user_makes_a_password_weak() {
        assert_eq!(check_new("zbigniewek7", &[]), Ok(()));
        assert_eq!(refusal("zbigniewek7", &["zbigniewek"]), "form_password_not_strong_enough");
        assert_eq!(refusal("zbigniewek7", &["zbigniewek@example.com"]), "form_password_not_strong_enough");
    }

    proptest! {
        #[test]
        fn any_password_is_judged(password in ".{0,80}", input in ".{0,20}") {
            let fits = (8..=72).contains(&password.chars().count()) && password.len() <= 72;
            let length_problem = check_new(&password, &[&input]).is_err_and(|problem| {
                matches!(problem, PasswordProblem::TooShort | PasswordProblem::TooLong | PasswordProblem::TooManyBytes)
            });
            prop_assert_eq!(length_problem, !fits);
        }
    }
}
