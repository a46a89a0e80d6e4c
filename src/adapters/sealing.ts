import type { Sealing } from "../ports.ts";

/** What secrets are sealed with. */
export interface SealingKey {
  /** How what is sealed says which one it needs. */
  readonly id: string;
  /** 32 of them. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** `v1.{key id}.{wrapped key}.{iv}.{box}`, the last three in base64url. No secret that is made here has a dot. */
const SEALED = /^v1\.([a-z0-9]{1,16})\.([\w-]+)\.([\w-]+)\.([\w-]+)$/;
const IV_BYTES = 12;
const AES = { name: "AES-GCM", length: 256 } as const;
/** So many opened secrets are kept, since every redirect needs one. */
const MAX_OPENED = 1_000;

/** What is sealed can't be opened, and how the operator mends that. It repeats nothing of it. */
export class SealedError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "SealedError";
  }
}

/**
 * Seals each secret with a key of its own (AES-256-GCM), which is kept beside it, wrapped (AES-KW) by the first of the
 * given keys. So a new key of the operator's needs no secret to be opened: what wraps is exchanged, and what is wrapped
 * stays.
 *
 * @param keys the newest first; what any of them has sealed is opened
 * @param lasts see `Sealing`
 */
export function createSealing(keys: readonly SealingKey[], lasts: boolean): Sealing {
  const [newest] = keys;
  if (newest === undefined) throw new Error("nothing is sealed without a key");
  const imported = new Map<string, Promise<CryptoKey>>();
  const opened = new Map<string, string>();

  const wrapping = (id: string): Promise<CryptoKey> => {
    const key = keys.find((one) => one.id === id);
    if (key === undefined) throw new SealedError(missing(id));
    const known =
      imported.get(id) ?? crypto.subtle.importKey("raw", key.bytes, "AES-KW", false, ["wrapKey", "unwrapKey"]);
    imported.set(id, known);
    return known;
  };
  const wrap = async (own: CryptoKey) =>
    new Uint8Array(await crypto.subtle.wrapKey("raw", own, await wrapping(newest.id), "AES-KW"));
  const unwrap = async (id: string, wrapped: string, isToBeWrapped: boolean): Promise<CryptoKey> => {
    const by = await wrapping(id);
    try {
      return await crypto.subtle.unwrapKey("raw", bytesOf(wrapped), by, "AES-KW", AES, isToBeWrapped, ["decrypt"]);
    } catch (cause) {
      throw new SealedError(wrong(id), { cause });
    }
  };

  const seal = async (secret: string, belongsTo: string): Promise<string> => {
    const own = await crypto.subtle.generateKey(AES, true, ["encrypt", "decrypt"]);
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const box = await crypto.subtle.encrypt(boxOf(iv, belongsTo), own, utf8(secret));
    return sealedText(newest.id, [await wrap(own), iv, new Uint8Array(box)].map(textOf));
  };

  return {
    lasts,
    newest: newest.id,
    seal,
    async open(kept, belongsTo) {
      const [, id, wrapped = "", iv = "", box = ""] = SEALED.exec(kept) ?? [];
      if (id === undefined) return kept;
      const name = `${belongsTo} ${kept}`;
      const known = opened.get(name);
      if (known !== undefined) return known;
      const own = await unwrap(id, wrapped, false);
      const secret = await crypto.subtle.decrypt(boxOf(bytesOf(iv), belongsTo), own, bytesOf(box)).catch((cause) => {
        throw new SealedError(`What is kept as the secret of ${belongsTo} was sealed as another.`, { cause });
      });
      const text = new TextDecoder().decode(secret);
      if (opened.size >= MAX_OPENED) opened.clear();
      opened.set(name, text);
      return text;
    },
    async renew(kept, belongsTo) {
      const [, id, wrapped = "", ...rest] = SEALED.exec(kept) ?? [];
      if (id === undefined) return await seal(kept, belongsTo);
      if (id === newest.id) return kept;
      return sealedText(newest.id, [textOf(await wrap(await unwrap(id, wrapped, true))), ...rest]);
    },
  };
}

const missing = (id: string) =>
  `A secret was sealed with the key "${id}", which this process does not have. Add it to SEALING_KEYS, behind the newest.`;
const wrong = (id: string) =>
  `A secret was sealed with another key called "${id}" than this process has. Each key in SEALING_KEYS needs an id of its own.`;

/** A secret that was copied to another row, or to another tenant, is not opened there. */
function boxOf(iv: Uint8Array<ArrayBuffer>, belongsTo: string) {
  return { name: AES.name, iv, additionalData: utf8(belongsTo) };
}

function sealedText(id: string, parts: readonly string[]): string {
  return ["v1", id, ...parts].join(".");
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function textOf(bytes: Uint8Array<ArrayBuffer>): string {
  return Buffer.from(bytes).toString("base64url");
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, "base64url"));
}
