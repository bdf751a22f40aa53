//! What the client does as WebAssembly: it verifies tokens, and calls a real server by JavaScript's `fetch`.
//!
//! A panic becomes an exception of JavaScript with its message.

mod calls;
mod verification;

use std::panic;

use wasm_bindgen::prelude::wasm_bindgen;

/// Lets panics be seen.
#[wasm_bindgen(start)]
pub fn start() {
    panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&panic.to_string())));
}

/// Verifies tokens with a PEM key, without a network.
#[wasm_bindgen]
pub fn verify() {
    verification::genuine_tokens_pass_and_others_do_not();
}

/// Calls the server with the key of an instance that is empty.
#[wasm_bindgen]
pub async fn call(server: String, secret_key: String) {
    calls::all(&server, &secret_key).await;
}
