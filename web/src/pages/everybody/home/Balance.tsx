import { Link } from "react-router";

import type { Schemas } from "../../../api/client";
import { useGet } from "../../../api/queries";
import { Failed } from "../../../components/Failed";
import { Loading } from "../../../components/Loading";
import { Points } from "../../../components/Points";
import { When } from "../../../components/When";
import { useFormats } from "../../../formats";
import { useMe } from "../../../session/session";
import { plural, texts, useTexts } from "../../../texts";

const both = texts({
  en: {
    balance: "My points", held: (n: string) => `${n} held for redemptions`, below: "What you get next makes up for it first.",
    ends: "Next to expire", none: "You have no points that expire.", enough: (n: number) => `Enough for ${plural(n, "reward")}`, next: (n: string, name: string) => `${n} more for “${name}”`,
    pending: (n: number) => `${plural(n, "claim")} awaiting approval`, claim: "Claim value", rewards: "Rewards", spent: "All your points are spent", again: "The next claim or thanks begins a new balance.",
    start: "Your first points", steps: ["Did something that counts? Claim it, with a line of evidence.", "See what counts here: the value tags say how many points.", "See what points are good for."], tags: "Value tags",
  },
  zh: {
    balance: "我的积分", held: (n: string) => `另有 ${n} 分因兑换冻结`, below: "之后入账的积分会先补足欠分。",
    ends: "最近到期", none: "没有会到期的积分。", enough: (n: number) => `可以兑换 ${n} 种兑换项`, next: (n: string, name: string) => `再得 ${n} 分可兑换“${name}”`,
    pending: (n: number) => `${n} 项申报等待审批`, claim: "申报价值", rewards: "积分商城", spent: "积分已全部使用", again: "下一次申报或感谢到账后，这里会显示新的余额。",
    start: "获得第一笔积分", steps: ["做了有价值的事？填写申报，附上一条证据。", "了解哪些事有积分：价值标签写明了分值。", "看看积分能换什么。"], tags: "价值标签",
  },
}); // prettier-ignore

const ENDING = 3;

/** My points and what they are good for; whoever has none yet sees how to get some instead of a zero. */
export function Balance({ mine }: { mine: Schemas["MineHome"] }) {
  const t = useTexts(both);
  const f = useFormats();
  const { employee_no } = useMe();
  const { data, error, refetch } = useGet("/v1/accounts/{employee_no}", { path: { employee_no } });
  if (data?.balance === 0 && data.held === 0 && !mine.begun) return <FirstSteps />;
  return (
    <section className="card balance">
      {data && (
        <>
          <div>
            <h2>{t.balance}</h2>
            {data.balance === 0 ? (
              <p className="balance-spent">{t.spent}</p>
            ) : (
              <p className="balance-points number" data-testid="balance" aria-live="polite">
                {f.points(data.balance)}
              </p>
            )}
            {data.held > 0 && <p>{t.held(f.points(data.held))}</p>}
            {data.balance < 0 && <p>{t.below}</p>}
            {data.balance === 0 && data.held === 0 && <p>{t.again}</p>}
            {mine.claims > 0 && (
              <p>
                <Link to="/claims?state=submitted">{t.pending(mine.claims)}</Link>
              </p>
            )}
          </div>
          <div>
            <h2>{t.ends}</h2>
            {data.expiring.length === 0 && <p>{t.none}</p>}
            <ul>
              {data.expiring.slice(0, ENDING).map(({ on, points }) => (
                <li key={on} className="row apart">
                  <When at={on} />
                  <Points points={points} />
                </li>
              ))}
            </ul>
          </div>
          <div className="balance-doing">
            {mine.affordable > 0 && <p>{t.enough(mine.affordable)}</p>}
            {mine.affordable === 0 && mine.next && <p>{t.next(f.points(mine.next.missing), mine.next.name)}</p>}
            <div className="row">
              <Link to="/claims/new" className="balance-action">
                {t.claim}
              </Link>
              <Link to="/rewards" className="balance-action">
                {t.rewards}
              </Link>
            </div>
          </div>
        </>
      )}
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
    </section>
  );
}

function FirstSteps() {
  const t = useTexts(both);
  const ways = [
    ["/claims/new", t.claim],
    ["/tags", t.tags],
    ["/rewards", t.rewards],
  ] as const;
  return (
    <section className="card home-start">
      <h2>{t.start}</h2>
      <ol>
        {ways.map(([to, label], at) => (
          <li key={to}>
            <Link to={to}>{label}</Link>
            <p className="quiet">{t.steps[at]}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
