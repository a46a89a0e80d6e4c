/** What a browser would post of the forms in a page: boxes, choices and what is hidden. */
export function postedFields(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  const plain = (value: string) =>
    value
      .replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&amp;", "&");
  for (const [tag] of html.matchAll(/<input [^>]*?(?:value='[^']*'[^>]*)?>/g)) {
    const name = / name="([^"]*)"/.exec(tag)?.[1];
    const isOff = /type="(checkbox|radio)"/.test(tag) && !tag.includes(" checked");
    const value = / value=(?:"([^"]*)"|'([^']*)')/.exec(tag);
    if (name !== undefined && !isOff) fields[plain(name)] = plain(value?.[1] ?? value?.[2] ?? "");
  }
  for (const [, head = "", options = ""] of html.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
    const name = / name="([^"]*)"/.exec(head)?.[1] ?? "";
    fields[name] = plain(/value="([^"]*)" selected/.exec(options)?.[1] ?? "");
  }
  return fields;
}
