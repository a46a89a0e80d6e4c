/** Changes of a rules document in English sentences. */

type Json = Readonly<Record<string, unknown>>;
type Describe = (value: unknown, currency: string) => string;

const none: Describe = () => "none";
const orNone =
  (describe: Describe): Describe =>
  (value, currency) =>
    value === null || value === undefined ? none(value, currency) : describe(value, currency);

const days = orNone((value) => (value === 1 ? "1 day" : `${String(value)} days`));
const openDays: Describe = (value, currency) => (value === null ? "without end" : days(value, currency));
const money = orNone((value, currency) => amountIn(Number(value), currency));
const percent = orNone((value) => `${Number(value) / 100} %`);
const plain = orNone((value) => (typeof value === "string" ? value : JSON.stringify(value)));
const yesNo = orNone((value) => (value === true ? "yes" : "no"));
const words = (meanings: Readonly<Record<string, string>>) =>
  orNone((value) => meanings[String(value)] ?? JSON.stringify(value));

/** An amount of minor units as people write it: "12.00 GBP". */
function amountIn(minor: number, currency: string): string {
  const digits =
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return `${(minor / 10 ** digits).toFixed(digits)} ${currency}`;
}

const PERIODS = { day: "a day", month: "a month", quarter: "a quarter", year: "a year", lifetime: "in all" };

const grant: Describe = orNone((value, currency) => {
  const given = value as Json;
  if (given.kind === "choice") {
    return `a choice within ${days(given.chooseWithinDays, currency)} of ${grants(given.options, currency)}`;
  }
  const { kind, amountMinor, rateBps, percentBps, amount, sku, quantity, maxMinor } = given;
  const most =
    maxMinor === undefined
      ? ""
      : `, ${kind === "points" ? plain(maxMinor, currency) : money(maxMinor, currency)} at most`;
  if (kind === "item") return `${plain(quantity, currency)} of item ${plain(sku, currency)}`;
  if (kind === "discount")
    return `a discount of ${percentBps === undefined ? money(amountMinor, currency) : percent(percentBps, currency)}`;
  if (rateBps !== undefined) return `${percent(rateBps, currency)} in ${plain(kind, currency)}${most}`;
  if (kind === "points") return `${plain(amount, currency)} points`;
  if (kind === "cash" || kind === "credit") return `${money(amountMinor, currency)} in ${kind}`;
  return JSON.stringify(given);
});

const grants = orNone((value, currency) => {
  return (value as readonly Json[]).map((option) => grant(option, currency)).join(" or ");
});

const OPERATORS: Readonly<Record<string, string>> = {
  ...{ eq: "is", ne: "is not", gt: "is above", gte: "is at least", lt: "is below", lte: "is at most" },
  ...{
    between: "is between",
    in: "is one of",
    nin: "is none of",
    contains: "contains",
    containsAny: "contains one of",
  },
  ...{ before: "is before", after: "is after" },
};

const condition = orNone((value) => {
  const given = value as Json;
  if (Array.isArray(given.any)) return given.any.map((member) => condition(member, "")).join(" or ");
  const compared = Array.isArray(given.value) ? given.value.map(String).join(", ") : String(given.value);
  return `${String(given.field)} ${OPERATORS[String(given.op)] ?? String(given.op)} ${compared}`;
});

const limit = orNone((value, currency) => {
  const { per, period, count, amountMinor } = value as Json;
  const most = count === undefined ? `an amount of ${String(amountMinor)}` : `${String(count)} rewards`;
  return `${most} per ${plain(per, currency)} ${PERIODS[period as keyof typeof PERIODS] ?? String(period)}`;
});

const nth = orNone((value) => {
  const { from, to } = value as Json;
  return to === null || to === undefined
    ? `number ${String(from)} and later`
    : `numbers ${String(from)} to ${String(to)}`;
});

const tiers = orNone((value, currency) => {
  const { steps, by, window } = value as { steps: readonly Json[]; by: string; window: unknown };
  const each = steps.map((step) => `${grant(step.grant, currency)} from ${String(step.from)}`);
  return `${each.join(", ")} (${by}, ${plain(window, currency)})`;
});

const budget = orNone((value, currency) => {
  const { amountMinor, period } = value as Json;
  return `${money(amountMinor, currency)} ${PERIODS[period as keyof typeof PERIODS] ?? String(period)}`;
});

/** By the path with rule ids, steps and limits as `*`: what it is called, and how its values read. */
const LABELS: Readonly<Record<string, readonly [label: string, describe: Describe]>> = {
  "attribution.model": ["the click that wins", words({ last_touch: "the last", first_touch: "the first" })],
  "attribution.windowDays": ["the attribution window", days],
  "attribution.creditWindowDays": ["the credit window", openDays],
  "attribution.lateEntryDays": ["the time to enter a code late", days],
  "attribution.newCustomersOnly": ["the restriction to new customers", yesNo],
  "attribution.binds": ["what a referral binds", words({ friend: "the friend", order: "the single order" })],
  "eligibility.approval": ["approval of advocates", words({ open: "not needed", application: "by application" })],
  "eligibility.segments": ["the advocates' segments", plain],
  "eligibility.sampleBps": ["the sample of advocates", percent],
  budget: ["the budget", budget],
  "budget.amountMinor": ["the budget", money],
  "budget.period": ["the budget's period", plain],
  "budget.onExhausted": [
    "what an exhausted budget does",
    words({ pause_program: "pause the program", skip: "skip what does not fit" }),
  ],
  "rewards.*.recipient": ["who is rewarded", plain],
  "rewards.*.on.event": ["the event it listens to", plain],
  "rewards.*.on.nth": ["the purchases it rewards", nth],
  "rewards.*.on.nth.from": ["the first purchase it rewards", plain],
  "rewards.*.on.nth.to": ["the last purchase it rewards", plain],
  "rewards.*.group": ["the exclusive group", plain],
  "rewards.*.holdDays": ["the hold", days],
  "rewards.*.onRefund": ["what a refund does", (value) => (value === null ? "the default" : String(value))],
  "rewards.*.grant": ["the grant", grant],
  "rewards.*.tiers": ["the tiers", tiers],
  "rewards.*.tiers.by": ["what the tiers count", plain],
  "rewards.*.tiers.window": ["the tiers' window", plain],
  "rewards.*.tiers.steps.*": [
    "the step",
    (value, currency) => (value === null ? "none" : grant((value as Json).grant, currency)),
  ],
  "rewards.*.limits.*": ["the limit", limit],
  "rewards.*.limits.*.count": ["the limit by count", plain],
  "rewards.*.limits.*.amountMinor": ["the limit by amount", plain],
};

/** The fields of a grant, wherever it stands. */
const GRANT_LABELS: Readonly<Record<string, readonly [label: string, describe: Describe]>> = {
  amountMinor: ["the amount", money],
  amount: ["the points", plain],
  rateBps: ["the rate", percent],
  percentBps: ["the discount", percent],
  maxMinor: ["the most that the rate gives", plain],
  minOrderMinor: ["the least order for the discount", money],
  validDays: ["how long the coupon is valid", openDays],
  maxUses: ["how often the coupon may be used", plain],
  costMinor: ["the expected cost", money],
  sku: ["the item", plain],
  quantity: ["the quantity", plain],
  options: ["what can be chosen", grants],
  chooseWithinDays: ["the time to choose", days],
};

/**
 * One change as a sentence.
 *
 * @param path rule ids, steps and limits in their places
 */
export function sentenceOf(path: readonly string[], before: unknown, after: unknown, currency: string): string {
  const [root, ruleId] = path;
  if (root === "rewards" && ruleId === undefined) {
    return `The rules are asked in another order: ${list(after)} instead of ${list(before)}.`;
  }
  if (root === "rewards" && path.length === 2) {
    if (after === null) return `Rule "${ruleId}" is gone.`;
    return `Rule "${ruleId}" is new: ${ruleInWords(after as Json, currency)}.`;
  }
  const subject = root === "rewards" ? `Rule "${ruleId}": ` : "";
  const at = placeOf(path);
  if (path.at(-1) === "qualifies" || path.at(-1) === "when" || path.at(-1) === "itemsWhen") {
    return finished(subject, conditionChange(path.at(-1) === "qualifies", before, after));
  }
  const [label, describe] = labelOf(path);
  return finished(subject, `${label}${at} is now ${describe(after, currency)}, was ${describe(before, currency)}`);
}

function conditionChange(isProgram: boolean, before: unknown, after: unknown): string {
  const whom = isProgram ? "a purchase qualifies" : "it rewards";
  if (before === null) return `${whom} only if ${condition(after, "")}, which is new`;
  if (after === null) return `${whom} whether or not ${condition(before, "")}, which was asked before`;
  return `${whom} only if ${condition(after, "")}, was: ${condition(before, "")}`;
}

function labelOf(path: readonly string[]): readonly [label: string, describe: Describe] {
  const [root, ...rest] = path;
  const starred = path.map((part, index) => {
    const listed = ["rewards", "steps", "limits"].includes(path[index - 1] ?? "");
    return listed ? "*" : part;
  });
  const found = LABELS[starred.join(".")];
  if (found !== undefined) return found;
  const name = path.at(-1) ?? "";
  const ofGrant = path.at(-2) === "grant" ? GRANT_LABELS[name] : undefined;
  if (ofGrant !== undefined) return ofGrant;
  // What has no name of its own is still told, by its place in the document.
  return [root === "rewards" ? rest.slice(1).join(".") : path.join("."), plain];
}

/** Which step or limit a change is in; a whole limit says so itself. */
function placeOf(path: readonly string[]): string {
  const [step, limited] = [path.indexOf("steps"), path.indexOf("limits")];
  if (step >= 0) return ` from ${path[step + 1]} on`;
  return limited >= 0 && path.length > limited + 2 ? ` (${path[limited + 1]})` : "";
}

function ruleInWords({ grant: given, recipient, on }: Json, currency: string): string {
  const event = String((on as Json | undefined)?.event ?? "");
  return `${grant(given, currency)} to ${typeof recipient === "string" ? `the ${recipient}` : JSON.stringify(recipient)} on ${event}`;
}

function list(ids: unknown): string {
  return Array.isArray(ids) ? ids.map(String).join(", ") : String(ids);
}

function finished(subject: string, text: string): string {
  return subject === "" ? `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.` : `${subject}${text}.`;
}
