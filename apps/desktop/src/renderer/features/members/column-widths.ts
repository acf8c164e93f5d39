/** Who it is and which role, as wide in the table of members as in that of invitations below it. */
export const NAME_AND_ROLE = ["w-[34%] max-sm:w-auto", "w-[14%] max-sm:w-[72px]"] as const;
