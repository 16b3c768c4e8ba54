"use client";
import { valueAt } from "#components/people/form-values.ts";
import { WorkingForm, type WorkingFormAction } from "#components/people/working-form.tsx";
import { RowCheckbox } from "#components/ui/choices.tsx";
import { errorOf, FieldError } from "#components/ui/field.tsx";
import { Table } from "#components/ui/table.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import { notWhoTheySaidSchema } from "#lib/visits/schema.ts";

/** An arrival as it is said in a row, and whether it is ticked to begin with. */
export type ArrivalToTick = {
  id: string;
  name: string;
  hereAs: string;
  expectedBy: string;
  arrived: string;
  signedInOn: string;
  ticked: boolean;
};

const empty = { reason: "" };

type TurnAwayFormProps = {
  action: WorkingFormAction;
  arrivals: ArrivalToTick[];
  /** What the table shows and how many. */
  caption: string;
};

/** Ticks those who are to be turned away, with one reason for all of them. */
export function TurnAwayForm({ action, arrivals, caption }: TurnAwayFormProps) {
  return (
    <WorkingForm
      action={action}
      schema={notWhoTheySaidSchema}
      values={empty}
      button="Turn away those ticked"
      variant="warning"
    >
      {(fields, state) => {
        const again = valueAt(state.values, "visits")?.split(" ");
        const error = errorOf(state.problems, "visits");
        return (
          <>
            <div id="visits" tabIndex={-1}>
              <FieldError id="visits">{error}</FieldError>
              <Table
                caption={caption}
                columns={[
                  { header: <span className="cs-hidden">Turn away</span> },
                  { header: "Name", rowHeader: true },
                  { header: "Signed in on" },
                  { header: "Arrived", noWrap: true },
                  { header: "Here as" },
                  { header: "Expected by" },
                ]}
                rows={arrivals.map(({ id, name, hereAs, expectedBy, arrived, signedInOn, ticked }) => ({
                  key: id,
                  cells: [
                    <RowCheckbox
                      key="visit"
                      label={name}
                      name="visit"
                      value={id}
                      autoComplete="off"
                      defaultChecked={again ? again.includes(id) : ticked}
                    />,
                    name,
                    signedInOn,
                    arrived,
                    hereAs,
                    expectedBy,
                  ],
                }))}
              />
            </div>
            <TextArea
              label="What was wrong"
              hint="The same for all of them. It stays on the record."
              rows={3}
              maxLength={500}
              {...fields.text("reason")}
            />
          </>
        );
      }}
    </WorkingForm>
  );
}
