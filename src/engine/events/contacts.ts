import type { ContactKind } from "../../domain/contacts.ts";
import { foldEmail } from "../../domain/emails.ts";
import { hmacSha256 } from "./hmac.ts";

/** A contact as it is asked for: its value stays outside, and the tenant is hashed in where it is stored. */
export interface NamedContact {
  readonly kind: ContactKind;
  /** HMAC-SHA-256 under the key of the deployment, in base64url. */
  readonly mac: string;
}

/** What a profile says by which a person is reached. */
export interface Reachable {
  readonly emailFolded: string | null;
  /** As `foldPhone` makes it. */
  readonly phone: string | null;
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
export function contactsOf(key: string, { emailFolded, phone }: Reachable): NamedContact[] {
  // An older fold, which did less, is stored of many.
  const email = emailFolded === null ? [] : [named(key, "email", foldEmail(emailFolded))];
  return phone === null ? email : [...email, named(key, "phone", phone)];
}

function named(key: string, kind: ContactKind, value: string): NamedContact {
  return { kind, mac: hmacSha256(key, `${kind} ${value}`) };
}
