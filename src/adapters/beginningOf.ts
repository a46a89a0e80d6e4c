/** The first bytes of an answer as text. What was sent until then counts, also where the rest never comes. */
export async function beginningOf({ body }: Response, most: number): Promise<string> {
  if (body === null) return "";
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    while (size < most) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      size += value.length;
    }
    await reader.cancel();
  } catch {
    // What came until then is kept.
  }
  const text = Buffer.concat(parts).subarray(0, most).toString("utf8");
  // What PostgreSQL's text can't hold, and what a cut has left of a letter, goes.
  return text.replaceAll("\0", "").replaceAll("\uFFFD", "");
}
