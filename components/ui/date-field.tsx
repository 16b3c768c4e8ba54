import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import type { DateParts } from "./date-parts.ts";
import { type FieldProps, Fieldset } from "./field.tsx";

type Part = keyof DateParts;

const parts: { part: Part; label: string; width: "2" | "4"; length: number }[] = [
  { part: "day", label: "Day", width: "2", length: 2 },
  { part: "month", label: "Month", width: "2", length: 2 },
  { part: "year", label: "Year", width: "4", length: 4 },
];

type DateFieldProps = Omit<FieldProps, "label"> & {
  legend: ReactNode;
  defaultValue?: Partial<DateParts>;
  /** Which boxes the error is about; all of them when not said. */
  wrong?: Part[];
  /** Attributes for each box, such as react-hook-form's `register("start.day")`. */
  controls?: Partial<Record<Part, ComponentProps<"input">>>;
};

/**
 * A date in three boxes, as people write it: day, month, year. Posted as `<name>-day`, `<name>-month`
 * and `<name>-year`; `date-parts.ts` reads them back. The day's box carries the field's id.
 */
export function DateField({
  legend,
  name,
  id = name,
  hint,
  error,
  heading,
  defaultValue,
  wrong,
  controls,
}: DateFieldProps) {
  return (
    <Fieldset id={id} legend={legend} hint={hint} error={error} heading={heading}>
      <div className="cs-date">
        {parts.map(({ part, label, width, length }) => {
          const partId = part === "day" ? id : `${id}-${part}`;
          return (
            <div key={part}>
              <label htmlFor={partId}>{label}</label>
              <input
                type="text"
                inputMode="numeric"
                autoComplete="off"
                id={partId}
                name={`${name}-${part}`}
                maxLength={length}
                defaultValue={defaultValue?.[part]}
                className={classNames("cs-input", `cs-input--${width}`)}
                aria-invalid={error && (!wrong || wrong.includes(part)) ? true : undefined}
                {...controls?.[part]}
              />
            </div>
          );
        })}
      </div>
    </Fieldset>
  );
}
