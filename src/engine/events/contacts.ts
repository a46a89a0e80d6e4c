import type { ContactKind } from "../../domain/contacts.ts";
import { foldEmail } from "../../domain/emails.ts";
import { hmacSha256 } from "./hmac.ts";

/** A contact as it is asked for: its value stays outside, and the tenant is hashed in where it is stored. */
export interface NamedContact {
  readonly kind: ContactKind;
  /** HMAC-SHA-256 under the key of the deployment, in base64url. */
  readonly mac: string;
}

/** Names a key without telling it, so that what is hashed under another one is known. */
export function contactKeyName(key: string): string {
  return hmacSha256(key, "the name of this key").slice(0, 16);
}

/**
 * The contacts that a profile says.
 *
 * @param key of the deployment
 */
export function contactsOf(key: string, { emailFolded }: { readonly emailFolded: string | null }): NamedContact[] {
  if (emailFolded === null) return [];
  // An older fold, which did less, is stored of many.
  return [{ kind: "email", mac: hmacSha256(key, `email ${foldEmail(emailFolded)}`) }];
}
