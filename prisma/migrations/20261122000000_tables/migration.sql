-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "organisation_directory" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "home" TEXT NOT NULL DEFAULT 'here',
    "state" TEXT NOT NULL DEFAULT 'open',
    "demonstration" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organisation_directory_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "directory_entry" (
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,
    "target_id" UUID NOT NULL,

    CONSTRAINT "directory_entry_pkey" PRIMARY KEY ("kind","key","organisation_id","target_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "method" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_code" (
    "id" UUID NOT NULL,
    "address_hash" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organisation" (
    "organisation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/London',
    "colour" TEXT,
    "return_days" INTEGER NOT NULL DEFAULT 10,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("organisation_id")
);

-- CreateTable
CREATE TABLE "unit" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "phase" TEXT,
    "sixth_form" BOOLEAN NOT NULL DEFAULT false,
    "urn" TEXT,
    "code" TEXT,
    "opened_on" DATE,
    "closed_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "body" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "quorum" INTEGER,
    "written_resolutions" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "body_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "seat" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "body_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "part" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "seat_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "person" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "given_name" TEXT NOT NULL,
    "family_name" TEXT NOT NULL,
    "known_as" TEXT,
    "sort_name" TEXT NOT NULL,
    "born_on" DATE,
    "erased_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "address" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "normalised" TEXT NOT NULL,
    "as_written" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "address_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "identity" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identity_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "person_alias" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "duplicate_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "made_by_id" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_alias_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "outside_identifier" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "person_id" UUID,
    "unit_id" UUID,
    "class_group_id" UUID,
    "membership_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outside_identifier_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "membership" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "cohort" INTEGER,
    "job_title" TEXT,
    "firm" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "duty" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "class_group" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'class',
    "academic_year" INTEGER NOT NULL,

    CONSTRAINT "class_group_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "class_membership" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "class_group_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "part" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "class_membership_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "contact" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "pupil_id" UUID NOT NULL,
    "relationship" TEXT NOT NULL,
    "parental_responsibility" BOOLEAN NOT NULL DEFAULT false,
    "lives_with" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 1,
    "may_sign" BOOLEAN NOT NULL DEFAULT true,
    "do_not_contact" BOOLEAN NOT NULL DEFAULT false,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "away" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "recorded_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "away_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "policy" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "adoption_rule" TEXT NOT NULL DEFAULT 'none',
    "renewal" TEXT NOT NULL DEFAULT 'once',
    "sign_within_days" INTEGER NOT NULL DEFAULT 14,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "approval_step" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "body_id" UUID,
    "duty_kind" TEXT,
    "outcome" TEXT NOT NULL,

    CONSTRAINT "approval_step_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "draft" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "based_on_id" UUID,
    "text" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "updated_by_id" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "policy_version" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "major" INTEGER NOT NULL,
    "minor" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "text_hash" TEXT NOT NULL,
    "material" BOOLEAN NOT NULL,
    "summary_of_change" TEXT NOT NULL,
    "contact" TEXT,
    "review_text" TEXT,
    "review_precision" TEXT,
    "review_last_day" DATE,
    "source" TEXT NOT NULL,
    "written_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "policy_import" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "unplaced" JSONB NOT NULL,
    "brought_in_by" TEXT NOT NULL,
    "brought_in_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_import_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "series" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "series_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "agreement" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "series_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "round" INTEGER NOT NULL,
    "countersign" TEXT NOT NULL,
    "pupil_order" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "declaration" TEXT,
    "countersign_declaration" TEXT,
    "fields" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "statement" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "agreement_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "depth" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "lead_in" TEXT,

    CONSTRAINT "statement_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "audience" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "agreement_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "phase" TEXT,
    "year_from" INTEGER,
    "year_to" INTEGER,
    "requirement" TEXT NOT NULL DEFAULT 'must',
    "starts_on" DATE,
    "ends_on" DATE,

    CONSTRAINT "audience_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "wording" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "wording_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "adoption" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "local_wording" JSONB NOT NULL,
    "starts_on" DATE NOT NULL,
    "made_by_id" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "adoption_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "adopted_wording" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "adoption_id" UUID NOT NULL,
    "agreement_id" UUID NOT NULL,
    "wording_id" UUID NOT NULL,

    CONSTRAINT "adopted_wording_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "proposal" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "body_id" UUID,
    "implementation_on" DATE NOT NULL,
    "sent_by_id" UUID,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "replaces_id" UUID,

    CONSTRAINT "proposal_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "vote" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "proposal_id" UUID NOT NULL,
    "seat_id" UUID NOT NULL,
    "answer" TEXT NOT NULL,
    "reason" TEXT,
    "cast_at" TIMESTAMPTZ(3) NOT NULL,
    "replaces_id" UUID,

    CONSTRAINT "vote_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "decision" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "major" INTEGER NOT NULL,
    "minor" INTEGER NOT NULL,
    "step" INTEGER NOT NULL DEFAULT 1,
    "outcome" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "body_id" UUID,
    "body_name" TEXT NOT NULL,
    "decided_on" DATE,
    "minute_reference" TEXT,
    "implementation_on" DATE,
    "recorded_by_id" UUID,
    "recorded_by_words" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "replaces_id" UUID,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "withdrawal" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "withdrawn_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "recorded_by_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "replaces_id" UUID,

    CONSTRAINT "withdrawal_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "review" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "reviewed_on" DATE NOT NULL,
    "outcome" TEXT NOT NULL,
    "next_review_text" TEXT,
    "next_review_precision" TEXT,
    "next_review_last_day" DATE,
    "recorded_by_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "replaces_id" UUID,

    CONSTRAINT "review_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "binding" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "policy_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "agreement_id" UUID NOT NULL,
    "series_id" UUID NOT NULL,
    "wording_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "year_from" INTEGER,
    "year_to" INTEGER,
    "requirement" TEXT NOT NULL,
    "renewal" TEXT NOT NULL,
    "countersign" TEXT NOT NULL,
    "pupil_order" TEXT NOT NULL,
    "sign_within_days" INTEGER NOT NULL,
    "starts_on" DATE NOT NULL,
    "round_from" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "binding_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "signature" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "agreement_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "series_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "occasion" TEXT NOT NULL,
    "wording_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "signer_id" UUID NOT NULL,
    "capacity" TEXT NOT NULL,
    "signed_on" DATE NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,
    "method" TEXT NOT NULL,
    "recorded_by_id" UUID,
    "text_hash" TEXT NOT NULL,
    "shown_hash" TEXT NOT NULL,
    "record_hash" TEXT NOT NULL,
    "replaces_id" UUID,

    CONSTRAINT "signature_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "signature_record" (
    "organisation_id" UUID NOT NULL,
    "signature_id" UUID NOT NULL,
    "salt" TEXT NOT NULL,
    "record" TEXT NOT NULL,

    CONSTRAINT "signature_record_pkey" PRIMARY KEY ("organisation_id","signature_id")
);

-- CreateTable
CREATE TABLE "signature_void" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "signature_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "recorded_by_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signature_void_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "response" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "obligation_id" UUID NOT NULL,
    "form_id" UUID NOT NULL,
    "agreement_id" UUID NOT NULL,
    "series_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "occasion" TEXT NOT NULL,
    "capacity" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "signer_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "words" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "response_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "event" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "actor_words" TEXT,
    "on_behalf_of_id" UUID,
    "unit_id" UUID,
    "person_id" UUID,
    "policy_id" UUID,
    "version_id" UUID,
    "signature_id" UUID,
    "details" JSONB NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "message" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "person_id" UUID,
    "unit_id" UUID,
    "to_address" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "urgency" INTEGER NOT NULL DEFAULT 5,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dedupe_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "progress" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "series_id" UUID NOT NULL,
    "bound" INTEGER NOT NULL,
    "signed" INTEGER NOT NULL,
    "away" INTEGER NOT NULL,
    "responded" INTEGER NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "progress_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "organisation_directory_slug_key" ON "organisation_directory"("slug");

-- CreateIndex
CREATE INDEX "directory_entry_organisation_id_target_id_idx" ON "directory_entry"("organisation_id", "target_id");

-- CreateIndex
CREATE INDEX "session_organisation_id_person_id_idx" ON "session"("organisation_id", "person_id");

-- CreateIndex
CREATE INDEX "sign_in_code_address_hash_created_at_idx" ON "sign_in_code"("address_hash", "created_at");

-- CreateIndex
CREATE INDEX "sign_in_code_expires_at_idx" ON "sign_in_code"("expires_at");

-- CreateIndex
CREATE INDEX "unit_organisation_id_kind_name_idx" ON "unit"("organisation_id", "kind", "name");

-- CreateIndex
CREATE UNIQUE INDEX "unit_organisation_id_urn_key" ON "unit"("organisation_id", "urn");

-- CreateIndex
CREATE UNIQUE INDEX "unit_organisation_id_code_key" ON "unit"("organisation_id", "code");

-- CreateIndex
CREATE INDEX "body_organisation_id_unit_id_idx" ON "body"("organisation_id", "unit_id");

-- CreateIndex
CREATE INDEX "seat_organisation_id_body_id_idx" ON "seat"("organisation_id", "body_id");

-- CreateIndex
CREATE INDEX "seat_organisation_id_person_id_idx" ON "seat"("organisation_id", "person_id");

-- CreateIndex
CREATE INDEX "person_organisation_id_sort_name_id_idx" ON "person"("organisation_id", "sort_name", "id");

-- CreateIndex
CREATE INDEX "address_organisation_id_normalised_idx" ON "address"("organisation_id", "normalised");

-- CreateIndex
CREATE UNIQUE INDEX "address_organisation_id_person_id_normalised_key" ON "address"("organisation_id", "person_id", "normalised");

-- CreateIndex
CREATE INDEX "identity_organisation_id_person_id_idx" ON "identity"("organisation_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "identity_organisation_id_issuer_subject_key" ON "identity"("organisation_id", "issuer", "subject");

-- CreateIndex
CREATE INDEX "person_alias_organisation_id_duplicate_id_idx" ON "person_alias"("organisation_id", "duplicate_id");

-- CreateIndex
CREATE INDEX "person_alias_organisation_id_person_id_idx" ON "person_alias"("organisation_id", "person_id");

-- CreateIndex
CREATE INDEX "outside_identifier_organisation_id_source_value_idx" ON "outside_identifier"("organisation_id", "source", "value");

-- CreateIndex
CREATE INDEX "outside_identifier_organisation_id_person_id_idx" ON "outside_identifier"("organisation_id", "person_id");

-- CreateIndex
CREATE INDEX "outside_identifier_organisation_id_unit_id_idx" ON "outside_identifier"("organisation_id", "unit_id");

-- CreateIndex
CREATE INDEX "membership_organisation_id_person_id_idx" ON "membership"("organisation_id", "person_id");

-- CreateIndex
CREATE INDEX "membership_organisation_id_unit_id_role_idx" ON "membership"("organisation_id", "unit_id", "role");

-- CreateIndex
CREATE INDEX "duty_organisation_id_person_id_idx" ON "duty"("organisation_id", "person_id");

-- CreateIndex
CREATE INDEX "duty_organisation_id_unit_id_kind_idx" ON "duty"("organisation_id", "unit_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "class_group_organisation_id_unit_id_academic_year_name_key" ON "class_group"("organisation_id", "unit_id", "academic_year", "name");

-- CreateIndex
CREATE INDEX "class_membership_organisation_id_class_group_id_idx" ON "class_membership"("organisation_id", "class_group_id");

-- CreateIndex
CREATE INDEX "class_membership_organisation_id_person_id_idx" ON "class_membership"("organisation_id", "person_id");

-- CreateIndex
CREATE INDEX "contact_organisation_id_adult_id_idx" ON "contact"("organisation_id", "adult_id");

-- CreateIndex
CREATE INDEX "contact_organisation_id_pupil_id_idx" ON "contact"("organisation_id", "pupil_id");

-- CreateIndex
CREATE INDEX "away_organisation_id_person_id_idx" ON "away"("organisation_id", "person_id");

-- CreateIndex
CREATE INDEX "away_organisation_id_unit_id_idx" ON "away"("organisation_id", "unit_id");

-- CreateIndex
CREATE INDEX "policy_organisation_id_unit_id_idx" ON "policy"("organisation_id", "unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "policy_organisation_id_slug_key" ON "policy"("organisation_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "approval_step_organisation_id_policy_id_position_key" ON "approval_step"("organisation_id", "policy_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "draft_organisation_id_policy_id_key" ON "draft"("organisation_id", "policy_id");

-- CreateIndex
CREATE INDEX "policy_version_organisation_id_policy_id_major_minor_idx" ON "policy_version"("organisation_id", "policy_id", "major", "minor");

-- CreateIndex
CREATE INDEX "policy_version_organisation_id_policy_id_text_hash_idx" ON "policy_version"("organisation_id", "policy_id", "text_hash");

-- CreateIndex
CREATE INDEX "policy_import_organisation_id_version_id_idx" ON "policy_import"("organisation_id", "version_id");

-- CreateIndex
CREATE UNIQUE INDEX "series_organisation_id_policy_id_key_key" ON "series"("organisation_id", "policy_id", "key");

-- CreateIndex
CREATE INDEX "agreement_organisation_id_series_id_round_idx" ON "agreement"("organisation_id", "series_id", "round");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_organisation_id_version_id_key_key" ON "agreement"("organisation_id", "version_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "statement_organisation_id_agreement_id_position_key" ON "statement"("organisation_id", "agreement_id", "position");

-- CreateIndex
CREATE INDEX "audience_organisation_id_agreement_id_idx" ON "audience"("organisation_id", "agreement_id");

-- CreateIndex
CREATE UNIQUE INDEX "wording_organisation_id_hash_key" ON "wording"("organisation_id", "hash");

-- CreateIndex
CREATE INDEX "adoption_organisation_id_version_id_unit_id_idx" ON "adoption"("organisation_id", "version_id", "unit_id");

-- CreateIndex
CREATE INDEX "adopted_wording_organisation_id_wording_id_idx" ON "adopted_wording"("organisation_id", "wording_id");

-- CreateIndex
CREATE UNIQUE INDEX "adopted_wording_organisation_id_adoption_id_agreement_id_key" ON "adopted_wording"("organisation_id", "adoption_id", "agreement_id");

-- CreateIndex
CREATE INDEX "proposal_organisation_id_version_id_idx" ON "proposal"("organisation_id", "version_id");

-- CreateIndex
CREATE INDEX "vote_organisation_id_proposal_id_idx" ON "vote"("organisation_id", "proposal_id");

-- CreateIndex
CREATE INDEX "decision_organisation_id_version_id_idx" ON "decision"("organisation_id", "version_id");

-- CreateIndex
CREATE INDEX "decision_organisation_id_policy_id_implementation_on_idx" ON "decision"("organisation_id", "policy_id", "implementation_on");

-- CreateIndex
CREATE INDEX "withdrawal_organisation_id_version_id_idx" ON "withdrawal"("organisation_id", "version_id");

-- CreateIndex
CREATE INDEX "review_organisation_id_policy_id_idx" ON "review"("organisation_id", "policy_id");

-- CreateIndex
CREATE INDEX "binding_organisation_id_unit_id_role_idx" ON "binding"("organisation_id", "unit_id", "role");

-- CreateIndex
CREATE INDEX "binding_organisation_id_policy_id_idx" ON "binding"("organisation_id", "policy_id");

-- CreateIndex
CREATE INDEX "signature_organisation_id_signer_id_signed_at_idx" ON "signature"("organisation_id", "signer_id", "signed_at");

-- CreateIndex
CREATE UNIQUE INDEX "signature_void_organisation_id_signature_id_key" ON "signature_void"("organisation_id", "signature_id");

-- CreateIndex
CREATE INDEX "response_organisation_id_obligation_id_idx" ON "response"("organisation_id", "obligation_id");

-- CreateIndex
CREATE INDEX "response_organisation_id_unit_id_made_at_idx" ON "response"("organisation_id", "unit_id", "made_at");

-- CreateIndex
CREATE INDEX "response_organisation_id_subject_id_series_id_idx" ON "response"("organisation_id", "subject_id", "series_id");

-- CreateIndex
CREATE UNIQUE INDEX "response_organisation_id_form_id_key" ON "response"("organisation_id", "form_id");

-- CreateIndex
CREATE INDEX "event_organisation_id_happened_at_id_idx" ON "event"("organisation_id", "happened_at", "id");

-- CreateIndex
CREATE INDEX "event_organisation_id_person_id_happened_at_idx" ON "event"("organisation_id", "person_id", "happened_at");

-- CreateIndex
CREATE INDEX "event_organisation_id_policy_id_happened_at_idx" ON "event"("organisation_id", "policy_id", "happened_at");

-- CreateIndex
CREATE INDEX "event_organisation_id_unit_id_happened_at_idx" ON "event"("organisation_id", "unit_id", "happened_at");

-- CreateIndex
CREATE INDEX "message_organisation_id_state_created_at_idx" ON "message"("organisation_id", "state", "created_at");

-- CreateIndex
CREATE INDEX "message_organisation_id_person_id_idx" ON "message"("organisation_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_organisation_id_dedupe_key_key" ON "message"("organisation_id", "dedupe_key");

-- CreateIndex
CREATE UNIQUE INDEX "progress_organisation_id_unit_id_role_series_id_key" ON "progress"("organisation_id", "unit_id", "role", "series_id");

-- AddForeignKey
ALTER TABLE "directory_entry" ADD CONSTRAINT "directory_entry_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation_directory"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation_directory"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation_directory"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("organisation_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "body" ADD CONSTRAINT "body_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "seat" ADD CONSTRAINT "seat_organisation_id_body_id_fkey" FOREIGN KEY ("organisation_id", "body_id") REFERENCES "body"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "seat" ADD CONSTRAINT "seat_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("organisation_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "address" ADD CONSTRAINT "address_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "identity" ADD CONSTRAINT "identity_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "person_alias" ADD CONSTRAINT "person_alias_organisation_id_duplicate_id_fkey" FOREIGN KEY ("organisation_id", "duplicate_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "person_alias" ADD CONSTRAINT "person_alias_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "person_alias" ADD CONSTRAINT "person_alias_organisation_id_made_by_id_fkey" FOREIGN KEY ("organisation_id", "made_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "outside_identifier" ADD CONSTRAINT "outside_identifier_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "outside_identifier" ADD CONSTRAINT "outside_identifier_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "outside_identifier" ADD CONSTRAINT "outside_identifier_organisation_id_class_group_id_fkey" FOREIGN KEY ("organisation_id", "class_group_id") REFERENCES "class_group"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "outside_identifier" ADD CONSTRAINT "outside_identifier_organisation_id_membership_id_fkey" FOREIGN KEY ("organisation_id", "membership_id") REFERENCES "membership"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "duty" ADD CONSTRAINT "duty_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "duty" ADD CONSTRAINT "duty_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "class_group" ADD CONSTRAINT "class_group_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "class_membership" ADD CONSTRAINT "class_membership_organisation_id_class_group_id_fkey" FOREIGN KEY ("organisation_id", "class_group_id") REFERENCES "class_group"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "class_membership" ADD CONSTRAINT "class_membership_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_organisation_id_adult_id_fkey" FOREIGN KEY ("organisation_id", "adult_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_organisation_id_pupil_id_fkey" FOREIGN KEY ("organisation_id", "pupil_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "away" ADD CONSTRAINT "away_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "away" ADD CONSTRAINT "away_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "away" ADD CONSTRAINT "away_organisation_id_recorded_by_id_fkey" FOREIGN KEY ("organisation_id", "recorded_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "policy" ADD CONSTRAINT "policy_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "approval_step" ADD CONSTRAINT "approval_step_organisation_id_policy_id_fkey" FOREIGN KEY ("organisation_id", "policy_id") REFERENCES "policy"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "approval_step" ADD CONSTRAINT "approval_step_organisation_id_body_id_fkey" FOREIGN KEY ("organisation_id", "body_id") REFERENCES "body"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_organisation_id_policy_id_fkey" FOREIGN KEY ("organisation_id", "policy_id") REFERENCES "policy"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_organisation_id_based_on_id_fkey" FOREIGN KEY ("organisation_id", "based_on_id") REFERENCES "policy_version"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_organisation_id_updated_by_id_fkey" FOREIGN KEY ("organisation_id", "updated_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_organisation_id_policy_id_fkey" FOREIGN KEY ("organisation_id", "policy_id") REFERENCES "policy"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_organisation_id_written_by_id_fkey" FOREIGN KEY ("organisation_id", "written_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "policy_import" ADD CONSTRAINT "policy_import_organisation_id_version_id_fkey" FOREIGN KEY ("organisation_id", "version_id") REFERENCES "policy_version"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "series" ADD CONSTRAINT "series_organisation_id_policy_id_fkey" FOREIGN KEY ("organisation_id", "policy_id") REFERENCES "policy"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_organisation_id_version_id_fkey" FOREIGN KEY ("organisation_id", "version_id") REFERENCES "policy_version"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_organisation_id_series_id_fkey" FOREIGN KEY ("organisation_id", "series_id") REFERENCES "series"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "statement" ADD CONSTRAINT "statement_organisation_id_agreement_id_fkey" FOREIGN KEY ("organisation_id", "agreement_id") REFERENCES "agreement"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "audience" ADD CONSTRAINT "audience_organisation_id_agreement_id_fkey" FOREIGN KEY ("organisation_id", "agreement_id") REFERENCES "agreement"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "audience" ADD CONSTRAINT "audience_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "wording" ADD CONSTRAINT "wording_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("organisation_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "adoption" ADD CONSTRAINT "adoption_organisation_id_version_id_fkey" FOREIGN KEY ("organisation_id", "version_id") REFERENCES "policy_version"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "adoption" ADD CONSTRAINT "adoption_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "adoption" ADD CONSTRAINT "adoption_organisation_id_made_by_id_fkey" FOREIGN KEY ("organisation_id", "made_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "adopted_wording" ADD CONSTRAINT "adopted_wording_organisation_id_adoption_id_fkey" FOREIGN KEY ("organisation_id", "adoption_id") REFERENCES "adoption"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "adopted_wording" ADD CONSTRAINT "adopted_wording_organisation_id_agreement_id_fkey" FOREIGN KEY ("organisation_id", "agreement_id") REFERENCES "agreement"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "adopted_wording" ADD CONSTRAINT "adopted_wording_organisation_id_wording_id_fkey" FOREIGN KEY ("organisation_id", "wording_id") REFERENCES "wording"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_organisation_id_version_id_fkey" FOREIGN KEY ("organisation_id", "version_id") REFERENCES "policy_version"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_organisation_id_body_id_fkey" FOREIGN KEY ("organisation_id", "body_id") REFERENCES "body"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_organisation_id_sent_by_id_fkey" FOREIGN KEY ("organisation_id", "sent_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_organisation_id_replaces_id_fkey" FOREIGN KEY ("organisation_id", "replaces_id") REFERENCES "proposal"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "vote" ADD CONSTRAINT "vote_organisation_id_proposal_id_fkey" FOREIGN KEY ("organisation_id", "proposal_id") REFERENCES "proposal"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "vote" ADD CONSTRAINT "vote_organisation_id_seat_id_fkey" FOREIGN KEY ("organisation_id", "seat_id") REFERENCES "seat"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "vote" ADD CONSTRAINT "vote_organisation_id_replaces_id_fkey" FOREIGN KEY ("organisation_id", "replaces_id") REFERENCES "vote"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_organisation_id_version_id_fkey" FOREIGN KEY ("organisation_id", "version_id") REFERENCES "policy_version"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_organisation_id_policy_id_fkey" FOREIGN KEY ("organisation_id", "policy_id") REFERENCES "policy"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_organisation_id_body_id_fkey" FOREIGN KEY ("organisation_id", "body_id") REFERENCES "body"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_organisation_id_recorded_by_id_fkey" FOREIGN KEY ("organisation_id", "recorded_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_organisation_id_replaces_id_fkey" FOREIGN KEY ("organisation_id", "replaces_id") REFERENCES "decision"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "withdrawal" ADD CONSTRAINT "withdrawal_organisation_id_version_id_fkey" FOREIGN KEY ("organisation_id", "version_id") REFERENCES "policy_version"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "withdrawal" ADD CONSTRAINT "withdrawal_organisation_id_recorded_by_id_fkey" FOREIGN KEY ("organisation_id", "recorded_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "withdrawal" ADD CONSTRAINT "withdrawal_organisation_id_replaces_id_fkey" FOREIGN KEY ("organisation_id", "replaces_id") REFERENCES "withdrawal"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_organisation_id_policy_id_fkey" FOREIGN KEY ("organisation_id", "policy_id") REFERENCES "policy"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_organisation_id_version_id_fkey" FOREIGN KEY ("organisation_id", "version_id") REFERENCES "policy_version"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_organisation_id_recorded_by_id_fkey" FOREIGN KEY ("organisation_id", "recorded_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_organisation_id_replaces_id_fkey" FOREIGN KEY ("organisation_id", "replaces_id") REFERENCES "review"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "binding" ADD CONSTRAINT "binding_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "binding" ADD CONSTRAINT "binding_organisation_id_policy_id_fkey" FOREIGN KEY ("organisation_id", "policy_id") REFERENCES "policy"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "binding" ADD CONSTRAINT "binding_organisation_id_version_id_fkey" FOREIGN KEY ("organisation_id", "version_id") REFERENCES "policy_version"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "binding" ADD CONSTRAINT "binding_organisation_id_agreement_id_fkey" FOREIGN KEY ("organisation_id", "agreement_id") REFERENCES "agreement"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "binding" ADD CONSTRAINT "binding_organisation_id_series_id_fkey" FOREIGN KEY ("organisation_id", "series_id") REFERENCES "series"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "binding" ADD CONSTRAINT "binding_organisation_id_wording_id_fkey" FOREIGN KEY ("organisation_id", "wording_id") REFERENCES "wording"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "signature" ADD CONSTRAINT "signature_organisation_id_agreement_id_fkey" FOREIGN KEY ("organisation_id", "agreement_id") REFERENCES "agreement"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "signature" ADD CONSTRAINT "signature_organisation_id_version_id_fkey" FOREIGN KEY ("organisation_id", "version_id") REFERENCES "policy_version"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "signature" ADD CONSTRAINT "signature_organisation_id_series_id_fkey" FOREIGN KEY ("organisation_id", "series_id") REFERENCES "series"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "signature" ADD CONSTRAINT "signature_organisation_id_wording_id_fkey" FOREIGN KEY ("organisation_id", "wording_id") REFERENCES "wording"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "signature" ADD CONSTRAINT "signature_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "signature" ADD CONSTRAINT "signature_organisation_id_subject_id_fkey" FOREIGN KEY ("organisation_id", "subject_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "signature" ADD CONSTRAINT "signature_organisation_id_signer_id_fkey" FOREIGN KEY ("organisation_id", "signer_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "signature" ADD CONSTRAINT "signature_organisation_id_recorded_by_id_fkey" FOREIGN KEY ("organisation_id", "recorded_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "signature" ADD CONSTRAINT "signature_organisation_id_replaces_id_fkey" FOREIGN KEY ("organisation_id", "replaces_id") REFERENCES "signature"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "signature_record" ADD CONSTRAINT "signature_record_organisation_id_signature_id_fkey" FOREIGN KEY ("organisation_id", "signature_id") REFERENCES "signature"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "signature_void" ADD CONSTRAINT "signature_void_organisation_id_signature_id_fkey" FOREIGN KEY ("organisation_id", "signature_id") REFERENCES "signature"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "signature_void" ADD CONSTRAINT "signature_void_organisation_id_recorded_by_id_fkey" FOREIGN KEY ("organisation_id", "recorded_by_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "response" ADD CONSTRAINT "response_organisation_id_agreement_id_fkey" FOREIGN KEY ("organisation_id", "agreement_id") REFERENCES "agreement"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "response" ADD CONSTRAINT "response_organisation_id_series_id_fkey" FOREIGN KEY ("organisation_id", "series_id") REFERENCES "series"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "response" ADD CONSTRAINT "response_organisation_id_subject_id_fkey" FOREIGN KEY ("organisation_id", "subject_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "response" ADD CONSTRAINT "response_organisation_id_signer_id_fkey" FOREIGN KEY ("organisation_id", "signer_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "response" ADD CONSTRAINT "response_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_organisation_id_actor_id_fkey" FOREIGN KEY ("organisation_id", "actor_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_organisation_id_on_behalf_of_id_fkey" FOREIGN KEY ("organisation_id", "on_behalf_of_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_organisation_id_policy_id_fkey" FOREIGN KEY ("organisation_id", "policy_id") REFERENCES "policy"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_organisation_id_version_id_fkey" FOREIGN KEY ("organisation_id", "version_id") REFERENCES "policy_version"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_organisation_id_signature_id_fkey" FOREIGN KEY ("organisation_id", "signature_id") REFERENCES "signature"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "progress" ADD CONSTRAINT "progress_organisation_id_unit_id_fkey" FOREIGN KEY ("organisation_id", "unit_id") REFERENCES "unit"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "progress" ADD CONSTRAINT "progress_organisation_id_series_id_fkey" FOREIGN KEY ("organisation_id", "series_id") REFERENCES "series"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
