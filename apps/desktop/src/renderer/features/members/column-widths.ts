/** Who it is and which role, as wide in the table of members as in that of invitations below it. */
export const NAME_AND_ROLE = ["w-[34%]", "w-[14%]"] as const;
