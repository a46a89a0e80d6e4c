import type { Choice } from "./contract.ts";
import { make } from "./fromPanel.ts";
import { mainButton, refusal } from "./pieces.ts";
import type { View } from "./view.ts";

/** What a person can ask for: a code of their own, one of several rewards. */

/** The longest code, with what people put between its letters. */
const MAX_VANITY_LENGTH = 64;
/** The status of a request whose values can't be right. */
const INVALID = 422;

export function vanityForm(view: View): HTMLElement {
  const { panel, texts } = view;
  const field = make("input", {
    id: "vanity",
    dir: "ltr",
    required: true,
    maxlength: MAX_VANITY_LENGTH,
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": "vanity-hint",
  });
  return sendForm(view, {
    path: "vanity",
    body: () => ({ program: panel.program, vanity: field.value.trim() }),
    said: texts.vanitySaved,
    field,
    children: [
      make("label", { for: "vanity" }, texts.vanityLabel),
      make("div", { class: "row" }, field, mainButton("save", texts.save)),
      make("p", { id: "vanity-hint", class: "quiet" }, texts.vanityHint),
    ],
  });
}

export function choiceForm(view: View, { rewardId, message, options, gone }: Choice): HTMLElement {
  const { texts } = view;
  const radios = options.map((option, index) => {
    const radio = make("input", {
      type: "radio",
      name: rewardId,
      value: index,
      required: true,
      disabled: gone.includes(index),
    });
    return make("label", { class: "option" }, radio, make("span", {}, option));
  });
  const group = make("fieldset", {}, make("legend", { class: "unseen" }, message), ...radios);
  return sendForm(view, {
    path: "choices",
    body: () => ({ rewardId, option: Number(group.querySelector<HTMLInputElement>(":checked")?.value) }),
    said: texts.chosen,
    children: [group, mainButton(`choose-${rewardId}`, texts.choose)],
  });
}

interface FormParts {
  readonly path: "vanity" | "choices" | "payout-details";
  readonly body: () => unknown;
  /** What is said when it worked. */
  readonly said: string | undefined;
  /** What is said of values that were refused, where the service has no words for it. */
  readonly wrong?: string | undefined;
  /** Whose value a refusal is about. */
  readonly field?: HTMLInputElement;
  readonly children: readonly HTMLElement[];
}

/** Sends once at a time; a refusal stays until the next attempt, and is read out. */
export function sendForm(
  { texts, actions }: View,
  { path, body, said, wrong, field, children }: FormParts,
): HTMLFormElement {
  const refused = refusal();
  let isBusy = false;
  const onsubmit = async (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    refused.remove();
    const answer = await actions.post(`/v1/client/${path}`, body());
    isBusy = false;
    if (answer.ok) return actions.say(said);
    const message = answer.status === INVALID ? (wrong ?? answer.message) : answer.message;
    refused.textContent = message ?? texts.failed ?? "";
    all.append(refused);
    field?.setAttribute("aria-invalid", "true");
    field?.focus();
  };
  const all = make("form", { onsubmit }, ...children);
  return all;
}
