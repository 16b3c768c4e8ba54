-- DropIndex
DROP INDEX "visit_pass";
