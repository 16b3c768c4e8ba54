-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "abstained" INTEGER,
ADD COLUMN     "chair_name" TEXT,
ADD COLUMN     "minute_id" UUID,
ADD COLUMN     "proposal_id" UUID,
ADD COLUMN     "reasons" TEXT,
ADD COLUMN     "text_hash" TEXT,
ADD COLUMN     "votes_against" INTEGER,
ADD COLUMN     "votes_for" INTEGER;

-- AlterTable
ALTER TABLE "draft" ADD COLUMN     "contact" TEXT,
ADD COLUMN     "implementation_on" DATE,
ADD COLUMN     "in_review_at" TIMESTAMPTZ(3),
ADD COLUMN     "material" BOOLEAN,
ADD COLUMN     "material_reason" TEXT,
ADD COLUMN     "summary_of_change" TEXT;

-- AlterTable
ALTER TABLE "policy" ADD COLUMN     "exemption_by" TEXT NOT NULL DEFAULT 'head',
ADD COLUMN     "indexable" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "minor_duty" TEXT;

-- AlterTable
ALTER TABLE "policy_version" ADD COLUMN     "draft_id" UUID,
ADD COLUMN     "material_reason" TEXT;

-- AlterTable
ALTER TABLE "proposal" ADD COLUMN     "closes_on" DATE,
ADD COLUMN     "duty_kind" TEXT,
ADD COLUMN     "method" TEXT NOT NULL DEFAULT 'meeting',
ADD COLUMN     "step" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "text_hash" TEXT;

-- AlterTable
ALTER TABLE "review" ADD COLUMN     "contact" TEXT,
ADD COLUMN     "summary" TEXT;

-- CreateTable
CREATE TABLE "draft_file" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "not_placed" JSONB NOT NULL,
    "notes" JSONB NOT NULL,
    "brought_in_by_id" UUID,
    "brought_in_by" TEXT NOT NULL,
    "brought_in_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_file_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "draft_writer" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_writer_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "draft_copy" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "saved_by_id" UUID,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_copy_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "draft_review" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "reviewer_id" UUID NOT NULL,
    "asked_by_id" UUID,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "comments" TEXT,
    "text_hash" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "draft_review_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "consultation" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "with_whom" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "outcome" TEXT NOT NULL,
    "recorded_by_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "replaces_id" UUID,

    CONSTRAINT "consultation_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "finding_set_aside" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "set_aside_by_id" UUID,
    "set_aside_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_up_by_id" UUID,
    "taken_up_at" TIMESTAMPTZ(3),

    CONSTRAINT "finding_set_aside_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "proposal_end" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "proposal_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "ended_by_id" UUID,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "proposal_end_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "minute" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "proposal_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "met_on" DATE NOT NULL,
    "minute_reference" TEXT NOT NULL,
    "implementation_on" DATE,
    "reasons" TEXT,
    "votes_for" INTEGER,
    "votes_against" INTEGER,
    "abstained" INTEGER,
    "chair_id" UUID,
    "chair_name" TEXT NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "replaces_id" UUID,

    CONSTRAINT "minute_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "minute_attendance" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "minute_id" UUID NOT NULL,
    "seat_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "present" BOOLEAN NOT NULL,
    "conflict" TEXT,

    CONSTRAINT "minute_attendance_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "minute_answer" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "minute_id" UUID NOT NULL,
    "answer" TEXT NOT NULL,
    "words" TEXT,
    "answered_by_id" UUID NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "minute_answer_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "decision_report" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "body_id" UUID NOT NULL,
    "reported_on" DATE NOT NULL,
    "minute_reference" TEXT,
    "recorded_by_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_report_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "local_wording" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "values" JSONB NOT NULL,
    "filled_in_by_id" UUID NOT NULL,
    "filled_in_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "words" TEXT,
    "answered_by_id" UUID,
    "answered_at" TIMESTAMPTZ(3),
    "adoption_id" UUID,

    CONSTRAINT "local_wording_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "exemption" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "clause_anchor" TEXT NOT NULL,
    "clause_text" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "form_id" UUID,

    CONSTRAINT "exemption_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "exemption_answer" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "exemption_id" UUID NOT NULL,
    "answer" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "answered_by_id" UUID NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exemption_answer_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateIndex
CREATE INDEX "draft_file_organisation_id_draft_id_idx" ON "draft_file"("organisation_id", "draft_id");

-- CreateIndex
CREATE UNIQUE INDEX "draft_writer_organisation_id_draft_id_person_id_key" ON "draft_writer"("organisation_id", "draft_id", "person_id");

-- CreateIndex
CREATE INDEX "draft_copy_organisation_id_draft_id_saved_at_idx" ON "draft_copy"("organisation_id", "draft_id", "saved_at");

-- CreateIndex
CREATE INDEX "draft_review_organisation_id_draft_id_idx" ON "draft_review"("organisation_id", "draft_id");

-- CreateIndex
CREATE INDEX "draft_review_organisation_id_reviewer_id_idx" ON "draft_review"("organisation_id", "reviewer_id");

-- CreateIndex
CREATE INDEX "consultation_organisation_id_draft_id_idx" ON "consultation"("organisation_id", "draft_id");

-- CreateIndex
CREATE INDEX "finding_set_aside_organisation_id_policy_id_idx" ON "finding_set_aside"("organisation_id", "policy_id");

-- CreateIndex
CREATE UNIQUE INDEX "proposal_end_organisation_id_proposal_id_key" ON "proposal_end"("organisation_id", "proposal_id");

-- CreateIndex
CREATE INDEX "minute_organisation_id_proposal_id_idx" ON "minute"("organisation_id", "proposal_id");

-- CreateIndex
CREATE UNIQUE INDEX "minute_attendance_organisation_id_minute_id_seat_id_key" ON "minute_attendance"("organisation_id", "minute_id", "seat_id");

-- CreateIndex
CREATE UNIQUE INDEX "minute_answer_organisation_id_minute_id_key" ON "minute_answer"("organisation_id", "minute_id");

-- CreateIndex
CREATE UNIQUE INDEX "decision_report_organisation_id_decision_id_key" ON "decision_report"("organisation_id", "decision_id");

-- CreateIndex
CREATE INDEX "local_wording_organisation_id_unit_id_idx" ON "local_wording"("organisation_id", "unit_id");

-- CreateIndex
CREATE INDEX "local_wording_organisation_id_version_id_idx" ON "local_wording"("organisation_id", "version_id");

-- CreateIndex
CREATE INDEX "exemption_organisation_id_person_id_idx" ON "exemption"("organisation_id", "person_id");

-- CreateIndex
CREATE INDEX "exemption_organisation_id_policy_id_idx" ON "exemption"("organisation_id", "policy_id");

-- CreateIndex
CREATE INDEX "exemption_organisation_id_unit_id_idx" ON "exemption"("organisation_id", "unit_id");

-- CreateIndex
CREATE INDEX "exemption_answer_organisation_id_exemption_id_idx" ON "exemption_answer"("organisation_id", "exemption_id");

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_organisation_id_proposal_id_fkey" FOREIGN KEY ("organisation_id", "proposal_id") REFERENCES "proposal"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_organisation_id_minute_id_fkey" FOREIGN KEY ("organisation_id", "minute_id") REFERENCES "minute"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "draft_file" ADD CONSTRAINT "draft_file_organisation_id_policy_id_fkey" FOREIGN KEY ("organisation_id", "policy_id") REFERENCES "policy"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "draft_file" ADD CONSTRAINT "draft_file_organisation_id_file_id_fkey" FOREIGN KEY ("organisation_id", "file_id") REFERENCES "kept_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "draft_file" ADD CONSTRAINT "draft_file_organisation_id_brought_in_by_id_fkey" FOREIGN KEY ("organisation_id", "brought_in_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "draft_writer" ADD CONSTRAINT "draft_writer_organisation_id_policy_id_fkey" FOREIGN KEY ("organisation_id", "policy_id") REFERENCES "policy"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "draft_writer" ADD CONSTRAINT "draft_writer_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "draft_copy" ADD CONSTRAINT "draft_copy_organisation_id_policy_id_fkey" FOREIGN KEY ("organisation_id", "policy_id") REFERENCES "policy"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "draft_copy" ADD CONSTRAINT "draft_copy_organisation_id_saved_by_id_fkey" FOREIGN KEY ("organisation_id", "saved_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "draft_review" ADD CONSTRAINT "draft_review_organisation_id_policy_id_fkey" FOREIGN KEY ("organisation_id", "policy_id") REFERENCES "policy"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "draft_review" ADD CONSTRAINT "draft_review_organisation_id_reviewer_id_fkey" FOREIGN KEY ("organisation_id", "reviewer_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "draft_review" ADD CONSTRAINT "draft_review_organisation_id_asked_by_id_fkey" FOREIGN KEY ("organisation_id", "asked_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "consultation" ADD CONSTRAINT "consultation_organisation_id_policy_id_fkey" FOREIGN KEY ("organisation_id", "policy_id") REFERENCES "policy"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "consultation" ADD CONSTRAINT "consultation_organisation_id_recorded_by_id_fkey" FOREIGN KEY ("organisation_id", "recorded_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "consultation" ADD CONSTRAINT "consultation_organisation_id_replaces_id_fkey" FOREIGN KEY ("organisation_id", "replaces_id") REFERENCES "consultation"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "finding_set_aside" ADD CONSTRAINT "finding_set_aside_organisation_id_policy_id_fkey" FOREIGN KEY ("organisation_id", "policy_id") REFERENCES "policy"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "finding_set_aside" ADD CONSTRAINT "finding_set_aside_organisation_id_set_aside_by_id_fkey" FOREIGN KEY ("organisation_id", "set_aside_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "finding_set_aside" ADD CONSTRAINT "finding_set_aside_organisation_id_taken_up_by_id_fkey" FOREIGN KEY ("organisation_id", "taken_up_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "proposal_end" ADD CONSTRAINT "proposal_end_organisation_id_proposal_id_fkey" FOREIGN KEY ("organisation_id", "proposal_id") REFERENCES "proposal"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "proposal_end" ADD CONSTRAINT "proposal_end_organisation_id_ended_by_id_fkey" FOREIGN KEY ("organisation_id", "ended_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "minute" ADD CONSTRAINT "minute_organisation_id_proposal_id_fkey" FOREIGN KEY ("organisation_id", "proposal_id") REFERENCES "proposal"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "minute" ADD CONSTRAINT "minute_organisation_id_chair_id_fkey" FOREIGN KEY ("organisation_id", "chair_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "minute" ADD CONSTRAINT "minute_organisation_id_recorded_by_id_fkey" FOREIGN KEY ("organisation_id", "recorded_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "minute" ADD CONSTRAINT "minute_organisation_id_replaces_id_fkey" FOREIGN KEY ("organisation_id", "replaces_id") REFERENCES "minute"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "minute_attendance" ADD CONSTRAINT "minute_attendance_organisation_id_minute_id_fkey" FOREIGN KEY ("organisation_id", "minute_id") REFERENCES "minute"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "minute_attendance" ADD CONSTRAINT "minute_attendance_organisation_id_seat_id_fkey" FOREIGN KEY ("organisation_id", "seat_id") REFERENCES "seat"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "minute_answer" ADD CONSTRAINT "minute_answer_organisation_id_minute_id_fkey" FOREIGN KEY ("organisation_id", "minute_id") REFERENCES "minute"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "minute_answer" ADD CONSTRAINT "minute_answer_organisation_id_answered_by_id_fkey" FOREIGN KEY ("organisation_id", "answered_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "decision_report" ADD CONSTRAINT "decision_report_organisation_id_decision_id_fkey" FOREIGN KEY ("organisation_id", "decision_id") REFERENCES "decision"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "decision_report" ADD CONSTRAINT "decision_report_organisation_id_body_id_fkey" FOREIGN KEY ("organisation_id", "body_id") REFERENCES "body"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "decision_report" ADD CONSTRAINT "decision_report_organisation_id_recorded_by_id_fkey" FOREIGN KEY ("organisation_id", "recorded_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "local_wording" ADD CONSTRAINT "local_wording_organisation_id_version_id_fkey" FOREIGN KEY ("organisation_id", "version_id") REFERENCES "policy_version"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "local_wording" ADD CONSTRAINT "local_wording_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "local_wording" ADD CONSTRAINT "local_wording_organisation_id_filled_in_by_id_fkey" FOREIGN KEY ("organisation_id", "filled_in_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "local_wording" ADD CONSTRAINT "local_wording_organisation_id_answered_by_id_fkey" FOREIGN KEY ("organisation_id", "answered_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "local_wording" ADD CONSTRAINT "local_wording_organisation_id_adoption_id_fkey" FOREIGN KEY ("organisation_id", "adoption_id") REFERENCES "adoption"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "exemption" ADD CONSTRAINT "exemption_organisation_id_policy_id_fkey" FOREIGN KEY ("organisation_id", "policy_id") REFERENCES "policy"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "exemption" ADD CONSTRAINT "exemption_organisation_id_version_id_fkey" FOREIGN KEY ("organisation_id", "version_id") REFERENCES "policy_version"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "exemption" ADD CONSTRAINT "exemption_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "exemption" ADD CONSTRAINT "exemption_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "exemption" ADD CONSTRAINT "exemption_organisation_id_asked_by_id_fkey" FOREIGN KEY ("organisation_id", "asked_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "exemption_answer" ADD CONSTRAINT "exemption_answer_organisation_id_exemption_id_fkey" FOREIGN KEY ("organisation_id", "exemption_id") REFERENCES "exemption"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "exemption_answer" ADD CONSTRAINT "exemption_answer_organisation_id_answered_by_id_fkey" FOREIGN KEY ("organisation_id", "answered_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
