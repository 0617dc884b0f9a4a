//! The answers about regions, spot, snapshots, placement, money and releases, in the domain's words.

use bcc_wizard::api::wire::account::{QuotaModel, balance};
use bcc_wizard::api::wire::keypair::KeyPairModel;
use bcc_wizard::api::wire::page::{Page, Unreadable, part, whole};
use bcc_wizard::api::wire::placement::{
    DeployDetailModel, DeploySetModel, EhcModel, EniModel, ResourceGroupModel, RoleModel, TagModel,
};
use bcc_wizard::api::wire::release::RefundModel;
use bcc_wizard::api::wire::spot::{SpotPriceModel, SpotZone};
use bcc_wizard::api::wire::storage::{PolicyModel, SnapshotModel};
use bcc_wizard::api::wire::zone::{RegionModel, ZoneName};
use bcc_wizard::domain::catalog::{
    DeploySet, EhcCluster, Eni, EniAddress, KeyPairDetail, ListedRegion, Quota, ResourceGroup,
    Retention, Role, Snapshot, SnapshotPolicy, SpotFlavor, SpotOffer, Strategy, Tag, Zone,
};
use bcc_wizard::domain::units::Gib;
use serde_json::{Value, json};

use super::{money, rows, sample};

fn offers(body: &[u8]) -> Vec<SpotOffer> {
    Page::<SpotZone>::read(body).unwrap().rows.into_iter().flat_map(SpotZone::into_offers).collect()
}

fn bytes(value: &Value) -> Vec<u8> {
    value.to_string().into_bytes()
}

#[test]
fn regions_and_the_zones_of_a_spec() {
    let regions: Vec<ListedRegion> = rows::<RegionModel, _>(&sample("DescribeRegions"));
    assert_eq!((&*regions[1].id, &*regions[1].name), ("su", "Huadong - Suzhou"));
    assert_eq!(regions[0].endpoint, "bcc.bj.baidubce.com");
    let zones: Vec<Zone> = rows::<ZoneName, _>(&sample("GetZoneBySpec"));
    let names: Vec<&str> = zones.iter().map(|zone| zone.name.as_str()).collect();
    assert_eq!(names, ["cn-bj-a", "cn-bj-d"]);
}

#[test]
fn an_empty_list_of_flavors_is_sold_out_and_an_unreadable_one_is_not() {
    let [offer] = offers(&sample("ListBidFlavor")).try_into().unwrap();
    assert_eq!((&*offer.zone, &*offer.instance_type, offer.sold_out()), ("cn-bj-a", "N1", false));
    let flavor = SpotFlavor {
        spec: "bcc.c1.c1m2".to_owned(),
        family: "c1".to_owned(),
        vcpus: 1,
        memory: Gib(2),
    };
    assert_eq!(offer.flavors, [flavor]);
    let [gone] = offers(&sample("ListBidFlavor.sold_out")).try_into().unwrap();
    assert!(gone.sold_out());
    let group = |flavors: Value| json!({"instanceType": "N1", "flavors": flavors});
    for (resources, count) in [
        (json!([group(json!([])), group(json!(null)), group(json!("x")), group(json!([{}]))]), 1),
        (json!({"flavorGroups": [group(json!([])), group(json!([{"spec": "s"}]))]}), 2),
        (json!([]), 0),
        (json!(null), 0),
        (json!("x"), 0),
    ] {
        let body = json!({"zoneResources": [{"zoneName": "z", "bccResources": resources}]});
        assert_eq!(offers(&bytes(&body)).len(), count, "{body}");
    }
}

#[test]
fn a_spot_price_needs_one_of_its_two_amounts() {
    let price = SpotPriceModel::read(&sample("GetBidInstancePrice"), 2).unwrap();
    assert_eq!((price.total, price.each), (money("0.00616"), money("0.00308")));
    assert_eq!(price.list_total, Some(money("0.022")));
    assert_eq!(price.list_each, Some(money("0.011")));
    for (body, asked, total, each) in [
        (json!({"money": "0.9"}), 3, "0.9", "0.3"),
        (json!({"perMoney": 0.3}), 3, "0.9", "0.3"),
        (json!({"money": 0.9, "count": "2", "perMoney": null}), 3, "0.9", "0.45"),
        (json!({"money": "0.9", "count": "x"}), 0, "0.9", "0.9"),
    ] {
        let price = SpotPriceModel::read(&bytes(&body), asked).unwrap();
        assert_eq!((price.total, price.each), (money(total), money(each)), "{body}");
        assert_eq!((price.list_total, price.list_each), (None, None));
    }
    for none in [json!({}), json!({"money": "", "perMoney": "null"}), json!({"money": "-1"})] {
        let error = SpotPriceModel::read(&bytes(&none), 1).unwrap_err();
        assert_eq!(error, Unreadable::Missing("money"), "{none}");
    }
}

#[test]
fn snapshots_and_what_they_were_made_of() {
    let [mut snapshot]: [Snapshot; 1] =
        rows::<SnapshotModel, _>(&sample("ListSnapshots")).try_into().unwrap();
    assert_eq!((&*snapshot.id, snapshot.size), ("s-6r3dam6F", Some(Gib(5))));
    assert_eq!(snapshot.volume.as_deref(), Some("v-IgJOjBWj"));
    assert_eq!((&*snapshot.method, &*snapshot.created), ("MANUAL", "2015-07-08T10:22:04Z"));
    assert!(snapshot.available() && !snapshot.of_system_disk());
    assert!(!snapshot.encrypted && !snapshot.whole_machine);
    snapshot.volume = Some("i-1".to_owned());
    "CREATING".clone_into(&mut snapshot.status);
    assert!(!snapshot.available() && snapshot.of_system_disk());
    let page = Page::<SnapshotModel>::read(&sample("ListSnapshots")).unwrap();
    assert_eq!(page.next.as_deref(), Some("s-tpxSNbqb"));
    for gone in [json!(""), json!(null), json!("null"), json!("-")] {
        let body = json!({"snapshots": [{"id": "s-1", "volumeId": gone, "sizeInGB": "5"}]});
        let [snapshot]: [Snapshot; 1] = rows::<SnapshotModel, _>(&bytes(&body)).try_into().unwrap();
        assert_eq!((snapshot.volume.as_deref(), snapshot.size), (None, Some(Gib(5))), "{body}");
        assert!(!snapshot.of_system_disk());
    }
}

#[test]
fn snapshot_policies_keep_for_days_or_for_ever() {
    let [policy]: [SnapshotPolicy; 1] =
        rows::<PolicyModel, _>(&sample("ListAsps")).try_into().unwrap();
    assert_eq!((policy.hours.as_slice(), policy.weekdays.as_slice()), (&[20, 21][..], &[0, 6][..]));
    assert_eq!((policy.retention, policy.volumes), (Some(Retention::Days(7)), 0));
    // 1971-01-01T00:00:01Z stands for "never".
    assert_eq!(policy.last_run, None);
    assert!(policy.active());
    for (days, retention) in [
        (json!(-1), Some(Retention::Forever)),
        (json!("-1"), Some(Retention::Forever)),
        (json!("30"), Some(Retention::Days(30))),
        (json!(65536), Some(Retention::Days(65536))),
        (json!(0), None),
        (json!(-2), None),
        (json!(1.5), None),
        (json!(""), None),
        (json!(null), None),
    ] {
        let body = json!({"autoSnapshotPolicy":
            {"id": "asp-1", "retentionDays": days, "timePoints": ["20", 21, "x"], "status": "paused"}});
        let policy = part::<PolicyModel>(&bytes(&body), "autoSnapshotPolicy").unwrap();
        let policy = SnapshotPolicy::from(policy);
        assert_eq!(
            (policy.retention, policy.hours.as_slice()),
            (retention, &[20, 21][..]),
            "{days}"
        );
        assert!(!policy.active());
    }
}

#[test]
fn interfaces_clusters_roles_and_tags() {
    let [eni]: [Eni; 1] = rows::<EniModel, _>(&sample("ListEni")).try_into().unwrap();
    assert_eq!((&*eni.id, &*eni.vpc, &*eni.zone), ("eni-4scnfvrstj72", "vpc-IyrqYIQ7", "cn-bj-a"));
    let address = EniAddress { private: "192.168.0.17".to_owned(), public: None, primary: true };
    assert_eq!(eni.addresses, [address]);
    assert_eq!((eni.instance.as_deref(), eni.groups.len()), (None, 1));
    assert!(eni.available());
    let [cluster]: [EhcCluster; 1] =
        rows::<EhcModel, _>(&sample("EhcClusterList")).try_into().unwrap();
    assert_eq!((&*cluster.id, &*cluster.zone), ("ehc-bk4hM1N3", "cn-bj-a"));
    let roles: Vec<Role> = rows::<RoleModel, _>(&sample("GetRoleList"));
    assert_eq!((roles.len(), &*roles[1].name), (2, "app-reader"));
    let tags: Vec<Tag> = rows::<TagModel, _>(&sample("TagList"));
    let tags: Vec<(&str, &str)> = tags.iter().map(|tag| (&*tag.key, &*tag.value)).collect();
    assert_eq!(tags, [("默认项目", ""), ("env", "prod"), ("env", "test")]);
}

#[test]
fn deployment_sets_in_the_list_and_alone() {
    let [set]: [DeploySet; 1] =
        rows::<DeploySetModel, _>(&sample("ListDeploySet")).try_into().unwrap();
    assert_eq!(
        (&*set.id, &set.strategy, set.concurrency),
        ("dset-qrE9FWAR", &Strategy::Hosts, Some(1))
    );
    // One zone counts in texts, the other in numbers.
    assert_eq!((set.room("cn-bj-a"), set.room("cn-bj-d")), (Some(17), Some(20)));
    assert_eq!(set.room("cn-bj-z"), None);
    let detail: DeployDetailModel = whole(&sample("GetDeploySet")).unwrap();
    let detail = DeploySet::from(detail);
    assert_eq!((&detail.id, detail.room("cn-bj-a")), (&set.id, Some(17)));
    for (word, strategy) in [
        ("RACK_HA", Strategy::Racks),
        ("tor_ha", Strategy::Switches),
        ("POD_RQ", Strategy::Pod),
        ("MOON_HA", Strategy::Other("MOON_HA".to_owned())),
        ("", Strategy::Other(String::new())),
    ] {
        let zone = json!({"zoneName": "z", "instanceCount": "9", "instanceTotal": 4});
        let body = json!({"shortId": "d", "strategy": word, "azIntstanceStatisList": [zone, null]});
        let set = DeploySet::from(whole::<DeployDetailModel>(&bytes(&body)).unwrap());
        assert_eq!((set.strategy.clone(), set.room("z")), (strategy, Some(0)));
    }
    assert!(whole::<DeployDetailModel>(b"{}").is_err());
}

#[test]
fn resource_groups_to_any_depth() {
    let groups: Vec<ResourceGroup> = rows::<ResourceGroupModel, _>(&sample("ResourceGroupList"));
    assert_eq!((groups.len(), groups[0].children.len()), (2, 0));
    let grandchild = &groups[1].children[0].children[0];
    assert_eq!((&*grandchild.id, &*grandchild.name), ("RESG-vW7cjCj6fDC", "grandResGroup"));
    assert_eq!(grandchild.parent.as_deref(), Some("RESG-uRqLJosXHTc"));
    assert_eq!((groups[0].parent.as_deref(), groups[0].children.len()), (None, 0));
}

#[test]
fn money_and_quotas_are_numbers_or_not_said() {
    assert_eq!(balance(&sample("AccountBalance")).unwrap(), money("850"));
    for (body, cash) in [
        (r#"{"cashBalance":"-12.50"}"#, "-12.50"),
        (r#"{"cashBalance":0}"#, "0"),
        (r#"{"cashBalance":0.1,"more":1}"#, "0.1"),
    ] {
        assert_eq!(balance(body.as_bytes()).unwrap(), money(cash), "{body}");
    }
    for none in ["{}", r#"{"cashBalance":null}"#, r#"{"cashBalance":"null"}"#] {
        assert_eq!(balance(none.as_bytes()), Err(Unreadable::Missing("cashBalance")), "{none}");
    }
    let [quota]: [Quota; 1] = rows::<QuotaModel, _>(&sample("QuotaCenterList")).try_into().unwrap();
    assert_eq!(
        (&*quota.name, quota.limit, quota.used),
        ("instanceQuota", Some(20.into()), Some(3.into()))
    );
    let odd = br#"{"result":[{"name":"q","value":"unlimited","used":""}]}"#;
    let [quota]: [Quota; 1] = rows::<QuotaModel, _>(odd).try_into().unwrap();
    assert_eq!((quota.limit, quota.used), (None, None));
}

#[test]
fn a_key_pair_in_full_never_holds_its_private_half() {
    for (key, private) in [("createdTime", "-----BEGIN"), ("createTime", "")] {
        let body = json!({"keypair": {"keypairId": "k-1", "name": "laptop", "instanceCount": "2",
            "publicKey": "ssh-rsa AAAA", "regionId": "bj", "fingerPrint": "8f:0c",
            "privateKey": private, key: "2024-05-06T07:08:09Z"}});
        let detail: KeyPairDetail = part::<KeyPairModel>(&bytes(&body), "keypair").unwrap().into();
        assert_eq!((&*detail.pair.id, detail.pair.instances), ("k-1", 2));
        assert_eq!((&*detail.public_key, &*detail.region), ("ssh-rsa AAAA", "bj"));
        assert_eq!(detail.created, "2024-05-06T07:08:09Z");
        assert!(!format!("{detail:?}").contains("BEGIN"));
    }
}

#[test]
fn a_refund_tells_what_stayed_behind() {
    let refund = RefundModel::read(&sample("DeletePrepayInstance")).unwrap();
    assert_eq!(refund.released.instance.as_deref(), Some("i-zadG8d4l"));
    assert_eq!(refund.failed.volumes, ["v-ClTVjiB4"]);
    assert_eq!((refund.failed.instance.as_deref(), refund.refunded), (None, true));
    assert!(refund.released.volumes.is_empty() && refund.released.public_ip.is_none());
    let half = br#"{"successResources":null,"failResources":{"instanceId":"i-1","volumeIds":"x"}}"#;
    let refund = RefundModel::read(half).unwrap();
    assert!(refund.released.is_empty() && !refund.refunded);
    assert_eq!(refund.failed.instance.as_deref(), Some("i-1"));
    for nothing in ["{}", r#"{"code":"x"}"#, r#"{"successResources":{},"failResources":[]}"#] {
        assert!(RefundModel::read(nothing.as_bytes()).is_err(), "{nothing}");
    }
}
