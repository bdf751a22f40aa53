//! Runs before the server's own routes: fault injection, the webhook inbox, and a proxy.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use housekey_server::edge::Edge;
use housekey_server::render;

use crate::faults::Effect;
use crate::operations::Operations;
use crate::proxy::passed_on;
use crate::shared::Shared;
use crate::webhooks::PATH;

/// The connection must be closed without a response.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the test asked for a broken connection")]
pub(crate) struct Broken;

#[derive(Clone)]
pub(crate) struct Front {
    edge: Edge,
    shared: Arc<Shared>,
    operations: Arc<Operations>,
}

impl Front {
    pub(crate) fn new(edge: Edge, shared: Arc<Shared>) -> Self {
        Self { edge, shared, operations: Arc::new(Operations::new()) }
    }

    pub(crate) async fn answer(self, request: Request) -> Result<Response, Broken> {
        let request = passed_on(request, &self.shared);
        let (method, path) = (request.method().as_str(), request.uri().path());
        if method == "POST" && path == PATH {
            return Ok(self.shared.inbox.receive(request).await);
        }
        let fault = self.operations.find(method, path).and_then(|name| self.shared.faults.next(name));
        let Some(fault) = fault else { return self.ask(request).await };
        tokio::time::sleep(fault.after).await;
        match fault.effect {
            Effect::Answer => self.ask(request).await,
            Effect::Refuse(refusal) => {
                Ok(render::refusal(*refusal, "test0000000000000000000000000000").map(Body::new))
            }
            Effect::Drop { done: false } => Err(Broken),
            Effect::Drop { done: true } => self.ask(request).await.and(Err(Broken)),
        }
    }

    async fn ask(self, request: Request) -> Result<Response, Broken> {
        Ok(self.edge.serve(request).await.into_response())
    }
}
