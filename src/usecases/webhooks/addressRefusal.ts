import { type AddressProblem, addressProblem } from "../../domain/whereTo.ts";
import type { WebhookSender } from "../../ports.ts";
import type { WriteRefusal } from "../commitOnce.ts";

const DETAILS: Readonly<Record<AddressProblem, string>> = {
  url: "It is no URL, is too long, or has a fragment.",
  scheme: "It has to begin with https://.",
  user: "It may hold no user and no password.",
  host: "Its host has to be a public name such as hooks.shop.example, and no address.",
  port: "Its port has to be 443 or 8443.",
};

/** Why an address that a person has typed is not asked; null where it is. */
export function addressRefusal(
  { mayBeHere }: Pick<WebhookSender, "mayBeHere">,
  url: string,
): WriteRefusal<"address_not_allowed"> | null {
  const problem = addressProblem(url, { mayBeHere });
  if (problem === null) return null;
  const message = DETAILS[problem];
  return { code: "address_not_allowed", detail: `The URL can't be asked. ${message}`, reason: problem };
}
