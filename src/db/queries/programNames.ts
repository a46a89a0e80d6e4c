/** A tenant has few programs; beyond so many a page offers no choice of them. */
export const MOST_PROGRAMS = 100;

/** SQL of the programs that a page can be narrowed to, by name, where `k.tenant_id` is the tenant. */
export const PROGRAM_NAMES = `(SELECT coalesce(json_agg(json_build_object('key', g.key, 'name', g.name) ORDER BY g.name, g.key), '[]')
  FROM (SELECT g.key, g.name FROM programs g WHERE g.tenant_id = k.tenant_id ORDER BY g.name, g.key LIMIT ${MOST_PROGRAMS}) g)`;
