"use server";

import { redirect } from "next/navigation";
import { type FieldProblem, Refusal } from "#lib/errors.ts";
import { notMyChild } from "#lib/signing/not-my-child.ts";
import { objectToSignature } from "#lib/signing/object.ts";
import { askQuestion, declineAgreement } from "#lib/signing/respond-instead.ts";
import { actionActorAtGate } from "../../acting.ts";
import { textIn } from "../../posted.ts";

export type ResponseState = { words: string; problems: FieldProblem[] };

async function respond(
  record: (...given: Parameters<typeof askQuestion>) => Promise<unknown>,
  obligation: string,
  done: string,
  form: FormData,
): Promise<ResponseState> {
  const actor = await actionActorAtGate();
  const words = textIn(form, "words");
  try {
    await record(actor, obligation, { words, formId: textIn(form, "form") });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "invalid") return { words, problems: error.problems };
    redirect(`/sign/${obligation}`);
  }
  redirect(`/sign/${obligation}/${done}`);
}

export async function sendQuestion(
  obligation: string,
  _: ResponseState,
  form: FormData,
): Promise<ResponseState> {
  return respond(askQuestion, obligation, "asked", form);
}

export async function sendRefusal(
  obligation: string,
  _: ResponseState,
  form: FormData,
): Promise<ResponseState> {
  return respond(declineAgreement, obligation, "declined", form);
}

export async function sendObjection(
  obligation: string,
  _: ResponseState,
  form: FormData,
): Promise<ResponseState> {
  return respond(objectToSignature, obligation, "objected", form);
}

export async function sayNotMyChild(
  obligation: string,
  _: ResponseState,
  form: FormData,
): Promise<ResponseState> {
  return respond(notMyChild, obligation, "told", form);
}
