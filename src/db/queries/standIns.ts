/**
 * The code that stands in for one that its tenant does not have, as SQL: while many wrong codes are tried, a wrong one
 * is answered as that one would be. It is the next one after a place that only the tenant's secret tells, always the
 * same for the same wrong code. So what a stranger sees of wrong codes (programs, languages, codes that have ended) is
 * as frequent as with right ones, and says nothing of the codes beside them.
 *
 * @param tenant the alias of a row of `tenants`
 * @param code the one that was asked for, folded
 */
export function standInFor(tenant: string, code: string): string {
  // Sixteen of the characters that codes are made of, spread over all of them.
  // Of a sealed one what stays as it is when it is wrapped anew.
  const secret = `regexp_replace(${tenant}.click_secret, '^v1.*[.]', '')`;
  const place = `translate(md5(${secret} || ${code}), '0123456789abcdef', '2479BDFHKMPRTVXZ')`;
  const first = (where: string) =>
    `(SELECT s.code FROM codes s WHERE s.tenant_id = ${tenant}.id ${where} ORDER BY s.code LIMIT 1)`;
  return `coalesce(${first(`AND s.code >= ${place}`)}, ${first("")})`;
}
