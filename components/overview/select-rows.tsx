"use client";
import { useEffect, useRef } from "react";
import { Checkbox } from "#components/ui/choices.tsx";

type SelectRowsProps = {
  /** How many rows this page shows, and how many the filters let through on all pages. */
  onPage: number;
  total: number;
  error?: string;
};

const number = (count: number) => count.toLocaleString("en-GB");

/**
 * Boxes for all rows at once, which the server understands by themselves; with JavaScript they tick the rows as
 * well, and unticking a row unticks them.
 */
export function SelectRows({ onPage, total, error }: SelectRowsProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const form = box.current?.closest("form");
    if (!form) return;
    const changed = (event: Event) => {
      const input = event.target as HTMLInputElement;
      const boxes = (name: string) =>
        Array.from(form.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`));
      if (input.name === "all") for (const row of boxes("row")) row.checked = input.checked;
      if (input.name === "all" && input.checked)
        for (const other of boxes("all")) if (other !== input) other.checked = false;
      if (input.name === "row" && !input.checked) for (const all of boxes("all")) all.checked = false;
    };
    form.addEventListener("change", changed);
    return () => form.removeEventListener("change", changed);
  }, []);
  return (
    <div ref={box} className="cs-no-print">
      <Checkbox
        id="all-page"
        name="all"
        value="page"
        autoComplete="off"
        label={total > onPage ? `Select all ${number(onPage)} on this page` : `Select all on this page`}
        error={error}
      />
      {total > onPage && (
        <Checkbox
          id="all-filter"
          name="all"
          value="filter"
          autoComplete="off"
          label={`Select all ${number(total)} that this filter shows`}
        />
      )}
    </div>
  );
}
