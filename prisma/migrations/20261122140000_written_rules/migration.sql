-- How many of those entitled must answer for a written resolution is a rule of each body: all of them unless its
-- articles say otherwise, and nobody where it decides at meetings alone. A resolution keeps the rule it was opened under.
ALTER TABLE "body" ADD COLUMN     "written_rule" TEXT NOT NULL DEFAULT 'none',
ADD COLUMN     "articles" TEXT;

ALTER TABLE "proposal" ADD COLUMN     "written_rule" TEXT;

update body set written_rule = 'unanimous' where written_resolutions;
update proposal set written_rule = 'unanimous' where method = 'written-resolution';

ALTER TABLE "body" DROP COLUMN "written_resolutions";

alter table body
  add check (written_rule in ('none', 'unanimous', 'majority', 'three-quarters')),
  add check (length(articles) > 0);
alter table proposal
  add check (written_rule in ('unanimous', 'majority', 'three-quarters')),
  add check ((method = 'written-resolution') = (written_rule is not null));
