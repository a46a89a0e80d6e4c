import { sqlList } from "./sqlList.ts";

/** One filter of a list: a condition in which each `?` stands for a value. It is left out where the first is null. */
export type Filter = readonly [condition: string, ...values: unknown[]];

/**
 * The conditions of a list of which some filters are given. Those that are not given are not there: a condition that
 * says "or nothing was asked for" has one plan for both, and that plan uses no index.
 *
 * @param first the number of the first parameter
 * @returns SQL that goes on a WHERE, with its parameters
 */
export function filtered(filters: readonly Filter[], first: number): { and: string; params: readonly unknown[] } {
  const params: unknown[] = [];
  let and = "";
  for (const [condition, ...values] of filters) {
    if (values[0] === null) continue;
    const numbers = values.map((value) => `$${first + params.push(value) - 1}`);
    and += ` AND ${condition.replaceAll("?", () => numbers.shift() ?? "")}`;
  }
  return { and, params };
}

/**
 * One of the domain's statuses, as a condition without a parameter: with its name the planner knows how many rows have
 * it, and finds the few by their index.
 */
export function ofStatus(column: string, status: string | null): Filter {
  return [status === null ? "" : `${column} = ${sqlList([status])}`, ...(status === null ? [null] : [])];
}

/** The internal id of what a tenant calls by a name of its own; `?` is the name. */
export const ID_OF_PROGRAM = "(SELECT id FROM programs WHERE tenant_id = k.tenant_id AND key = ?::text)";
/**
 * The internal id of the participant whom a tenant calls by a name, their own or an alias; null where there is none.
 *
 * @param name SQL of the name
 * @param tenant SQL of the tenant's id
 */
export const participantNamed = (name: string, tenant = "k.tenant_id") =>
  `(SELECT coalesce(m.merged_into, m.id) FROM participants m WHERE m.tenant_id = ${tenant} AND m.external_id = ${name})`;
export const ID_OF_PARTICIPANT = participantNamed("?::text");

/**
 * The participant who has what was known by an internal id: their own, or that of another name of theirs; null where there
 * is none.
 *
 * @param id SQL of the id
 */
export const participantOfId = (id: string) =>
  `(SELECT coalesce(m.merged_into, m.id) FROM participants m WHERE m.tenant_id = k.tenant_id AND m.id = ${id})`;

/**
 * The same of several names.
 *
 * @param names SQL of an array of names
 */
export const participantsNamed = (names: string) =>
  `ARRAY(SELECT coalesce(m.merged_into, m.id) FROM participants m
      WHERE m.tenant_id = k.tenant_id AND m.external_id = ANY (${names}))`;

/** Of such names those that are aliases, as SQL of one JSON list of `AliasArray`. */
export const aliasesAmong = (names: string) =>
  `(SELECT coalesce(json_agg(json_build_array(m.external_id, o.external_id)), '[]') FROM participants m
      JOIN participants o ON o.tenant_id = m.tenant_id AND o.id = m.merged_into
      WHERE m.tenant_id = k.tenant_id AND m.external_id = ANY (${names}))`;

/**
 * The code of which a code `c` is an alias, whose terms it has: its owner's primary in the program, or the primary with
 * which it came from a participant who was merged.
 */
export const PRIMARY_CODE = `coalesce(c.primary_code, (SELECT o.code FROM codes o WHERE o.tenant_id = c.tenant_id
      AND o.participant_id = c.participant_id AND o.program_id = c.program_id AND o.kind = 'primary'))`;

/**
 * All ids by which what is stored may name a participant, who has them by their own: `ids_of_person.sql`.
 *
 * @param id SQL of their own id
 */
export const idsOfPerson = (id: string) => `ids_of_person(k.tenant_id, ${id})`;

/** What a tenant calls the participant `p`, or the one of whom `p` is another name. */
export const ownNameOf = (p: string) => `coalesce((SELECT o.external_id FROM participants o
    WHERE o.tenant_id = ${p}.tenant_id AND o.id = ${p}.merged_into), ${p}.external_id)`;

/**
 * What a tenant calls the participant with an internal id. Asked for each row of a page, because a join with a page whose
 * length the planner can't know would read all participants.
 */
export const externalIdOf = (id: string) =>
  `(SELECT ${ownNameOf("p")} FROM participants p WHERE p.tenant_id = k.tenant_id AND p.id = ${id})`;
