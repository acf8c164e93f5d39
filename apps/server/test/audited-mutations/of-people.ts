import { both, NEW_PASSWORD, type Mutation, type Scene } from "./mutation.ts";

const openInvitation = async ({ owner }: Scene) => {
  const address = { email: `${Math.random()}@example.com`, role: "member" } as const;
  const { invitation, link } = await owner.trpc.invitations.create.mutate(address);
  return { id: invitation.id, token: link!.split("#")[1]! };
};

const resetLink = async ({ owner, memberId }: Scene) => {
  const { link } = await owner.trpc.members.resetPassword.mutate({ id: memberId });
  return link!.split("#")[1]!;
};

export const OF_PEOPLE: Record<string, Mutation> = {
  "invitations.create": {
    rows: ["member.invited"],
    prepare: ({ owner, person }) =>
      both([owner, { email: "new@example.com", role: "member" }], [owner, { email: person.email, role: "member" }]),
  },
  "invitations.resend": {
    rows: ["invitation.resent"],
    prepare: async (scene) => {
      const [open, cancelled] = [await openInvitation(scene), await openInvitation(scene)];
      await scene.owner.trpc.invitations.cancel.mutate({ id: cancelled.id });
      return both([scene.owner, { id: open.id }], [scene.owner, { id: cancelled.id }]);
    },
  },
  "invitations.cancel": {
    rows: ["invitation.cancelled"],
    prepare: async (scene) => {
      const [open, cancelled] = [await openInvitation(scene), await openInvitation(scene)];
      await scene.owner.trpc.invitations.cancel.mutate({ id: cancelled.id });
      return both([scene.owner, { id: open.id }], [scene.owner, { id: cancelled.id }]);
    },
  },
  "invitations.preview": {
    rows: [],
    prepare: async (scene) => {
      const { token } = await openInvitation(scene);
      return both([scene.anonymous, { token }], [scene.anonymous, { token: "x".repeat(43) }]);
    },
  },
  "invitations.accept": {
    rows: ["member.joined"],
    prepare: async (scene) => {
      const { token } = await openInvitation(scene);
      return both([scene.anonymous, { token, name: "Grace", password: NEW_PASSWORD }], [scene.owner, { token }]);
    },
  },
  "members.changeRole": {
    rows: ["member.role_changed"],
    prepare: ({ owner, memberId }) =>
      both([owner, { id: memberId, role: "admin" }], [owner, { id: memberId, role: "member" }]),
  },
  "members.remove": {
    rows: ["member.removed"],
    prepare: ({ owner, member, memberId }) => both([owner, { id: memberId }], [member, { id: memberId }]),
  },
  "members.resetPassword": {
    rows: ["member.password_reset_requested"],
    prepare: ({ owner, member, memberId }) => both([owner, { id: memberId }], [member, { id: memberId }]),
  },
  "members.leave": {
    rows: ["member.removed"],
    prepare: ({ owner, member }) => both([member, undefined], [owner, undefined]),
  },
  "notices.markRead": {
    rows: [],
    prepare: ({ member }) => both([member, { until: new Date() }], [member, { until: new Date(-1) }]),
  },
  "passwordResets.preview": {
    rows: [],
    prepare: async (scene) => {
      const token = await resetLink(scene);
      return both([scene.anonymous, { token }], [scene.anonymous, { token: "x".repeat(43) }]);
    },
  },
  "passwordResets.complete": {
    rows: ["user.password_changed"],
    prepare: async (scene) => {
      const [token, newPassword] = [await resetLink(scene), NEW_PASSWORD];
      return both([scene.anonymous, { token, newPassword }], [scene.anonymous, { token: "x".repeat(43), newPassword }]);
    },
  },
};
