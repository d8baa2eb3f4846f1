//! Seccomp profiles that the services of a project name, once they are read.

use std::collections::BTreeMap;

use crate::model::{Builder, ObjectId};
use crate::seccomp::Profile;

/// Profiles by the path that `security_opt` gives.
pub(super) type Profiles = BTreeMap<String, Named>;

/// A profile that was read.
pub(super) struct Named {
    profile: Profile,
    /// The profile in the model, once a service has asked for it.
    lowered: Option<ObjectId>,
}

impl Named {
    /// A profile that no service has asked for yet.
    pub fn new(profile: Profile) -> Self {
        Self { profile, lowered: None }
    }
}

/// The profile of that name in the model; services that share it share the object.
pub(super) fn lower(profiles: &mut Profiles, builder: &mut Builder, name: &str) -> Option<ObjectId> {
    let named = profiles.get_mut(name)?;
    Some(*named.lowered.get_or_insert_with(|| named.profile.lower(builder)))
}
