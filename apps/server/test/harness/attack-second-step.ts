import { wrongCode } from "./authenticator-app.ts";
import type { Person } from "./people.ts";
import { cookiesOf, reasonIn, sendCode, sendPassword } from "./sign-in-requests.ts";

const CODES = 200;

/** Where the attacker of a number sends from. */
export const SOURCES = {
  "one address": () => "198.51.100.1",
  "many addresses": (index: number) => `10.${index >> 8}.${index & 255}.1`,
} as const;

/** Sends many right passwords at once, then 200 wrong codes at once for the challenges that came of them. */
export async function attackSecondStep(
  url: string,
  { person, uri }: { person: Person; uri: string },
  passwords: number,
  addressOf: (index: number) => string,
): Promise<{ open: number; judged: number }> {
  const answers = await Promise.all(
    Array.from({ length: passwords }, (_, index) => sendPassword({ url, address: addressOf(index) }, person)),
  );
  const cookies = answers.filter(({ status }) => status === 202).map(cookiesOf);
  const code = await wrongCode(uri);
  const reasons = await Promise.all(
    Array.from({ length: CODES }, async (_, index) => {
      const cookie = cookies[index % cookies.length] ?? "";
      return reasonIn(await sendCode({ url, address: addressOf(index), cookie }, "totp", code));
    }),
  );
  return { open: cookies.length, judged: reasons.filter((reason) => reason === "sign_in_code_wrong").length };
}
