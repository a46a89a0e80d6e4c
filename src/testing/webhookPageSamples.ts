import type { ApiClient } from "./apiClient.ts";

/** As `PageSample`. */
interface Asked {
  readonly path: string;
  readonly absent: string | null;
  readonly form: Readonly<Record<string, string>>;
}

const PATH = "/dashboard/t/{tenant}/setup/webhooks";

/** Endpoints of which one has a delivery, one is disabled and one is removed, and how to ask for their pages. */
export async function webhookPageSamples(api: ApiClient): Promise<Readonly<Record<string, Asked>>> {
  const url = "https://hooks.shop.example/pages";
  const made = async () => (await api.post<{ id: string }>("/v1/webhooks", { url, description: "Books" })).body.id;
  const [shown, off, removed] = [await made(), await made(), await made()];
  const { body: delivery } = await api.post<{ id: string }>(`/v1/webhooks/${shown}/test`, {});
  const one = (step: string, of: string, form: Asked["form"] = {}): Asked => ({
    ...{ path: `${PATH}/${of}${step}`, absent: `${PATH}/whk_0${step}`, form },
  });
  return {
    [`post ${PATH}`]: { path: PATH, absent: null, form: { url, events: "reward.approved", description: "" } },
    [`get ${PATH}/{id}`]: one("", shown),
    [`post ${PATH}/{id}/rotate`]: one("/rotate", shown),
    [`post ${PATH}/{id}/enable`]: one("/enable", shown),
    [`post ${PATH}/{id}/disable`]: one("/disable", off),
    [`post ${PATH}/{id}/test`]: one("/test", shown),
    // One that is not there is gone, as the form wants it; a delivery is found without its endpoint.
    [`post ${PATH}/{id}/remove`]: { ...one("/remove", removed), absent: null },
    [`post ${PATH}/{id}/retry`]: { ...one("/retry", shown, { delivery: delivery.id }), absent: null },
  };
}
