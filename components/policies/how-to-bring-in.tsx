/** Where an owner looks for a way to bring in a text: there is none in the browser, and this says who does it. */
export function HowToBringIn({ next = false }: { next?: boolean }) {
  return (
    <section className="cs-section cs-no-print" aria-labelledby="bring-in">
      <h2 id="bring-in">{next ? "Bring in the next version" : "Bring in a policy"}</h2>
      <p>
        Your IT team brings in a policy with Countersign’s import command; docs/running.md says how. Send them
        the text, the day it comes into force, and when and where it was ratified.
        {next && " Say as well whether the change is material: then everyone bound signs again."}
      </p>
    </section>
  );
}
