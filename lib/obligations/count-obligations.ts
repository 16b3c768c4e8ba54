import { Prisma } from "#lib/database/generated/client.ts";
import { obligationRows, type WhichObligations } from "./obligation-rows.ts";

/**
 * Signed out of bound as at a day, as common table expressions that end in `counted`: one row for each unit, part
 * and agreement, with the columns of `Count`. Someone bound in two roles counts in both, and once in `any`.
 */
export const countedObligations = (which: WhichObligations): Prisma.Sql => Prisma.sql`
  ${obligationRows(which)}, counted as (
    select o.unit_id, part.part, o.series_id,
      count(*) filter (where part.signed or o.aside is null)::int as bound,
      count(*) filter (where part.signed)::int as signed,
      count(*) filter (where not part.signed and o.aside is not null)::int as away,
      count(*) filter (where not part.signed and o.aside is null and o.response_id is not null)::int as responded
    from obligation o
    cross join lateral (
      select r as part, o.own as signed from unnest(o.roles) r where o.must
      union all select 'countersign', o.countersigned where o.with_parent
      union all select 'any', o.done
    ) part
    group by o.unit_id, part.part, o.series_id
  )`;
