import { createHash, randomBytes } from "node:crypto";
import { createClient } from "./generated/hey-api/client/index.ts";
import * as api from "./generated/hey-api/sdk.gen.ts";

const { EXCALIBUR_URL: baseUrl = "", EXCALIBUR_MANAGEMENT_KEY: managementKey } = process.env;

/** Notes each request that was answered, for the test that runs this. */
const noted = async (...sent: Parameters<typeof fetch>) => {
  const request = new Request(...sent);
  const response = await fetch(request);
  process.stdout.write(`${request.method} ${new URL(request.url).pathname} ${response.status}\n`);
  return response;
};

const clientOf = (bearer: string | undefined) => createClient({ baseUrl, fetch: noted, auth: () => bearer });
const client = clientOf(managementKey);

function answered<Data>({ data, error }: { data?: Data; error?: unknown }): Data {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

const ownSecret = () => ({ secretHash: createHash("sha256").update(randomBytes(32)).digest("hex"), hint: "exc_a1B2" });
const at = (id: string) => ({ client, path: { id } });

/** A key, and an executor that is online with it. */
async function connected(name: string) {
  const body = { name, target: { kind: "name" as const, name } };
  const headers = { "Idempotency-Key": randomBytes(8).toString("hex") };
  const { key, secret } = answered(await api.createKey({ client, headers, body }));
  const report = { name, kind: "agent" as const, version: "1.4.2" };
  const own = clientOf(secret ?? undefined);
  const { executor } = answered(await api.sync({ client: own, body: report }));
  return { keyId: key.id, executorId: executor.id, client: own, report };
}

const [one, two, three] = [await connected("one"), await connected("two"), await connected("three")];

const wanted = { name: "host-1", target: { kind: "newExecutor" as const }, labels: { env: "prod" } };
const byName = { client, path: { externalId: "host-1" }, body: wanted };
const ensured = answered(await api.ensureKey(byName));
const again = answered(await api.ensureKey(byName));
if (!ensured.created || again.created || again.key.id !== ensured.key.id) throw new Error("created twice");
const names = answered(await api.listNamedKeys({ client, query: { limit: "200" } }));
const { id } = ensured.key;

const page = answered(await api.listKeys({ client, query: { search: "host", status: "active", label: ["env=prod"] } }));
if (page.items[0]?.id !== id || names.items.length !== 1) throw new Error("not listed");
// @ts-expect-error A name is text: what is answered has types.
const _count: number | undefined = page.items[0]?.name;
const note: string = answered(await api.updateKey({ ...at(id), body: { note: "rack 7" } })).note;
const { status, labels } = answered(await api.getKey(at(id)));
if (status !== "active" || labels["env"] !== "prod" || note !== "rack 7") throw new Error("not as it was changed");
answered(await api.readKeyActivity(at(one.keyId)));
answered(await api.pauseKey({ ...at(id), body: { minutes: 5 } }));
answered(await api.resumeKey(at(id)));

answered(await api.renewKey({ ...at(one.keyId), body: {} }));
answered(await api.renew({ client: one.client, body: { ...one.report, ...ownSecret() } }));
answered(await api.renewKeys({ client, body: { ids: [two.keyId] } }));
answered(await api.renewExecutor(at(three.executorId)));

answered(await api.readKeyFacet({ client, path: { facet: "label" }, query: { search: "host" } }));
answered(await api.previewKeys({ client, body: { facets: { labels: ["env=prod"] } } }));

const rotation = { oldKeyEnds: { kind: "now" as const } };
const rotated = answered(await api.rotateKey({ ...at(id), body: rotation }));
const rotatedMany = answered(await api.rotateKeys({ client, body: { ids: [rotated.key.id], ...rotation } }));
const last = rotatedMany.rotated[0]?.key.id ?? "";
answered(await api.labelKeys({ client, body: { ids: [last], set: { env: "test" }, remove: ["team"] } }));
answered(await api.revokeKeys({ client, body: { ids: [last], reason: "retired" } }));
answered(await api.deleteKeys({ client, body: { ids: [last] } }));
answered(await api.deleteKey(at(id)));
answered(await api.revokeKey({ ...at(one.keyId), body: { reason: "retired" } }));
const refused = await api.revokeKey({ ...at(one.keyId), body: {} });
if (refused.error?.reason !== "key_revoked") throw new Error("not refused as documented");
answered(await api.getPolicy({ client }));
const policy = { defaultLifeDays: 90 };
const { ended } = answered(await api.previewPolicy({ client, body: policy })).shortened;
answered(await api.updatePolicy({ client, body: { ...policy, expectedEnded: ended } }));

const code = answered(await api.createCode({ client, body: { namePattern: "web-{n}", maxUses: 2 } }));
const enrolled = { name: "web-1", kind: "agent" as const, version: "1.4.2", ...ownSecret() };
answered(await api.enroll({ client: clientOf(code.secret), body: enrolled }));
answered(await api.listCodes({ client }));
answered(await api.listCodeUses(at(code.code.id)));
answered(await api.revokeCode(at(code.code.id)));
answered(await api.listLockedOutExecutors({ client }));
answered(await api.createLockedOutCodes({ client, body: {} }));

const place = "bareMetal" as const;
answered(await api.connectExecutor({ client, body: { name: "four", place } }));
answered(await api.readRecipe({ client, path: { place, name: "four" } }));
answered(await api.readExecutorFacet({ client, path: { facet: "version" } }));
answered(await api.listExecutorKeys(at(two.executorId)));
answered(await api.listExecutors({ client, query: { online: "true" } }));
answered(await api.updateExecutor({ ...at(two.executorId), body: { labels: { site: "fra1" } } }));
answered(await api.getExecutor(at(two.executorId)));
answered(await api.readExecutorActivity(at(two.executorId)));
answered(await api.revokeExecutorAccess(at(two.executorId)));
answered(await api.deleteExecutor(at(two.executorId)));

answered(await api.listEvents({ client, query: { executorId: two.executorId } }));
answered(await api.listAuditRows({ client, query: { limit: "5" } }));
if (!answered(await api.verifyAuditLog({ client })).ok) throw new Error("the chain is broken");
const lines = { client, query: { format: "jsonl" as const }, parseAs: "text" as const };
const { exportKeys, exportExecutors, exportEvents, exportAuditLog, exportMembers } = api;
for (const exported of [exportKeys, exportExecutors, exportEvents, exportAuditLog, exportMembers]) {
  JSON.parse(answered(await exported(lines)).split("\n")[0] ?? "");
}

answered(await api.listMembers({ client }));
answered(await api.listFormerMembers({ client }));

// Nothing has this name: what is sent there fails.
const receiver = { kind: "webhook" as const, url: "https://hooks.invalid/excalibur" };
const made = answered(await api.createChannel({ client, body: { name: "On call", receiver } }));
const found = answered(await api.ensureChannel({ client, path: { name: "On call" }, body: { receiver } }));
if (found.created || found.channel.id !== made.channel.id) throw new Error("created twice");
const channel = at(made.channel.id);
answered(await api.updateChannel({ ...channel, body: { leastLevel: "critical" } }));
answered(await api.rotateChannelSecret(channel));
const { messageId } = answered(await api.testChannel(channel)).delivery;
answered(await api.listDeliveries(channel));
answered(await api.sendDeliveryAgain({ client, path: { id: made.channel.id, messageId } }));
answered(await api.listChannels({ client }));
answered(await api.deleteChannel(channel));

answered(await api.listWitnesses({ client }));
answered(await api.cosignAuditHead({ client, body: { note: process.env["COSIGNED_NOTE"] ?? "" } }));

const { response } = await api.streamAuditLog({ client, parseAs: "stream" });
const rows = response?.body?.getReader();
const { value } = (await rows?.read()) ?? {};
await rows?.cancel();
JSON.parse(new TextDecoder().decode(value).split("\n")[0] ?? "");

answered(await api.endManagementKey(at(process.env["EXCALIBUR_MANAGEMENT_KEY_ID"] ?? "")));
