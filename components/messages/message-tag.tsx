import { Tag } from "#components/ui/tag.tsx";
import { type MessageState, stateNames } from "#lib/messages/words.ts";

const tones = { waiting: "waiting", sent: "good", failed: "bad", "not-needed": "plain" } as const;

/** How far a message has come. */
export const MessageTag = ({ state }: { state: MessageState }) => (
  <Tag tone={tones[state]}>{stateNames[state]}</Tag>
);
