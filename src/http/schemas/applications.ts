import * as z from "zod";
import { pageSchema } from "../../contract/page.ts";
import { APPLICATION_STATUSES } from "../../domain/eligibility.ts";
import { pageQuery } from "../request/page.ts";
import { namedParticipant, somethingToRead } from "./texts.ts";

const MAX_REASON_LENGTH = 500;

export const applicationInput = z.strictObject({ participant: namedParticipant }).meta({ id: "ApplicationInput" });

export const verdictInput = z
  .strictObject({
    reason: z
      .string()
      .min(1, "must not be empty")
      .max(MAX_REASON_LENGTH)
      .regex(somethingToRead, "must not be blank")
      .nullish(),
  })
  .meta({ id: "ApplicationVerdict" });

export const applicationQuery = z.strictObject({ status: z.enum(APPLICATION_STATUSES).optional(), ...pageQuery });

export const applicationReply = z
  .strictObject({
    participant: z.string(),
    program: z.string(),
    status: z.enum(APPLICATION_STATUSES),
    reason: z.string().nullable(),
    appliedAt: z.iso.datetime(),
    decidedAt: z.iso.datetime().nullable(),
    decidedBy: z
      .strictObject({ type: z.string(), id: z.string() })
      .nullable()
      .meta({ description: "The actor who approved or refused it" }),
  })
  .meta({ id: "Application" });

export const applicationsReply = pageSchema(applicationReply);
