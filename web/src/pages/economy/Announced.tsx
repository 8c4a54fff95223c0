import { App, Button } from "antd";
import { useNavigate } from "react-router";

import { ConfirmedCommand } from "../../components/ConfirmedCommand";
import { texts, useAbout, useTexts } from "../../texts";

const both = texts({
  en: {
    change: "Change", withdraw: "Withdraw", title: "Withdraw this revision?", what: "It will not come into force. What is in force before its day goes on.",
    done: "Revision withdrawn", number: (n: number) => `revision ${n}`,
  },
  zh: {
    change: "修改", withdraw: "撤回", title: "撤回这个版本？", what: "该版本不会生效，生效日前的内容继续有效。",
    done: "版本已撤回", number: (n: number) => `第 ${n} 版`,
  },
}); // prettier-ignore

/** What hr may still do with a revision whose day is to come. */
export function Announced({ code, number }: { code: string; number: number }) {
  const t = useTexts(both);
  const go = useNavigate();
  const say = useAbout();
  const { message } = App.useApp();
  const about = t.number(number);
  return (
    <div className="row">
      <Button aria-label={say(t.change, about)} onClick={() => void go(`/tags/${encodeURIComponent(code)}/revisions/${number}`)}>
        {t.change}
      </Button>
      <ConfirmedCommand
        label={t.withdraw}
        about={about}
        title={t.title}
        confirm={t.withdraw}
        danger
        path="/v1/tags/{code}/revisions/{number}/withdrawal"
        at={{ code, number: String(number) }}
        onDone={() => void message.success(t.done)}
      >
        {t.what}
      </ConfirmedCommand>
    </div>
  );
}
