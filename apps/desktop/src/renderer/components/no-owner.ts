/** The value of "no owner" in a choice of owners. */
export const NO_OWNER = "";
