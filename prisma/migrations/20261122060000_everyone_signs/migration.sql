-- AlterTable
ALTER TABLE "agreement" ADD COLUMN     "countersign_until" INTEGER NOT NULL DEFAULT 18;

-- AlterTable
ALTER TABLE "binding" ADD COLUMN     "countersign_until" INTEGER NOT NULL DEFAULT 18;

-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "acts_for_adult" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "disputed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "membership" ADD COLUMN     "occasion" TEXT;

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "handing_over_at" TIMESTAMPTZ(3),
ADD COLUMN     "not_before" TIMESTAMPTZ(3),
ADD COLUMN     "secret" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "sending_id" UUID;

-- AlterTable
ALTER TABLE "organisation" ADD COLUMN     "asks_people" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "quiet_from" INTEGER NOT NULL DEFAULT 19,
ADD COLUMN     "quiet_to" INTEGER NOT NULL DEFAULT 7,
ADD COLUMN     "quiet_weekends" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "person_alias" ADD COLUMN     "moved" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "undone_by_id" UUID;

-- CreateTable
CREATE TABLE "response_answer" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "response_id" UUID NOT NULL,
    "words" TEXT NOT NULL,
    "answered_by_id" UUID NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "response_answer_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "link" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "to_address" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "link_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "sending" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "started_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "asked" JSONB NOT NULL,
    "total" INTEGER NOT NULL DEFAULT 0,
    "skipped" JSONB NOT NULL DEFAULT '[]',
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "sending_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "holiday" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,

    CONSTRAINT "holiday_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "pupil_signing" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "year_from" INTEGER NOT NULL,
    "year_to" INTEGER NOT NULL,
    "requirement" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pupil_signing_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "signing_session" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "class_group_id" UUID,
    "role" TEXT NOT NULL,
    "series_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "opened_by_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" UUID,

    CONSTRAINT "signing_session_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "session_tablet" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "admitted_at" TIMESTAMPTZ(3),
    "admitted_by_id" UUID,
    "turned_away_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_tablet_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "session_turn" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "tablet_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "agreement_id" UUID NOT NULL,
    "wording_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "unsure" JSONB NOT NULL DEFAULT '[]',
    "answers" JSONB NOT NULL DEFAULT '{}',
    "agreed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" UUID,
    "signature_id" UUID,

    CONSTRAINT "session_turn_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "visit" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "membership_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "firm" TEXT,
    "expected_by" TEXT,
    "pass" TEXT NOT NULL,
    "form_id" UUID NOT NULL,
    "arrived_at" TIMESTAMPTZ(3) NOT NULL,
    "until_on" DATE NOT NULL,
    "left_at" TIMESTAMPTZ(3),
    "left_recorded_by_id" UUID,

    CONSTRAINT "visit_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "printed_form" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "signer_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "capacity" TEXT NOT NULL,
    "obligation_id" UUID NOT NULL,
    "agreement_id" UUID NOT NULL,
    "wording_id" UUID NOT NULL,
    "series_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "occasion" TEXT NOT NULL,
    "printed_by_id" UUID NOT NULL,
    "printed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "printed_form_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "kept_file" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "bytes" BYTEA,
    "kept_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kept_file_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "paper_signature" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "signature_id" UUID NOT NULL,
    "witness" TEXT NOT NULL,
    "form_id" UUID,
    "file_id" UUID,

    CONSTRAINT "paper_signature_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateIndex
CREATE INDEX "response_answer_organisation_id_response_id_idx" ON "response_answer"("organisation_id", "response_id");

-- CreateIndex
CREATE INDEX "link_organisation_id_person_id_idx" ON "link"("organisation_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "link_organisation_id_token_hash_key" ON "link"("organisation_id", "token_hash");

-- CreateIndex
CREATE INDEX "sending_organisation_id_unit_id_created_at_idx" ON "sending"("organisation_id", "unit_id", "created_at");

-- CreateIndex
CREATE INDEX "holiday_organisation_id_unit_id_idx" ON "holiday"("organisation_id", "unit_id");

-- CreateIndex
CREATE INDEX "pupil_signing_organisation_id_unit_id_idx" ON "pupil_signing"("organisation_id", "unit_id");

-- CreateIndex
CREATE INDEX "signing_session_organisation_id_unit_id_opened_at_idx" ON "signing_session"("organisation_id", "unit_id", "opened_at");

-- CreateIndex
CREATE INDEX "session_tablet_organisation_id_session_id_idx" ON "session_tablet"("organisation_id", "session_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_tablet_organisation_id_token_hash_key" ON "session_tablet"("organisation_id", "token_hash");

-- CreateIndex
CREATE INDEX "session_turn_organisation_id_session_id_idx" ON "session_turn"("organisation_id", "session_id");

-- CreateIndex
CREATE INDEX "session_turn_organisation_id_person_id_idx" ON "session_turn"("organisation_id", "person_id");

-- CreateIndex
CREATE INDEX "visit_organisation_id_unit_id_arrived_at_idx" ON "visit"("organisation_id", "unit_id", "arrived_at");

-- CreateIndex
CREATE INDEX "visit_organisation_id_person_id_idx" ON "visit"("organisation_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "visit_organisation_id_form_id_key" ON "visit"("organisation_id", "form_id");

-- CreateIndex
CREATE INDEX "printed_form_organisation_id_obligation_id_idx" ON "printed_form"("organisation_id", "obligation_id");

-- CreateIndex
CREATE UNIQUE INDEX "printed_form_organisation_id_code_key" ON "printed_form"("organisation_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "kept_file_organisation_id_hash_key" ON "kept_file"("organisation_id", "hash");

-- CreateIndex
CREATE UNIQUE INDEX "paper_signature_organisation_id_signature_id_key" ON "paper_signature"("organisation_id", "signature_id");

-- CreateIndex
CREATE INDEX "message_organisation_id_sending_id_idx" ON "message"("organisation_id", "sending_id");

-- AddForeignKey
ALTER TABLE "person_alias" ADD CONSTRAINT "person_alias_organisation_id_undone_by_id_fkey" FOREIGN KEY ("organisation_id", "undone_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_organisation_id_sending_id_fkey" FOREIGN KEY ("organisation_id", "sending_id") REFERENCES "sending"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "response_answer" ADD CONSTRAINT "response_answer_organisation_id_response_id_fkey" FOREIGN KEY ("organisation_id", "response_id") REFERENCES "response"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "response_answer" ADD CONSTRAINT "response_answer_organisation_id_answered_by_id_fkey" FOREIGN KEY ("organisation_id", "answered_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "link" ADD CONSTRAINT "link_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "link" ADD CONSTRAINT "link_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "sending" ADD CONSTRAINT "sending_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "sending" ADD CONSTRAINT "sending_organisation_id_started_by_id_fkey" FOREIGN KEY ("organisation_id", "started_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "holiday" ADD CONSTRAINT "holiday_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "pupil_signing" ADD CONSTRAINT "pupil_signing_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "pupil_signing" ADD CONSTRAINT "pupil_signing_organisation_id_decided_by_id_fkey" FOREIGN KEY ("organisation_id", "decided_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "signing_session" ADD CONSTRAINT "signing_session_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "signing_session" ADD CONSTRAINT "signing_session_organisation_id_class_group_id_fkey" FOREIGN KEY ("organisation_id", "class_group_id") REFERENCES "class_group"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "signing_session" ADD CONSTRAINT "signing_session_organisation_id_series_id_fkey" FOREIGN KEY ("organisation_id", "series_id") REFERENCES "series"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "signing_session" ADD CONSTRAINT "signing_session_organisation_id_opened_by_id_fkey" FOREIGN KEY ("organisation_id", "opened_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "signing_session" ADD CONSTRAINT "signing_session_organisation_id_closed_by_id_fkey" FOREIGN KEY ("organisation_id", "closed_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "session_tablet" ADD CONSTRAINT "session_tablet_organisation_id_session_id_fkey" FOREIGN KEY ("organisation_id", "session_id") REFERENCES "signing_session"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "session_tablet" ADD CONSTRAINT "session_tablet_organisation_id_admitted_by_id_fkey" FOREIGN KEY ("organisation_id", "admitted_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "session_turn" ADD CONSTRAINT "session_turn_organisation_id_session_id_fkey" FOREIGN KEY ("organisation_id", "session_id") REFERENCES "signing_session"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "session_turn" ADD CONSTRAINT "session_turn_organisation_id_tablet_id_fkey" FOREIGN KEY ("organisation_id", "tablet_id") REFERENCES "session_tablet"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "session_turn" ADD CONSTRAINT "session_turn_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "session_turn" ADD CONSTRAINT "session_turn_organisation_id_agreement_id_fkey" FOREIGN KEY ("organisation_id", "agreement_id") REFERENCES "agreement"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "session_turn" ADD CONSTRAINT "session_turn_organisation_id_wording_id_fkey" FOREIGN KEY ("organisation_id", "wording_id") REFERENCES "wording"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "session_turn" ADD CONSTRAINT "session_turn_organisation_id_ended_by_id_fkey" FOREIGN KEY ("organisation_id", "ended_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "session_turn" ADD CONSTRAINT "session_turn_organisation_id_signature_id_fkey" FOREIGN KEY ("organisation_id", "signature_id") REFERENCES "signature"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_organisation_id_membership_id_fkey" FOREIGN KEY ("organisation_id", "membership_id") REFERENCES "membership"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_organisation_id_left_recorded_by_id_fkey" FOREIGN KEY ("organisation_id", "left_recorded_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "printed_form" ADD CONSTRAINT "printed_form_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "printed_form" ADD CONSTRAINT "printed_form_organisation_id_signer_id_fkey" FOREIGN KEY ("organisation_id", "signer_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "printed_form" ADD CONSTRAINT "printed_form_organisation_id_subject_id_fkey" FOREIGN KEY ("organisation_id", "subject_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "printed_form" ADD CONSTRAINT "printed_form_organisation_id_agreement_id_fkey" FOREIGN KEY ("organisation_id", "agreement_id") REFERENCES "agreement"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "printed_form" ADD CONSTRAINT "printed_form_organisation_id_wording_id_fkey" FOREIGN KEY ("organisation_id", "wording_id") REFERENCES "wording"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "printed_form" ADD CONSTRAINT "printed_form_organisation_id_series_id_fkey" FOREIGN KEY ("organisation_id", "series_id") REFERENCES "series"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "printed_form" ADD CONSTRAINT "printed_form_organisation_id_printed_by_id_fkey" FOREIGN KEY ("organisation_id", "printed_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "paper_signature" ADD CONSTRAINT "paper_signature_organisation_id_signature_id_fkey" FOREIGN KEY ("organisation_id", "signature_id") REFERENCES "signature"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "paper_signature" ADD CONSTRAINT "paper_signature_organisation_id_form_id_fkey" FOREIGN KEY ("organisation_id", "form_id") REFERENCES "printed_form"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "paper_signature" ADD CONSTRAINT "paper_signature_organisation_id_file_id_fkey" FOREIGN KEY ("organisation_id", "file_id") REFERENCES "kept_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "kept_file" ADD CONSTRAINT "kept_file_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("organisation_id") ON DELETE RESTRICT ON UPDATE RESTRICT;
