//! What is told of each sight of the journey: the errors of each step on the rail, every problem with
//! its rule, its field and the way out it offers, the price, what differs from the answers given at the
//! beginning, the notice, and what became of the order.

pub const TOLD: &str = "\
── the beginning
rail
Hints root.fee x.charge_default x.batch_names x.batch_names x.certified
2.1395/h, 0.00 at once
placed, billed as shown

── another zone
rail 5!1
Error subnet.zone subnet → subnet sbn-b7ekx6uj6k6m
Hints root.fee x.charge_default x.batch_names x.batch_names x.certified
2.1395/h, 0.00 at once
zone: cn-bj-a (given) → cn-bj-d (given)
says notice.unfit_since, unfit subnet, reason problem.subnet_zone
no order

── a subnet of that zone
rail
Hints root.fee x.charge_default x.batch_names x.batch_names x.certified
2.1395/h, 0.00 at once
subnet: sbn-prodA00001x (given) → sbn-b7ekx6uj6k6m (given)
zone: cn-bj-a (given) → cn-bj-d (given)
says notice.fixed, field subnet, value sbn-b7ekx6uj6k6m
placed, billed as shown

── a spec with cards
rail 4!1
Warning image.fit image → image m-GpuUb22c
Warning image.kind image → image m-GpuUb22c
Error cds.type data_disks[0] → data_disks cloud_hp1
Hints root.fee x.charge_default x.batch_names x.batch_names x.certified
19.9166/h, 0.00 at once
spec: bcc.g5.c2m8 (given) → bcc.gn5.c14m56.1a10 (given)
subnet: sbn-prodA00001x (given) → sbn-b7ekx6uj6k6m (given)
system_disk_type: hp1 → enhanced_ssd_pl1
zone: cn-bj-a (given) → cn-bj-d (given)
says notice.unfit, unfit image,data_disks
no order

── a disk that the spec takes
rail
Warning image.fit image → image m-GpuUb22c
Warning image.kind image → image m-GpuUb22c
Hints root.fee x.charge_default x.batch_names x.batch_names x.certified
19.7500/h, 0.00 at once
data_disks: hp1 100 (given) → cloud_hp1 100 (given)
spec: bcc.g5.c2m8 (given) → bcc.gn5.c14m56.1a10 (given)
subnet: sbn-prodA00001x (given) → sbn-b7ekx6uj6k6m (given)
system_disk_type: hp1 → enhanced_ssd_pl1
zone: cn-bj-a (given) → cn-bj-d (given)
says notice.fixed_item, field data_disks, value cloud_hp1
refused: image does not support the spec.

── Windows
rail 4!1 6!1
Error root.min_image system_disk_size → system_disk_size 80
Error x.login_windows login → login password
Hints x.charge_default x.batch_names x.batch_names x.certified
19.7500/h, 0.00 at once
data_disks: hp1 100 (given) → cloud_hp1 100 (given)
image: m-Db12bw0k (given) → m-GpuWin19 (given)
spec: bcc.g5.c2m8 (given) → bcc.gn5.c14m56.1a10 (given)
subnet: sbn-prodA00001x (given) → sbn-b7ekx6uj6k6m (given)
system_disk_type: hp1 → enhanced_ssd_pl1
zone: cn-bj-a (given) → cn-bj-d (given)
says notice.unfit, unfit system_disk_size,login
no order

── a disk that Windows fits on
rail 6!1
Error x.login_windows login → login password
Hints root.fee x.charge_default x.batch_names x.batch_names x.certified
19.8750/h, 0.00 at once
data_disks: hp1 100 (given) → cloud_hp1 100 (given)
image: m-Db12bw0k (given) → m-GpuWin19 (given)
spec: bcc.g5.c2m8 (given) → bcc.gn5.c14m56.1a10 (given)
subnet: sbn-prodA00001x (given) → sbn-b7ekx6uj6k6m (given)
system_disk_size: 50 (given) → 80 (given)
system_disk_type: hp1 → enhanced_ssd_pl1
zone: cn-bj-a (given) → cn-bj-d (given)
says notice.fixed, field system_disk_size, value 80
no order

── a login that Windows knows
rail 6!1
Error pass.required password
Hints root.fee x.charge_default x.batch_names x.batch_names x.certified
19.8750/h, 0.00 at once
data_disks: hp1 100 (given) → cloud_hp1 100 (given)
image: m-Db12bw0k (given) → m-GpuWin19 (given)
login: KeyPair (given) → Password (given)
spec: bcc.g5.c2m8 (given) → bcc.gn5.c14m56.1a10 (given)
subnet: sbn-prodA00001x (given) → sbn-b7ekx6uj6k6m (given)
system_disk_size: 50 (given) → 80 (given)
system_disk_type: hp1 → enhanced_ssd_pl1
zone: cn-bj-a (given) → cn-bj-d (given)
says notice.fixed, field login, value password
no order

── a password
rail
Hints root.fee x.charge_default x.batch_names x.batch_names x.certified
19.8750/h, 0.00 at once
data_disks: hp1 100 (given) → cloud_hp1 100 (given)
image: m-Db12bw0k (given) → m-GpuWin19 (given)
login: KeyPair (given) → Password (given)
password:  →  (given)
password_again:  →  (given)
spec: bcc.g5.c2m8 (given) → bcc.gn5.c14m56.1a10 (given)
subnet: sbn-prodA00001x (given) → sbn-b7ekx6uj6k6m (given)
system_disk_size: 50 (given) → 80 (given)
system_disk_type: hp1 → enhanced_ssd_pl1
zone: cn-bj-a (given) → cn-bj-d (given)
placed, billed as shown

── a subscription
rail
Hints root.fee x.charge_default x.batch_names x.batch_names x.certified
0.0000/h, 9540.00 at once
data_disks: hp1 100 (given) → cloud_hp1 100 (given)
image: m-Db12bw0k (given) → m-GpuWin19 (given)
login: KeyPair (given) → Password (given)
password:  →  (given)
password_again:  →  (given)
payment: Postpaid → Prepaid (given)
spec: bcc.g5.c2m8 (given) → bcc.gn5.c14m56.1a10 (given)
subnet: sbn-prodA00001x (given) → sbn-b7ekx6uj6k6m (given)
system_disk_size: 50 (given) → 80 (given)
system_disk_type: hp1 → enhanced_ssd_pl1
zone: cn-bj-a (given) → cn-bj-d (given)
placed, billed as shown

── the spot market
rail 2!1
Error spec.spot spec → payment Postpaid
Hints root.fee x.charge_default x.batch_names x.batch_names x.certified
0.7916/h, 0.00 at once, Instance NotOffered
data_disks: hp1 100 (given) → cloud_hp1 100 (given)
image: m-Db12bw0k (given) → m-GpuWin19 (given)
login: KeyPair (given) → Password (given)
password:  →  (given)
password_again:  →  (given)
payment: Postpaid → bidding (given)
spec: bcc.g5.c2m8 (given) → bcc.gn5.c14m56.1a10 (given)
subnet: sbn-prodA00001x (given) → sbn-b7ekx6uj6k6m (given)
system_disk_size: 50 (given) → 80 (given)
system_disk_type: hp1 → enhanced_ssd_pl1
zone: cn-bj-a (given) → cn-bj-d (given)
says notice.unfit_since, unfit spec, reason problem.spec_spot
no order

── back to the subscription
rail
Hints root.fee x.charge_default x.batch_names x.batch_names x.certified
0.0000/h, 9540.00 at once
data_disks: hp1 100 (given) → cloud_hp1 100 (given)
image: m-Db12bw0k (given) → m-GpuWin19 (given)
login: KeyPair (given) → Password (given)
password:  →  (given)
password_again:  →  (given)
payment: Postpaid → Prepaid (given)
spec: bcc.g5.c2m8 (given) → bcc.gn5.c14m56.1a10 (given)
subnet: sbn-prodA00001x (given) → sbn-b7ekx6uj6k6m (given)
system_disk_size: 50 (given) → 80 (given)
system_disk_type: hp1 → enhanced_ssd_pl1
zone: cn-bj-a (given) → cn-bj-d (given)
placed, billed as shown

── back to pay-as-you-go
rail
Hints root.fee x.charge_default x.batch_names x.batch_names x.certified
19.8750/h, 0.00 at once
data_disks: hp1 100 (given) → cloud_hp1 100 (given)
image: m-Db12bw0k (given) → m-GpuWin19 (given)
login: KeyPair (given) → Password (given)
password:  →  (given)
password_again:  →  (given)
payment: Postpaid → Postpaid (given)
spec: bcc.g5.c2m8 (given) → bcc.gn5.c14m56.1a10 (given)
subnet: sbn-prodA00001x (given) → sbn-b7ekx6uj6k6m (given)
system_disk_size: 50 (given) → 80 (given)
system_disk_type: hp1 → enhanced_ssd_pl1
zone: cn-bj-a (given) → cn-bj-d (given)
placed, billed as shown

── back to the key pair
rail 6!1
Error x.login_windows login → login password
Hints root.fee x.charge_default x.batch_names x.batch_names x.certified
19.8750/h, 0.00 at once
data_disks: hp1 100 (given) → cloud_hp1 100 (given)
image: m-Db12bw0k (given) → m-GpuWin19 (given)
password:  →  (given)
password_again:  →  (given)
payment: Postpaid → Postpaid (given)
spec: bcc.g5.c2m8 (given) → bcc.gn5.c14m56.1a10 (given)
subnet: sbn-prodA00001x (given) → sbn-b7ekx6uj6k6m (given)
system_disk_size: 50 (given) → 80 (given)
system_disk_type: hp1 → enhanced_ssd_pl1
zone: cn-bj-a (given) → cn-bj-d (given)
no order

── back to the smaller disk
rail 4!1 6!1
Error root.min_image system_disk_size → system_disk_size 80
Error x.login_windows login → login password
Hints x.charge_default x.batch_names x.batch_names x.certified
19.7500/h, 0.00 at once
data_disks: hp1 100 (given) → cloud_hp1 100 (given)
image: m-Db12bw0k (given) → m-GpuWin19 (given)
password:  →  (given)
password_again:  →  (given)
payment: Postpaid → Postpaid (given)
spec: bcc.g5.c2m8 (given) → bcc.gn5.c14m56.1a10 (given)
subnet: sbn-prodA00001x (given) → sbn-b7ekx6uj6k6m (given)
system_disk_type: hp1 → enhanced_ssd_pl1
zone: cn-bj-a (given) → cn-bj-d (given)
no order

── back to the small spec
rail 4!1 6!1
Warning image.fit image → image m-WinSrv19
Warning image.kind image → image m-WinSrv19
Error root.min_image system_disk_size → system_disk_size 80
Error x.login_windows login → login password
Hints x.charge_default x.batch_names x.batch_names x.certified
1.9728/h, 0.00 at once
data_disks: hp1 100 (given) → cloud_hp1 100 (given)
image: m-Db12bw0k (given) → m-GpuWin19 (given)
password:  →  (given)
password_again:  →  (given)
payment: Postpaid → Postpaid (given)
subnet: sbn-prodA00001x (given) → sbn-b7ekx6uj6k6m (given)
zone: cn-bj-a (given) → cn-bj-d (given)
says notice.unfit_since, unfit image, reason problem.image_kind
no order

── back to Linux
rail
Hints root.fee x.charge_default x.batch_names x.batch_names x.certified
1.9728/h, 0.00 at once
data_disks: hp1 100 (given) → cloud_hp1 100 (given)
password:  →  (given)
password_again:  →  (given)
payment: Postpaid → Postpaid (given)
subnet: sbn-prodA00001x (given) → sbn-b7ekx6uj6k6m (given)
zone: cn-bj-a (given) → cn-bj-d (given)
placed, billed as shown

── back to the first type of disk
rail
Hints root.fee x.charge_default x.batch_names x.batch_names x.certified
2.1395/h, 0.00 at once
password:  →  (given)
password_again:  →  (given)
payment: Postpaid → Postpaid (given)
subnet: sbn-prodA00001x (given) → sbn-b7ekx6uj6k6m (given)
zone: cn-bj-a (given) → cn-bj-d (given)
placed, billed as shown

── back to the first zone
rail
Hints root.fee x.charge_default x.batch_names x.batch_names x.certified
2.1395/h, 0.00 at once
password:  →  (given)
password_again:  →  (given)
payment: Postpaid → Postpaid (given)
says notice.moved, field zone, value cn-bj-a, back subnet
placed, billed as shown

── the first answers, subscribed
rail
Hints root.fee x.charge_default x.batch_names x.batch_names x.certified
0.0000/h, 1027.00 at once
password:  →  (given)
password_again:  →  (given)
payment: Postpaid → Prepaid (given)
placed, billed as shown

── the first answers on the spot market
rail
Hints root.fee x.charge_default x.batch_names x.batch_names x.certified
1.2139/h, 0.00 at once
password:  →  (given)
password_again:  →  (given)
payment: Postpaid → bidding (given)
placed, billed as shown

── the end
rail
Hints root.fee x.charge_default x.batch_names x.batch_names x.certified
2.1395/h, 0.00 at once
password:  →  (given)
password_again:  →  (given)
payment: Postpaid → Postpaid (given)
placed, billed as shown
";
