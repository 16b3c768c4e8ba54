import { Select, TextArea, TextField } from "#components/ui/text-field.tsx";
import type { NotPlaced } from "#lib/policies/check/draft-files.ts";
import { CorrectionForm, type CorrectionPlace } from "./correction.tsx";
import { Place } from "./original-text.tsx";

type NotPlacedListProps = {
  place: CorrectionPlace;
  notPlaced: NotPlaced[];
  sections: { at: number; words: string }[];
};

/** What was found in the file and has no place in the text, each to be put in or set aside as seen. */
export function NotPlacedList({ place, notPlaced, sections }: NotPlacedListProps) {
  const open = notPlaced.filter(({ settled }) => !settled).length;
  return (
    <section className="cs-section" aria-labelledby="not-placed">
      <h3 id="not-placed">What was not placed</h3>
      <p>
        {notPlaced.length === 0
          ? "Everything that was found in the file is in the text."
          : open === 0
            ? "Everything that was not placed has been looked at."
            : `${open} of ${notPlaced.length} to look at.`}
      </p>
      {notPlaced.length > 0 && (
        <ul>
          {notPlaced.map((one, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list of a file stands still
            <li key={at} className="mt-4 border-t border-line pt-3">
              <p className="wrap-anywhere">
                {one.what}
                {one.where && (
                  <>
                    {" "}
                    (<Place where={one.where} />)
                  </>
                )}
              </p>
              {one.settled ? (
                <p className="text-soft">{one.settled}</p>
              ) : (
                <Settle place={place} at={at} one={one} sections={sections} />
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

type SettleProps = {
  place: CorrectionPlace;
  at: number;
  one: NotPlaced;
  sections: NotPlacedListProps["sections"];
};

function Settle({ place, at, one, sections }: SettleProps) {
  const quoted = /“(.*)”$/s.exec(one.what)?.[1] ?? one.what;
  const [, label, value] = /^([^:]{2,60}):\s*(.*)$/.exec(quoted) ?? [];
  const form = (as: string) => ({ part: `not-placed-${at}-${as}`, hidden: { at: String(at), as } });
  const number = at + 1;
  return (
    <>
      <CorrectionForm
        place={place}
        {...form("paragraph")}
        to="not-placed"
        summary={`Put number ${number} into the text`}
        button="Put it in"
      >
        <TextArea
          label="Words to put in"
          name="text"
          id={`not-placed-${at}-text`}
          rows={3}
          defaultValue={quoted}
        />
        <Select
          label="At the end of"
          name="section"
          id={`not-placed-${at}-section`}
          options={[
            ...sections.map(({ at: place, words }) => ({ value: String(place), label: words })),
            { value: "-1", label: "The document" },
          ]}
          defaultValue="-1"
        />
      </CorrectionForm>
      <CorrectionForm
        place={place}
        {...form("control")}
        to="not-placed"
        summary={`Put number ${number} into document control`}
        button="Add the row"
      >
        <TextField
          label="Label"
          name="label"
          id={`not-placed-${at}-label`}
          width="full"
          autoComplete="off"
          defaultValue={label ?? ""}
        />
        <TextField
          label="Value"
          name="value"
          id={`not-placed-${at}-value`}
          width="full"
          autoComplete="off"
          defaultValue={value ?? quoted}
        />
      </CorrectionForm>
      <CorrectionForm
        place={place}
        {...form("seen")}
        to="not-placed"
        summary={`Set number ${number} aside`}
        button="I have seen it"
      />
    </>
  );
}
