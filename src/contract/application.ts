import type { ApplicationView } from "../db/queries/applications.ts";

/** The JSON of an application. */
export function presentApplication({ participantId: _, ...application }: ApplicationView) {
  const { appliedAt, decidedAt } = application;
  return {
    ...application,
    appliedAt: new Date(appliedAt).toISOString(),
    decidedAt: decidedAt === null ? null : new Date(decidedAt).toISOString(),
  };
}
