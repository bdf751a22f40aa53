use http::HeaderValue;
use http::header::CONTENT_TYPE;
use serde::Serialize;

use super::{Api, ApiAnswer, Question, answer, failed};
use crate::auth::reason::TokenError;

impl Api {
    /// Sends a request with a JSON body.
    pub(in crate::auth) async fn tell(
        &self,
        question: Question<'_>,
        body: &(impl Serialize + Sync),
    ) -> Result<ApiAnswer, TokenError> {
        let body = serde_json::to_vec(body).map_err(|error| failed(error.to_string()))?;
        let mut request = self.request(question).await?;
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        *request.body_mut() = Some(body.into());
        answer(&self.http, request).await
    }
}
