//! What the guest system is called, who may log in, and what it starts with.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::{given, said};
use crate::domain::plan::{HostEye, Login, Plan};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct System<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hostname: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    auto_seq_suffix: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_open_hostname_domain: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    admin_pass: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keypair_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keep_image_login: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_data: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_open_host_eye: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hosteye_type: Option<&'static str>,
}

impl<'a> System<'a> {
    /// `admin_pass` is the password of the plan, encrypted.
    pub(super) fn of(plan: &'a Plan, admin_pass: Option<String>) -> Self {
        let more = &plan.more;
        Self {
            name: given(plan.name.as_ref()),
            hostname: given(plan.hostname.as_ref()),
            auto_seq_suffix: more.ordered_suffix,
            is_open_hostname_domain: more.hostname_domain,
            admin_pass,
            keypair_id: match &plan.login {
                Login::KeyPair(id) => said(id),
                Login::Password(_) | Login::KeepImage | Login::Later => None,
            },
            keep_image_login: matches!(plan.login, Login::KeepImage).then_some(true),
            user_data: more
                .user_data
                .as_ref()
                .and_then(|text| said(text.expose()))
                .map(|text| STANDARD.encode(text)),
            role_name: given(more.role.as_ref()),
            is_open_host_eye: more.host_eye.map(HostEye::is_open),
            hosteye_type: more.host_eye.and_then(HostEye::api_name),
        }
    }
}
