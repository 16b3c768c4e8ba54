import type { Metadata } from "next";
import { cache } from "react";
import { BodyForm, EndSeatForm } from "#components/ratification/body-forms.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { datePartsOf } from "#components/ui/date-parts.ts";
import { Details } from "#components/ui/details.tsx";
import { BackLink } from "#components/ui/navigation.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { SummaryList } from "#components/ui/summary-list.tsx";
import { Table } from "#components/ui/table.tsx";
import { readBody, type Seated } from "#lib/ratification/bodies.ts";
import { bodyKindNames, partNames, sayQuorum, sayTerm, writtenRuleNames } from "#lib/ratification/words.ts";
import { orNotFound, requireActor } from "../../../acting.ts";
import { Shell } from "../../../shell.tsx";
import { changeBodyAction, endSeatAction } from "../actions.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string | string[] }> };

const bodyOf = cache(async (id: string) => {
  const actor = await requireActor();
  return { actor, body: await orNotFound(readBody(actor, id)) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await bodyOf((await params).id)).body.name };
}

const doneWords: Record<string, string> = {
  added: "The body has been added. Now give people their seats.",
  saved: "The rules have been saved.",
  seated: "The seat has been given.",
  ended: "The end of the seat has been recorded.",
};

export default async function BodyPage({ params, searchParams }: Props) {
  const { id } = await params;
  const { actor, body } = await bodyOf(id);
  const { done } = await searchParams;
  const said = typeof done === "string" ? doneWords[done] : undefined;
  const trust = actor.organisation.kind === "trust";
  const current = body.seats.filter(({ when }) => when !== "over");
  const over = body.seats.filter(({ when }) => when === "over");
  return (
    <Shell
      actor={actor}
      current="/board"
      above={<BackLink href="/board/bodies">Boards, governing bodies and committees</BackLink>}
    >
      <PageHeading caption={body.unit.name}>{body.name}</PageHeading>
      {said && <Notice tone="success">{said}</Notice>}
      <SummaryList
        rows={[
          { key: "Kind", value: bodyKindNames[body.kind] },
          { key: "Quorum", value: sayQuorum(body.quorum) },
          {
            key: "Written resolutions",
            value: !trust
              ? "Not offered: a maintained school’s governing body decides at meetings"
              : [writtenRuleNames[body.writtenRule], body.articles].filter(Boolean).join(". "),
          },
        ]}
      />
      {body.keeps && (
        <BodyForm
          action={changeBodyAction.bind(null, id)}
          folded="Change name and rules"
          inWriting={trust}
          values={{
            name: body.name,
            kind: body.kind,
            quorum: body.quorum === null ? "" : String(body.quorum),
            writtenRule: body.writtenRule,
            articles: body.articles ?? "",
          }}
        />
      )}
      <section className="cs-section cs-stack" aria-labelledby="seats">
        <h2 id="seats">Seats</h2>
        {current.length > 0 ? (
          <SeatsTable
            seats={current}
            caption={current.length === 1 ? "1 seat" : `${current.length} seats, the chair first`}
          />
        ) : (
          <p>Nobody has a seat on it yet.</p>
        )}
        {body.keeps && (
          <>
            <p>
              <LinkButton href={`/board/bodies/${id}/seat`} variant="secondary">
                Give a seat
              </LinkButton>
            </p>
            {current.map((seat) => (
              <EndSeatForm
                key={seat.id}
                action={endSeatAction.bind(null, seat.id)}
                seatId={seat.id}
                name={`${seat.name}, ${partNames[seat.part].toLowerCase()}`}
                values={{ on: { ...datePartsOf(seat.endsOn ?? actor.today) } }}
              />
            ))}
          </>
        )}
        {over.length > 0 && (
          <Details summary={`Terms that are over: ${over.length}`}>
            <SeatsTable seats={over} caption="Terms that are over" />
          </Details>
        )}
      </section>
    </Shell>
  );
}

function SeatsTable({ seats, caption }: { seats: Seated[]; caption: string }) {
  return (
    <Table
      caption={caption}
      columns={[{ header: "Name", rowHeader: true }, { header: "Part" }, { header: "Term" }]}
      rows={seats.map((seat) => ({
        key: seat.id,
        cells: [seat.name, partNames[seat.part], sayTerm(seat.startsOn, seat.endsOn)],
      }))}
    />
  );
}
