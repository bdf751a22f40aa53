use std::sync::{Arc, Mutex};

use housekey_domain::sign_ups::{Applicant, NewSignUp, create};
use housekey_sdk::SignUpId;
use housekey_server::rng::rng;

use crate::server::Server;

/// A sign-up, which no Backend API operation starts.
pub(crate) async fn begun(server: &Server) -> SignUpId {
    let applicant = Applicant { email_address: Some("joining@example.com".into()), ..Applicant::default() };
    let (now, settings) = (server.app.clock.now(), server.instance.settings.clone());
    let new = NewSignUp::check(applicant, &settings.sign_up, None, now, &mut rng()).unwrap();
    let id = Arc::new(Mutex::new(SignUpId::default()));
    let kept = Arc::clone(&id);
    server
        .write(move |tx| {
            *kept.lock().unwrap() = create(tx, &settings, &new)?.id;
            Ok(())
        })
        .await;
    id.lock().unwrap().clone()
}
