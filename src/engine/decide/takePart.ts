import type { StoredParticipant } from "../../db/rows/participant.ts";
import type { NamedParticipant } from "../events/events.ts";
import { addContacts } from "./contacts.ts";
import { fillIn } from "./fillIn.ts";
import type { Making } from "./making.ts";
import { notify } from "./notify.ts";
import { addPrints } from "./prints.ts";
import type { ParticipantState, State } from "./state.ts";
import { addParticipant } from "./state.ts";

/** The participant of an event, made where they don't exist; their row will be locked and compared. */
export function takePart(state: State, making: Making, named: NamedParticipant): ParticipantState {
  const found = state.participantsByExternalId.get(named.externalId);
  if (found !== undefined) {
    found.touched = true;
    fillIn(state, making, found, named);
    addPrints(state, making.position, found.now.id, named.prints);
    return found;
  }
  const id = making.nextId("par");
  notify(state, { type: "participant.created", eventId: making.eventId, programId: null, subjectId: id });
  const now = unknownParticipant(id, named);
  addContacts(state, making.position, id, named.contacts);
  addPrints(state, making.position, id, named.prints);
  return addParticipant(state, { was: null, now, named, touched: true, watched: false, compared: false });
}

/** A participant of whom an event is the first that is heard. */
export function unknownParticipant(
  id: string,
  { externalId, emailFolded, phone, name, locale, country, segments, guest }: NamedParticipant,
): StoredParticipant {
  const said = {
    externalId,
    emailFolded,
    phone,
    hasName: name !== null,
    hasLocale: locale !== null,
    country,
    segments,
    guest,
  };
  const fresh = { id, ...said, blocked: false, version: 0, referredVersion: 0 };
  return { ...fresh, firstSignupAt: null, firstPurchaseAt: null, customerSince: null };
}
