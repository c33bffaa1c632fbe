// Who asks: from the headers of a request to the account whose data it may see.
import type { Now } from "../index.ts";
import type { KeyRing } from "./createKeyRing.ts";
import { canBeApiKey, hashApiKey } from "./hashApiKey.ts";
import { HttpRefusal } from "./httpRefusal.ts";
import { millisecondsOf } from "./millisecondsOf.ts";

/** The account of the key; undefined where there is one engine for all keys. Throws a refusal with status 401. */
export async function authorize(
  headers: Headers,
  keys: KeyRing,
  now: () => Now,
): Promise<string | undefined> {
  const known = await keys.find(await hashApiKey(presentedKey(headers)));
  if (known === undefined) throw unauthorized("api_key_invalid");
  const { account, expiresAt } = known;
  if (expiresAt !== undefined && millisecondsOf(now(), "now()") >= expiresAt)
    throw unauthorized("api_key_expired");
  return account;
}

/** The one key that the headers hold. Two of them that differ say nothing about who asks. */
function presentedKey(headers: Headers): string {
  const given = [bearerKey(headers.get("authorization")), headers.get("x-api-key")?.trim()].filter(
    (key) => key !== undefined && key !== "",
  );
  const [key] = given;
  if (key === undefined) throw unauthorized("api_key_missing");
  // A header that is there twice comes as one, with a comma and a space between: that is no key either.
  if (!canBeApiKey(key) || given.some((other) => other !== key)) throw unauthorized("api_key_invalid");
  return key;
}

/** What follows the scheme; undefined where there is none, or another one, which may be meant for somebody in front of us. */
function bearerKey(header: string | null): string | undefined {
  return /^bearer(?:[ \t]+|$)(.*)$/is.exec(header?.trim() ?? "")?.[1];
}

const texts = {
  api_key_missing: "Missing API key",
  api_key_invalid: "Invalid API key",
  api_key_expired: "API key expired",
} as const;

function unauthorized(code: keyof typeof texts): HttpRefusal {
  return new HttpRefusal(401, code, texts[code], { headers: { "www-authenticate": "Bearer" } });
}
