/**
 * SQL of what people call an actor who is a person of the staff or a key: an e-mail, or how the key begins. Null of
 * everyone else.
 *
 * @param actor SQL of the stored actor
 */
export function actorLabel(actor: string): string {
  return `CASE ${actor} ->> 'type'
    WHEN 'user' THEN (SELECT u.email FROM auth_users u WHERE u.id = ${actor} ->> 'id')
    WHEN 'apiKey' THEN (SELECT y.prefix FROM api_keys y WHERE y.tenant_id = k.tenant_id AND y.id = ${actor} ->> 'id') END`;
}
