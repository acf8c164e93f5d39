import type { LimitName } from "../../src/limits/limits.ts";
import { enrol } from "./enrol.ts";
import { turnOnSecondStep, wrongCode } from "./authenticator-app.ts";
import { callProcedure } from "./call.ts";
import { reasonOf } from "./client.ts";
import type { Person, Tenant } from "./people.ts";
import { cookiesOf, reasonIn, sendCode, sendPassword } from "./sign-in-requests.ts";
import type { TestServer } from "./test-server.ts";
/** What a guess is answered with that was judged. */
export const JUDGED = new Set([
  "sign_in_wrong",
  "sign_in_code_wrong",
  "password_wrong",
  "setup_code_wrong",
  "code_invalid",
  "login_code_invalid",
  "over",
  "no_calendar",
]);
const OWNER = { name: "Ada", email: "ada@example.com", password: "correct horse battery", organizationName: "Acme" };

/** One of many addresses, each in a network of its own. */
const addressOf = (guess: number) => `10.${guess >> 8}.${guess & 255}.1`;

export interface Scene {
  readonly server: TestServer;
  readonly tenant: Tenant;
}

/** Makes wrong guesses at a new target. @returns the reason of each refusal. */
type Attack = (scene: Scene) => Promise<(guess: number) => Promise<string>>;

/** A user with a second step, an open challenge, and a wrong code. */
async function atSecondStep({ server, tenant }: Scene) {
  const person = await server.addMember(tenant, "member");
  const { uri } = await turnOnSecondStep(await server.signIn(person), person);
  const challenge = cookiesOf(await sendPassword({ url: server.url, address: "192.0.2.9" }, person));
  return { person, uri, challenge, code: await wrongCode(uri) };
}

async function deviceOf({ server }: Scene, person: Person): Promise<string> {
  return cookiesOf(await sendPassword({ url: server.url, address: "192.0.2.9" }, person));
}

/** One for every limit there is: a new one is not compiled without. */
export const ATTACKS = {
  signInsByAddress: async ({ server }) => {
    const sender = { url: server.url, address: "192.0.2.1" };
    return async (guess) => reasonIn(await sendPassword(sender, { email: `p${guess}@example.com`, password: "wrong" }));
  },
  passwordsByAccount: async ({ server, tenant }) => {
    const { email } = await server.addMember(tenant, "member");
    return async (guess) =>
      reasonIn(await sendPassword({ url: server.url, address: addressOf(guess) }, { email, password: "wrong" }));
  },
  codesByAccount: async (scene) => {
    const { challenge: cookie, code } = await atSecondStep(scene);
    return async (guess) =>
      reasonIn(await sendCode({ url: scene.server.url, address: addressOf(guess), cookie }, "totp", code));
  },
  passwordsByDevice: async (scene) => {
    const person = await scene.server.addMember(scene.tenant, "member");
    const cookie = await deviceOf(scene, person);
    return async (guess) =>
      reasonIn(
        await sendPassword(
          { url: scene.server.url, address: addressOf(guess), cookie },
          { ...person, password: "wrong" },
        ),
      );
  },
  codesByDevice: async (scene) => {
    const person = await scene.server.addMember(scene.tenant, "member");
    const device = await deviceOf(scene, person);
    const { uri } = await turnOnSecondStep(await scene.server.signIn(person), person);
    const sender = { url: scene.server.url, address: "192.0.2.9", cookie: device };
    const cookie = `${device}; ${cookiesOf(await sendPassword(sender, person))}`;
    const code = await wrongCode(uri);
    return async (guess) => reasonIn(await sendCode({ ...sender, address: addressOf(guess), cookie }, "totp", code));
  },
  guessesWhenSignedIn: async ({ server, tenant }) => {
    const { cookie } = await server.signIn(await server.addMember(tenant, "member"));
    const input = { password: "wrong" };
    return async () =>
      (await callProcedure(server.url, "mutation", "account.twoFactor.disable", input, { cookie })).outcome;
  },
  setupCodesByAddress: async ({ server }) => {
    const input = { ...OWNER, code: "0000-0000-0000" };
    return async () => (await callProcedure(server.url, "mutation", "setup.createOwner", input, {})).outcome;
  },
  enrolmentCodesByAddress: async ({ server }) => {
    return async () => (await enrol({ url: server.url, address: "192.0.2.1" }, "AAAAA-AAAAA", {})).reason ?? "accepted";
  },
  enrolmentCodesByOrganization: async ({ server, tenant }) => {
    const owner = await server.signIn(tenant.owner);
    const { secret } = await owner.trpc.codes.create.mutate({ name: "guessed" });
    return async (guess) =>
      (await enrol({ url: server.url, address: addressOf(guess) }, secret, { name: "other" })).reason ?? "accepted";
  },
  loginCodesByUser: async ({ server, tenant }) => {
    const owner = await server.signIn(tenant.owner);
    return async () => (await reasonOf(owner.trpc.logins.preview.mutate({ code: "AAAAA-AAAAA" }))) ?? "fault";
  },
  deviceCodesByAddress: async ({ server }) => {
    const { trpc } = server.anonymous();
    return async (guess) => {
      const polled = trpc.logins.poll.mutate({ deviceCode: String(guess).padStart(43, "x") });
      return polled.then(
        ({ status }) => status,
        async () => (await reasonOf(polled)) ?? "fault",
      );
    };
  },
  calendarTokensByAddress: async ({ server }) => {
    return async (guess) => {
      const answer = await fetch(`${server.url}/calendar/${String(guess).padStart(43, "x")}.ics`);
      return answer.status === 404 ? "no_calendar" : reasonIn(answer);
    };
  },
} satisfies Record<LimitName, Attack>;
