import { expect, test } from "vitest";
import { storageLifetimeProblem, whyShortLived } from "./storage-lifetime.ts";

const MOUNTS = `22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
23 22 0:21 / /run rw,nosuid shared:2 - tmpfs tmpfs rw,size=1024k
24 22 259:2 /var/lib/kubelet/pods/9a/volumes/kubernetes.io~empty-dir/state /var/lib/excalibur rw - ext4 /dev/nvme0n1p2 rw
25 22 0:30 / /data rw - overlay overlay rw,lowerdir=/l
26 22 259:3 / /data/my\\040state rw - xfs /dev/nvme1n1 rw
27 22 0:31 / /covered rw - ext4 /dev/a rw
28 27 0:32 / /covered rw - ramfs none rw
`;

test.each([
  ["/etc/excalibur/key", null],
  ["/run/excalibur/state", /^it is in memory \(tmpfs\)/],
  ["/runner/state", null],
  ["/var/lib/excalibur", /^it is an emptyDir/],
  ["/var/lib/excalibur-2", null],
  ["/data/state", /container/],
  ["/data/my state/prod-1", null],
  ["/covered/state", /ramfs/],
])("whether what is kept in %s lasts is read from the mount that it is on", (path, expected) => {
  const why = whyShortLived(path, MOUNTS);
  if (expected === null) expect(why).toBeNull();
  else expect(why).toMatch(expected);
});

test.runIf(process.platform === "linux")("memory that Linux mounts for everyone is noticed", async () => {
  expect(await storageLifetimeProblem("/dev/shm/excalibur-state")).toMatch(/in memory/);
  expect(await storageLifetimeProblem("/no/such/folder/at-all")).toBeNull();
});
