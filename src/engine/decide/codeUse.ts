import type { StoredCode } from "../../db/rows/code.ts";
import type { CodeTerms } from "../../domain/codeTerms.ts";
import type { CodeUseState, State } from "./state.ts";

/**
 * The terms of a code as the batch has left it. What is decided relies on it: the commit is stale when a
 * person has changed the code by then, or other friends have used up what was left.
 */
export function codeTermsOf(state: State, { primary, version, ...code }: StoredCode): CodeTerms {
  const use = useOf(state, primary, version);
  const { disabled, expiresAt, maxUses } = code;
  const uses = code.uses + use.added;
  if (maxUses !== null && uses < maxUses) {
    const high = maxUses - 1 - use.added;
    use.high = use.high === null ? high : Math.min(use.high, high);
  }
  return { disabled, expiresAt, maxUses, uses };
}

/** Counts a referral that a code attributed. */
export function countUse(state: State, { primary, version }: StoredCode): void {
  useOf(state, primary, version).added += 1;
}

function useOf(state: State, primary: string, version: number): CodeUseState {
  let use = state.codeUses.get(primary);
  if (use === undefined) {
    use = { version, added: 0, high: null };
    state.codeUses.set(primary, use);
  }
  return use;
}
