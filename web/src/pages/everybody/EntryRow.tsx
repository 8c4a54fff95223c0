import type { ComponentProps } from "react";

import { Points } from "../../components/Points";
import { TagName } from "../../components/TagName";
import { When } from "../../components/When";
import { EntryTitle } from "./EntryTitle";

interface Props {
  entry: ComponentProps<typeof EntryTitle>["entry"] & { points: number; tag: string | null; reason: string | null; occurred_at: string };
}

/** An entry in a list beside the page: what it is, how much, for what, when and why. */
export function EntryRow({ entry }: Props) {
  return (
    <li>
      <div className="row apart">
        <span>
          <EntryTitle entry={entry} />
        </span>
        <Points points={entry.points} change />
      </div>
      <p className="quiet">
        {entry.tag && (
          <>
            <TagName code={entry.tag} /> ·{" "}
          </>
        )}
        <When at={entry.occurred_at} />
      </p>
      {entry.reason && <p className="said">{entry.reason}</p>}
    </li>
  );
}
