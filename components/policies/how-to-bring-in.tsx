type HowToBringInProps = {
  /** The organisation's short name. */
  organisation: string;
  /** The short name of the policy whose next version it would be. */
  policy?: string;
};

/** Where an owner looks for a way to bring in a text: there is none in the browser, and this says what there is. */
export function HowToBringIn({ organisation, policy }: HowToBringInProps) {
  return (
    <section className="cs-section cs-no-print" aria-labelledby="bring-in">
      <h2 id="bring-in">{policy ? "Bring in the next version" : "Bring in a policy"}</h2>
      <p>
        Policies are brought in on the command line, by whoever runs Countersign for you. Send them the file,
        as text or Markdown, and the dates; this is the command:
      </p>
      <p className="mt-2">
        <code className="block overflow-x-auto border border-line bg-wash p-3 text-base">
          {policy
            ? `npm run -s policy -- import FILE --organisation ${organisation} --policy ${policy} --material --implementation YYYY-MM-DD --ratified YYYY-MM-DD --minute REFERENCE`
            : `npm run -s policy -- import FILE --organisation ${organisation} --implementation YYYY-MM-DD --ratified YYYY-MM-DD --minute REFERENCE`}
        </code>
      </p>
      {policy && (
        <p className="mt-2">
          With <code>--material</code> everyone bound signs again; with <code>--minor</code> instead,
          signatures stay good.
        </p>
      )}
    </section>
  );
}
