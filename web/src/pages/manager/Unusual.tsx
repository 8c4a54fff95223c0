/** What is unusual about a claim, and what an approval would do: the service says it, before it is approved. */
import { WarningOutlined } from "@ant-design/icons";
import { Link } from "react-router";

import type { Schemas } from "../../api/client";
import { PersonName } from "../../components/PersonName";
import { When } from "../../components/When";
import { claimStates } from "../../components/ClaimState";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import "./facts.css";

type Standing = Schemas["ClaimStanding"];
type Told = Schemas["UnusualView"];
type Same = Schemas["EarlierClaim"]["same"][number];

const both = texts({
  en: {
    title: "Look twice",
    same: { amount: "the same amount", text: "the same words", evidence: "the same evidence" } as Record<Same, string>, and: " and ",
    again: (what: string) => `An earlier claim has ${what}`, unseen: "of somebody you don’t see", open: "Open it",
    far: (usual: string, of: number) => `Far above the usual: more than 3 times ${usual} points, the median of the last ${of} approved under this tag`,
    filled: (cap: string, counted: string) => `Takes the cap of ${cap} for its month to its end (${counted} credited so far)`,
    cuts: (credit: string, cap: string, counted: string) => `Credits ${credit} points only: of the cap of ${cap} for its month ${counted} are used`,
    returned: "Returned",
    two: "Above what one approver credits: your approval waits for a second one",
  },
  zh: {
    title: "请留意",
    same: { amount: "数量", text: "说明", evidence: "证据" } as Record<Same, string>, and: "、",
    again: (what: string) => `与之前一条申报的${what}相同`, unseen: "（申报人不在您的可见范围内）", open: "查看",
    far: (usual: string, of: number) => `远高于平常：超过该标签最近 ${of} 条已批准申报的中位数（${usual} 分）的 3 倍`,
    filled: (cap: string, counted: string) => `批准后将用完当月上限 ${cap} 分（已计入 ${counted} 分）`,
    cuts: (credit: string, cap: string, counted: string) => `只能计入 ${credit} 分：当月上限 ${cap} 分，已计入 ${counted} 分`,
    returned: "已退回",
    two: "超过一位审批人可批准的积分，您批准后还需第二位审批人确认",
  },
}); // prettier-ignore

/** `second`: it was approved once already, and waits for nobody else. */
export function Unusual({ standing, second = false }: { standing: Standing | null; second?: boolean }) {
  const t = useTexts(both);
  const waits = standing !== null && standing.takes_two && !second;
  if (standing === null || (standing.unusual.length === 0 && !waits)) return null;
  return (
    <div className="standing unusual" data-testid="unusual">
      <strong>
        <WarningOutlined aria-hidden /> {t.title}
      </strong>
      <ul>
        {standing.unusual.map((told) => (
          <li key={told.code + (told.earlier?.submitted_at ?? "")}>
            <One told={told} standing={standing} />
          </li>
        ))}
        {waits && <li>{t.two}</li>}
      </ul>
    </div>
  );
}

function One({ told: { code, earlier = null, usual, of }, standing }: { told: Told; standing: Standing }) {
  const t = useTexts(both);
  const f = useFormats();
  const states = { ...useTexts(claimStates), returned: t.returned };
  const cap = f.points(standing.cap ?? 0);
  const counted = f.points(standing.credited);
  switch (code) {
    case "again":
      if (earlier === null) return null;
      return (
        <>
          {t.again(earlier.same.map((what) => t.same[what]).join(t.and))}{" "}
          <span className="quiet">
            {earlier.employee === null ? t.unseen : <PersonName no={earlier.employee} />} · <When at={earlier.submitted_at} /> · {states[earlier.state as keyof typeof states]}
          </span>{" "}
          {earlier.id !== null && <Link to={`/claims/${earlier.id}`}>{t.open}</Link>}
        </>
      );
    case "far-above":
      return t.far(f.number(usual ?? "0"), of ?? 0);
    case "cap-filled":
      return t.filled(cap, counted);
    case "cap-cuts":
      return t.cuts(f.points(standing.would_credit), cap, counted);
  }
}
