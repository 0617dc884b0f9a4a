//! Rules of what few purchases say of the system: user data, role, protection, tags, resource group.
//!
//! `eye` holds by construction: host security is off, basic or enterprise. No problem holds anything of
//! user data: its sentences have no places to fill but for numbers.

use crate::domain::catalog::ResourceGroup;
use crate::domain::field::FieldId;
use crate::domain::problem::{Part, Problem};
use crate::domain::rules::{Case, chosen, limits};

pub(super) fn check(case: &Case, found: &mut Vec<Problem>) {
    check_user_data(case, found);
    check_owner(case, found);
    if case.draft.deletion_protection == Some(true) {
        found.push(Problem::hint("prot", "prot", FieldId::DeletionProtection));
    }
    check_tags(case, found);
}

fn check_user_data(case: &Case, found: &mut Vec<Problem>) {
    let field = FieldId::UserData;
    let text = case.draft.user_data.expose();
    if text.trim().is_empty() {
        return;
    }
    if limits::looks_encoded(text) {
        found.push(Problem::warning("user.base64", "user_base64", field));
    }
    let length = limits::encoded_length(text);
    if length > limits::USER_DATA_MAX {
        let problem = Problem::warning("user.size", "user_size", field);
        found.push(problem.with("n", &length).with("max", &limits::USER_DATA_MAX));
    }
    if limits::looks_secret(text) {
        found.push(Problem::warning("user.secret", "user_secret", field));
    }
}

/// Role and resource group, which must be there.
fn check_owner(case: &Case, found: &mut Vec<Problem>) {
    fn holds(groups: &[ResourceGroup], id: &str) -> bool {
        groups.iter().any(|group| group.id == id || holds(&group.children, id))
    }
    if let (Some(name), Some(roles)) = (chosen(case.draft.role.as_ref()), case.facts.roles)
        && !roles.iter().any(|role| role.name == name)
    {
        let problem = Problem::error("role.listed", "role_listed", FieldId::Role);
        found.push(problem.with("role", name).fixed(""));
    }
    let group = chosen(case.draft.resource_group.as_ref());
    if let (Some(id), Some(groups)) = (group, case.facts.resource_groups)
        && !holds(groups, id)
    {
        let field = FieldId::ResourceGroup;
        let problem = Problem::error("resource_group.listed", "resource_group_listed", field);
        found.push(problem.with("group", id).fixed(""));
    }
}

fn check_tags(case: &Case, found: &mut Vec<Problem>) {
    let tags = &case.draft.tags;
    if tags.is_empty() && case.draft.tag_related == Some(true) {
        let problem = Problem::warning("tag.relation", "tag_relation", FieldId::TagRelated);
        found.push(problem.fixed(""));
    }
    for (index, tag) in tags.iter().enumerate() {
        let field = FieldId::Tags;
        let (key, value) = (tag.key.trim(), tag.value.trim());
        let earlier = tags.iter().take(index).any(|other| other.key.trim() == key);
        if key.is_empty() || !limits::tag_charset(key) || !limits::tag_length(key) {
            let problem = Problem::error("tag.key", "tag_key", field).with("max", &limits::TAG_MAX);
            let problem = problem.maybe_fixed_part(Part::Key, limits::tag_cleaned(key));
            found.push(problem.at(index));
        } else if earlier {
            let problem = Problem::error("tag.key", "tag_key_twice", field).with("key", key);
            found.push(problem.at(index));
        }
        if !limits::tag_charset(value) || !limits::tag_length(value) {
            let problem = Problem::error("tag.value", "tag_value", field);
            let problem = problem.with("max", &limits::TAG_MAX);
            let cleaned = limits::tag_cleaned(value).unwrap_or_default();
            found.push(problem.fixed_part(Part::Value, &cleaned).at(index));
        }
    }
}
