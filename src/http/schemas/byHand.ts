import * as z from "zod";
import type { ByHandInput } from "../../usecases/people/attributeByHand.ts";
import type { Body } from "../definition.ts";
import { parseWith } from "../request/parse.ts";
import { MAX_AHEAD_MS } from "./events.ts";
import { enteredCode, externalId, instant, programKey, reason } from "./texts.ts";

const byHand = z
  .strictObject({
    program: programKey,
    advocate: externalId.optional().meta({ description: "Who brought the friend, by your id" }),
    code: enteredCode.optional().meta({ description: "A code of the advocate, in place of `advocate`" }),
    friend: externalId.meta({ description: "By your id; made where there is no such participant" }),
    attributedAt: instant.optional().meta({
      description: "Since when they are a friend: what they bought since is decided; left out, now",
    }),
    reason: reason.meta({ description: "Why, for people who ask later" }),
    force: z.boolean().default(false).meta({ description: "Waives existing_customer and too_late" }),
  })
  .refine(({ advocate, code }) => (advocate === undefined) !== (code === undefined), {
    error: "needs either advocate or code",
  })
  .meta({ id: "ByHandInput", oneOf: [{ required: ["advocate"] }, { required: ["code"] }] });

const reassign = z
  .strictObject({
    advocate: externalId.meta({ description: "Whose friend they become, by your id" }),
    reason: reason.meta({ description: "Why, for people who ask later" }),
  })
  .meta({ id: "ReassignInput" });

/** To whom a referral is given, and why. */
export const reassignBody: Body<z.infer<typeof reassign>> = {
  schema: reassign,
  parse: (value) => parseWith(reassign, value),
};

/** A friend who is tied by hand, at no time to come. */
export const byHandBody: Body<ByHandInput> = {
  schema: byHand,
  parse(value, { deps }) {
    const parsed = parseWith(byHand, value);
    if (!parsed.ok) return parsed;
    const { advocate, code, attributedAt = null, ...input } = parsed.value;
    if (attributedAt !== null && Date.parse(attributedAt) > deps.clock.now().getTime() + MAX_AHEAD_MS) {
      return { ok: false, errors: [{ path: "attributedAt", message: "more than 5 minutes in the future" }] };
    }
    const named = advocate === undefined ? { code: code ?? "" } : { externalId: advocate };
    return { ok: true, value: { ...input, attributedAt, advocate: named } };
  },
};
