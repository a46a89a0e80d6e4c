import type { ContactKind, HeldKind, PrintKind } from "../../domain/contacts.ts";
import { PRINT_KINDS } from "../../domain/contacts.ts";
import { foldEmail } from "../../domain/emails.ts";
import { hmacSha256 } from "./hmac.ts";

/** A contact as it is asked for: its value stays outside, and the tenant is hashed in where it is stored. */
export interface NamedContact<Kind extends HeldKind = HeldKind> {
  readonly kind: Kind;
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
export function contactsOf(key: string, { emailFolded, phone }: Reachable): NamedContact<ContactKind>[] {
  // An older fold, which did less, is stored of many.
  const email = emailFolded === null ? [] : [named(key, "email", foldEmail(emailFolded))];
  return phone === null ? email : [...email, named(key, "phone", phone)];
}

/** What an event says of the card and the device that were used, as the shop names them. */
export type Fingerprints = { readonly [Kind in PrintKind]?: string | null | undefined };

/**
 * These, hashed: nothing else of them is kept.
 *
 * @param key of the deployment
 */
export function printsOf(key: string, fingerprints: Fingerprints | null): NamedContact<PrintKind>[] {
  if (fingerprints === null) return [];
  return PRINT_KINDS.flatMap((kind) => {
    const value = fingerprints[kind] ?? null;
    return value === null ? [] : [named(key, kind, value)];
  });
}

/** What all that an event says of its participant is asked for by. */
export function macsOf({
  contacts,
  prints,
}: Readonly<Record<"contacts" | "prints", readonly NamedContact[]>>): string[] {
  return [...contacts, ...prints].map(({ mac }) => mac);
}

function named<Kind extends HeldKind>(key: string, kind: Kind, value: string): NamedContact<Kind> {
  return { kind, mac: hmacSha256(key, `${kind} ${value}`) };
}
