ALTER TABLE "rewards" ADD COLUMN "given_minor" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
-- Beside what the trigger noted before, what coupons took off.
DROP TRIGGER rewards_touch_change ON rewards;
--> statement-breakpoint
CREATE TRIGGER rewards_touch_change AFTER UPDATE ON rewards FOR EACH ROW
  WHEN (least(OLD.occurred_at, NEW.occurred_at) < clock_timestamp() - interval '1 hour' AND (
    OLD.occurred_at <> NEW.occurred_at OR OLD.cost_minor <> NEW.cost_minor OR OLD.program_id <> NEW.program_id
    OR OLD.given_minor <> NEW.given_minor
    OR (OLD.status IN ('voided', 'clawed_back')) <> (NEW.status IN ('voided', 'clawed_back'))))
  EXECUTE FUNCTION touch_occurred();
--> statement-breakpoint
-- What orders had reported by then.
UPDATE rewards w SET given_minor = n.given
FROM (SELECT c.tenant_id, c.reward_id, sum(u.reported_minor) AS given
  FROM coupon_uses u
  JOIN coupons c ON c.tenant_id = u.tenant_id AND c.code = u.code
  JOIN programs g ON g.tenant_id = c.tenant_id AND g.id = c.program_id AND g.currency = u.currency
  WHERE u.undone_at IS NULL AND u.reported_minor > 0
  GROUP BY 1, 2) n
WHERE w.tenant_id = n.tenant_id AND w.id = n.reward_id;
