use housekey_contract::backend::sessions::CreateSession;
use housekey_contract::{Millis, SessionId};
use housekey_store::Tx;
use housekey_store::instances::{Environment, InstanceRecord, Settings};
use housekey_store::sessions::SessionRecord;
use rand::Rng;

use super::{Proved, SecondFactor, SessionDevice, begin};
use crate::error::{Code, Result, blank, refused};
use crate::organization_memberships::activate;
use crate::users;

/// A validated session on its own client; the user hasn't been looked up yet.
#[derive(Clone, Debug)]
pub struct NewSession {
    proved: Proved,
    device: SessionDevice,
    settings: Settings,
}

impl NewSession {
    /// Validates a request. Only development instances allow creating sessions without a sign-in.
    pub fn check(
        request: CreateSession,
        instance: &InstanceRecord,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        if instance.environment != Environment::Development {
            let long =
                "Sessions can only be created in development instances. Create a sign-in token instead.";
            let message = "invalid request for environment";
            return Err(refused(Code::RequestInvalidForEnvironment, message, long));
        }
        if request.user_id.as_str().trim().is_empty() {
            return Err(blank("user_id"));
        }
        let proved = Proved {
            organization_id: request.active_organization_id,
            ..Proved::by_backend(request.user_id, SecondFactor::VouchedFor)
        };
        let device = SessionDevice::new(None, now, rng);
        Ok(Self { proved, device, settings: instance.settings.clone() })
    }

    /// Sets the id in advance; it must be unused.
    #[must_use]
    pub fn with_id(self, id: SessionId) -> Self {
        Self { device: self.device.with_session_id(id), ..self }
    }
}

/// Creates a session for a user who may sign in.
pub fn create(tx: &mut Tx<'_>, new: &NewSession) -> Result<SessionRecord> {
    let mut proved = new.proved.clone();
    if let Some(organization) = &proved.organization_id {
        let user = users::get(tx, &proved.user_id)?;
        proved.organization_id = Some(activate(tx, organization, &user.id)?);
    }
    begin(tx, &new.settings, &new.device, &proved)
}
