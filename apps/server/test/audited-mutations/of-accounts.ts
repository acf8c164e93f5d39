import { createOTP } from "@better-auth/utils/otp";
import { both, NEW_PASSWORD, type Mutation, type Scene } from "./mutation.ts";

/** An authenticator app that is set up, and the code it shows. */
const preparedApp = async ({ member, person }: Scene) => {
  const { uri } = await member.trpc.account.twoFactor.enable.mutate({ password: person.password });
  const letters = [...new URL(uri).searchParams.get("secret")!];
  const bits = letters.map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"));
  const bytes = bits.join("").match(/.{8}/g) ?? [];
  return createOTP(String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 2)))).totp();
};

export const OF_ACCOUNTS: Record<string, Mutation> = {
  "account.update": {
    rows: ["user.updated"],
    prepare: ({ member }) => both([member, { name: "Grace" }], [member, { name: "" }]),
  },
  "account.changePassword": {
    rows: ["user.password_changed"],
    prepare: ({ member, person }) =>
      both(
        [member, { currentPassword: person.password, newPassword: NEW_PASSWORD }],
        [member, { currentPassword: "wrong", newPassword: NEW_PASSWORD }],
      ),
  },
  "account.sessions.revoke": {
    rows: ["session.signed_out"],
    prepare: async ({ member, owner }) => {
      const { items } = await member.trpc.account.sessions.list.query();
      return both([member, { id: items[0]!.id }], [owner, { id: items[0]!.id }]);
    },
  },
  "account.twoFactor.enable": {
    rows: [],
    prepare: ({ member, person }) => both([member, { password: person.password }], [member, { password: "wrong" }]),
  },
  "account.twoFactor.confirm": {
    rows: ["user.two_factor_enabled"],
    prepare: async (scene) =>
      both([scene.member, { code: await preparedApp(scene) }], [scene.owner, { code: "000000" }]),
  },
  "account.twoFactor.disable": {
    rows: ["user.two_factor_disabled"],
    prepare: async (scene) => {
      await scene.member.trpc.account.twoFactor.confirm.mutate({ code: await preparedApp(scene) });
      return both([scene.member, { password: scene.person.password }], [scene.member, { password: "wrong" }]);
    },
  },
};
