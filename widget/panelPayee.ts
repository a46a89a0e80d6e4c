import type { Payee } from "./contract.ts";
import { make } from "./fromPanel.ts";
import { sendForm } from "./panelForms.ts";
import { details, mainButton, quiet } from "./pieces.ts";
import type { View } from "./view.ts";
import { fillText } from "./words.ts";

/** Where a customer with cash is paid, and the form in which they say it. Nothing where the shop does not ask. */

const MAX_LENGTH = 200;

export function payeeForm(view: View): HTMLElement | null {
  const { panel, texts } = view;
  const { payee } = panel;
  // A later service may ask for more than this knows.
  const kinds = payee?.kinds.filter((kind) => Object.keys(FIELDS).includes(kind)) ?? [];
  const [first] = kinds;
  if (!payee || !first) return null;
  const fields = make("div", { class: "payee-fields" });
  let chosen = kinds.find((kind) => kind === payee.details?.kind) ?? first;
  const draw = (kind: Kind) => {
    chosen = kind;
    fields.replaceChildren(...FIELDS[kind].map((name) => fieldOf(name, view)));
  };
  const radios = kinds.map((kind) => radioOf(kind, kind === chosen, view, () => draw(kind)));
  draw(chosen);
  const body = () => {
    const typed = Array.from(fields.querySelectorAll("input"), ({ name, value }) => [name, value.trim()]);
    const { country, ...others } = Object.fromEntries(typed);
    return { kind: chosen, ...others, ...(country === undefined ? {} : { country: country.toUpperCase() }) };
  };
  const form = sendForm(view, {
    path: "payout-details",
    body,
    said: texts.payeeSaved,
    wrong: texts.payeeWrong,
    children: [
      make("fieldset", {}, make("legend", {}, texts.payeeKind), ...radios),
      fields,
      quiet(texts.payeeHint),
      mainButton("payee-save", texts.save),
    ],
  });
  return details("payee", texts.payeeTitle, ...nowOf(view, payee), form);
}

type Kind = Payee["kinds"][number];
type Name = "iban" | "holder" | "email" | "country" | "bankCode" | "accountNumber";

const FIELDS: Readonly<Record<Kind, readonly Name[]>> = {
  iban: ["iban", "holder"],
  paypal: ["email"],
  bank_account: ["country", "bankCode", "accountNumber", "holder"],
};

function radioOf(kind: Kind, isChosen: boolean, { texts }: View, onchange: () => void): HTMLElement {
  const named = { iban: texts.payeeIban, paypal: texts.payeePaypal, bank_account: texts.payeeBank };
  const radio = make("input", {
    ...{ id: `payee-${kind}`, type: "radio", name: "payee-kind" },
    ...{ value: kind, checked: isChosen, onchange },
  });
  return make("label", { class: "option" }, radio, make("span", {}, named[kind]));
}

function fieldOf(name: Name, { texts }: View): HTMLElement {
  const labels = {
    iban: texts.payeeIbanLabel,
    holder: texts.payeeHolder,
    email: texts.payeeEmail,
    country: texts.payeeCountry,
    bankCode: texts.payeeBankCode,
    accountNumber: texts.payeeNumber,
  };
  const input = make("input", {
    name,
    required: true,
    type: name === "email" ? "email" : "text",
    dir: name === "holder" ? "auto" : "ltr",
    maxlength: name === "country" ? 2 : MAX_LENGTH,
    autocomplete: "off",
    spellcheck: "false",
  });
  return make("label", {}, labels[name], input);
}

/** What is known of it: the last characters, and until when it is held. */
function nowOf({ panel, texts }: View, { details: known }: Payee): HTMLElement[] {
  if (!known) return [];
  // An address stands as it is; numbers and letters are isolated, so that they keep their order in any language.
  const account = known.kind === "paypal" ? known.shown : `\u2022\u2022\u2022\u2022 ${known.shown}`;
  const paid = make("p", {}, fillText(texts.payeeNow, { account: `\u2066${account}\u2069` }));
  const heldUntil = Date.parse(known.heldUntil ?? "");
  if (!heldUntil) return [paid];
  const form = new Intl.DateTimeFormat(panel.language, { dateStyle: "medium", timeStyle: "short" });
  return [paid, quiet(fillText(texts.payeeHeld, { time: form.format(heldUntil) }))];
}
