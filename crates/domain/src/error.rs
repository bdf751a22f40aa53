//! What the rules say no with: Clerk's codes and statuses, in our own words.

mod code;

use housekey_contract::ApiError;
use housekey_store::StoreError;
use serde_json::{Value, json};

pub use code::Code;

use crate::images::ImageProblem;

/// The result of a rule.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation was refused or failed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The caller is to do something about it.
    #[error("{status} {}", .errors.first().map_or("", |error| error.code.as_str()))]
    #[non_exhaustive] // so that every refusal is made of a `Code`
    Refused {
        /// The HTTP status, 400 to 499.
        status: u16,
        /// The errors; at least one.
        errors: Vec<ApiError>,
    },
    /// A database error.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A bug or a broken installation; the text is for the log only.
    #[error("{0}")]
    Internal(String),
}

impl Error {
    /// The code of a refusal.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused { errors, .. } => Some(&errors.first()?.code),
            _ => None,
        }
    }

    /// Adds a fact to the meta of a refusal.
    #[must_use]
    pub fn with_meta(mut self, name: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        if let Self::Refused { errors, .. } = &mut self {
            for error in errors {
                error.meta.insert(name.to_owned(), value.clone());
            }
        }
        self
    }
}

/// Collects what is wrong with a request, so that one response can name all of it.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<Error>);

impl Problems {
    /// Adds a problem.
    pub(crate) fn add(&mut self, problem: Error) {
        self.0.push(problem);
    }

    /// The value, or nothing where it was refused.
    pub(crate) fn keep<T>(&mut self, outcome: Result<T>) -> Option<T> {
        outcome.map_err(|problem| self.add(problem)).ok()
    }

    /// Refuses the request with every problem, unless there is none. Where their statuses differ, it is 422.
    pub(crate) fn refuse(self) -> Result<()> {
        let mut together: Option<(u16, Vec<ApiError>)> = None;
        for problem in self.0 {
            let Error::Refused { status, errors } = problem else { return Err(problem) };
            together = Some(match together {
                None => (status, errors),
                Some((before, all)) => {
                    (if before == status { status } else { 422 }, all.into_iter().chain(errors).collect())
                }
            });
        }
        together.map_or(Ok(()), |(status, errors)| Err(Error::Refused { status, errors }))
    }
}

impl FromIterator<Error> for Problems {
    fn from_iter<I: IntoIterator<Item = Error>>(problems: I) -> Self {
        Self(problems.into_iter().collect())
    }
}

impl From<ImageProblem> for Error {
    fn from(problem: ImageProblem) -> Self {
        let message = problem.to_string();
        refused(problem.code(), &message, message.clone()).with_meta("param_name", json!("file"))
    }
}

/// A refusal in full.
pub fn refused(code: Code, message: &str, long_message: impl Into<String>) -> Error {
    let error = ApiError {
        code: code.as_str().to_owned(),
        message: message.to_owned(),
        long_message: long_message.into(),
        meta: serde_json::Map::new(),
    };
    Error::Refused { status: code.status(), errors: vec![error] }
}

/// A refusal that is about one parameter.
pub fn invalid(code: Code, param: &str, message: &str, long_message: impl Into<String>) -> Error {
    refused(code, message, long_message).with_meta("param_name", json!(param))
}

/// There is no such thing in this instance.
pub fn not_found(kind: &str, id: &str) -> Error {
    refused(Code::ResourceNotFound, "not found", format!("No {kind} was found with id {id}."))
}

/// A request without the file that it is to bring.
pub fn missing_image() -> Error {
    refused(
        Code::ImageMissing,
        "image missing",
        "The image is missing. Send it as a multipart form field named file.",
    )
    .with_meta("param_name", json!("file"))
}

/// Somebody has this value already.
pub fn taken(param: &str) -> Error {
    let what = param.replace('_', " ");
    let message = format!("That {what} is taken. Please try another.");
    invalid(Code::FormIdentifierExists, param, &message, message.clone())
}

/// A parameter that must be there is not.
pub fn missing(param: &str) -> Error {
    invalid(Code::FormParamMissing, param, "is missing", format!("{param} must be included."))
}

/// The operation has no parameter of this name.
pub fn unknown(param: &str) -> Error {
    let long = format!("{param} is not a parameter of this operation.");
    invalid(Code::FormParamUnknown, param, "is unknown", long)
}

/// A parameter may not be empty.
pub fn blank(param: &str) -> Error {
    invalid(Code::FormParamNil, param, "is blank", format!("{param} can't be null or blank."))
}

/// A parameter is of the wrong form.
pub fn malformed(param: &str, expected: &str) -> Error {
    invalid(Code::FormParamFormatInvalid, param, "is invalid", format!("{param} must be {expected}."))
}

/// A parameter has a value that it can't have.
pub fn not_allowed(param: &str, expected: &str) -> Error {
    invalid(Code::FormParamValueInvalid, param, "is invalid", format!("{param} must be {expected}."))
}

/// A parameter is no time, or one that can't be.
pub fn invalid_time(param: &str, expected: &str) -> Error {
    invalid(Code::FormParamInvalidTime, param, "is invalid", format!("{param} must be {expected}."))
}

/// A list has the same value twice.
pub fn duplicate(param: &str) -> Error {
    invalid(
        Code::FormParamDuplicate,
        param,
        "has duplicates",
        format!("{param} must not contain duplicates."),
    )
}

/// A parameter has too many characters.
pub fn too_long(param: &str, most: usize) -> Error {
    let long = format!("{param} must be at most {most} characters long.");
    invalid(Code::FormParamMaxLengthExceeded, param, "is too long", long)
}

/// A parameter holds more bytes than are kept.
pub fn too_large(param: &str, most: usize) -> Error {
    let long = format!("{param} exceeds the maximum allowed size of {most} bytes.");
    invalid(Code::FormParamExceedsAllowedSize, param, "exceeds the allowed size", long)
}
