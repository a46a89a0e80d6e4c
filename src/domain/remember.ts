/** What a process keeps of answers that depend on a text alone. */
export interface Memory {
  /** So many texts; the one that came first makes room. */
  readonly texts: number;
  /** Longer texts are not kept. */
  readonly longest: number;
}

/** The same answers, each worked out once for as long as its text is kept. For texts that strangers choose. */
export function remember<T>(answerTo: (text: string) => T, { texts, longest }: Memory): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const answer = answerTo(text);
    if (text.length > longest) return answer;
    // A Map keeps the order of insertion.
    for (const first of known.size >= texts ? known.keys() : []) {
      known.delete(first);
      break;
    }
    known.set(text, answer);
    return answer;
  };
}
