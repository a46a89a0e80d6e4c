import type { Answer, ApiClient } from "./apiClient.ts";

/** What an explanation says, as far as tests look at it. */
export interface Told {
  readonly referral: Readonly<Record<string, unknown>>;
  readonly language: string;
  readonly direction: string;
  readonly summary: readonly Said[];
  readonly events: readonly ToldEvent[];
  readonly omittedEvents: number;
  readonly nextCursor: string | null;
  readonly rewards: readonly (Said & {
    readonly id: string;
    readonly voidReason: string | null;
    readonly coupon: { readonly code: string } | null;
    readonly uses: readonly Said[];
  })[];
}

export interface Said {
  readonly code: string;
  readonly sentence: string;
  readonly values: Readonly<Record<string, unknown>>;
}

interface ToldEvent extends Said {
  readonly notes: readonly Said[];
  readonly decisions: readonly ToldDecision[];
  readonly rewardsChanged: readonly (Said & {
    readonly ruleId: string;
    readonly takenMinor: number;
    readonly leftMinor: number;
    readonly ended: boolean;
  })[];
}

interface ToldDecision extends Said {
  readonly reason: string | null;
  readonly details: readonly Said[];
  readonly trace: readonly unknown[];
  readonly missing: readonly {
    readonly anyOf: boolean;
    readonly conditions: readonly { readonly by: number | null; readonly seen: unknown }[];
  }[];
  readonly limits: readonly unknown[];
  readonly tier: unknown;
}

export const sentencesOf = (said: readonly Said[] | undefined) => said?.map(({ sentence }) => sentence);

/** Spaces that don't break are as good as any to a reader. */
export const plain = (text: string | undefined) => text?.replaceAll(/[\u00a0\u202f]/g, " ");

interface ProgramParts {
  readonly attribution?: object;
  readonly qualifies?: readonly object[];
  readonly rewards?: readonly object[];
  readonly budget?: object;
}

let stories = 0;

/** Plays stories through the API, each in a program of its own with one advocate. */
export function tellStories(api: ApiClient) {
  return { program: (parts: ProgramParts) => beginStory(api, parts) };
}

async function beginStory(api: ApiClient, parts: ProgramParts) {
  stories += 1;
  const key = `story-${stories}`;
  const advocate = `advocate-of-${key}`;
  let made = 0;
  const rule = {
    id: "cash",
    recipient: "advocate",
    on: { event: "conversion" },
    grant: { kind: "cash", amountMinor: 1000, currency: "GBP" },
  };
  const rules = {
    schemaVersion: 1,
    attribution: {
      model: "last_touch",
      windowDays: 30,
      creditWindowDays: 90,
      lateEntryDays: 14,
      newCustomersOnly: true,
      ...parts.attribution,
    },
    qualifies: parts.qualifies ?? [],
    rewards: (parts.rewards ?? [{}]).map((more) => ({ ...rule, ...more })),
    ...(parts.budget === undefined ? {} : { budget: parts.budget }),
  };
  const texts = { cash: { en: { name: "Cash for a friend" }, ru: { name: "Деньги за друга" } } };
  const landingUrl = "https://shop.example";
  expectStatus(await api.post("/v1/programs", { key, name: key, landingUrl, currency: "GBP", texts, rules }), 201);
  expectStatus(await api.post(`/v1/programs/${key}/publish`, {}), 200);
  const person = (externalId: string, more: object = {}) => {
    return { externalId, email: `${externalId}@example.com`, name: `Name of ${externalId}`, ...more };
  };
  const issued = await api.post<{ code: string }>("/v1/codes", { program: key, participant: person(advocate) });
  const nextOrder = () => `order-${++made}-of-${key}`;
  const report = async (event: object) => {
    const answer = await api.post<{ results: { program: string; referral: { id: string } }[] }>("/v1/events", event);
    expectStatus(answer, 201);
    return answer.body.results.find(({ program }) => program === key)?.referral.id ?? "";
  };
  const buy = async (friend: string, amountMinor: number, more: object = {}) => {
    const purchase = {
      type: "purchase",
      participant: person(friend),
      orderId: nextOrder(),
      amountMinor,
      currency: "GBP",
    };
    const event = { ...purchase, ...more };
    await report(event);
    return event.orderId;
  };

  return {
    key,
    advocate,
    code: issued.body.code,
    nextOrder,
    person,
    report,
    buyBefore: (name: string, amountMinor: number) => buy(`friend-${name}-of-${key}`, amountMinor),
    async refer(name: string = String(++made), more: object = {}) {
      const friend = `friend-${name}-of-${key}`;
      const participant = person(friend, { segments: ["new"] });
      const id = await report({ type: "signup", participant, program: key, code: issued.body.code, ...more });
      return { ...referralAt(api, id), id, friend, ...refundsOf(report, nextOrder), buy: buy.bind(null, friend) };
    },
  };
}

function refundsOf(report: (event: object) => Promise<string>, nextId: () => string) {
  return {
    refund: (orderId: string, amountMinor: number) =>
      report({ type: "refund", orderId, refundId: `refund-${nextId()}`, amountMinor, currency: "GBP" }),
  };
}

/** The explanation of a referral, by its id. */
export function referralAt(api: ApiClient, id: string) {
  const path = `/v1/referrals/${id}/explanation`;
  return {
    path,
    async explain(query = "", acceptLanguage?: string): Promise<Answer<Told>> {
      const headers = acceptLanguage === undefined ? {} : { "accept-language": acceptLanguage };
      const answer = await api.get<Told>(query === "" ? path : `${path}?${query}`, headers);
      expectStatus(answer, 200);
      return answer;
    },
  };
}

function expectStatus(answer: Answer<unknown>, status: number): void {
  if (answer.status !== status) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
}
