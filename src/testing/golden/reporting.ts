import { BREAKDOWNS } from "../../db/queries/reports/breakdownKeys.ts";
import type { Recorder } from "./recorder.ts";

/** The part of the golden story in which its figures are asked for. */
export async function reportsPart({ get }: Recorder): Promise<void> {
  await get("/v1/reports/series?from=2026-01-01&to=2026-01-13");
  await get("/v1/reports/series?by=month&program=every&from=2025-12-20&to=2026-02-01");
  await get("/v1/reports/series?by=day&currency=EUR&from=2026-01-05&to=2026-01-07");
  await get("/v1/reports/series?program=none");
  await get("/v1/reports/series?program=every&currency=GBP");
  await get("/v1/reports/series?by=day&from=2020-01-01");
  await get("/v1/reports/retention");
  await get("/v1/reports/retention?program=none");
  for (const by of BREAKDOWNS) await get(`/v1/reports/${by}?limit=3`);
  const { nextCursor } = await get<{ nextCursor: string }>("/v1/reports/channel?program=every&sort=friends&limit=1");
  await get(`/v1/reports/channel?program=every&sort=friends&limit=1&cursor=${nextCursor}`);
  await get("/v1/reports/advocate?cursor=bm8");
  await get("/v1/reports/planet");
  await get("/v1/reports/channel?program=none");
}
