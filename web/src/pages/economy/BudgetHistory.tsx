import { HistoryOutlined } from "@ant-design/icons";
import { Button, Drawer } from "antd";
import { useState } from "react";

import type { Schemas } from "../../api/client";
import { useList } from "../../api/queries";
import { type Column, Listing } from "../../components/Listing";
import { PersonName } from "../../components/PersonName";
import { Points } from "../../components/Points";
import { When } from "../../components/When";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";

type Setting = Schemas["BudgetSetting"];

const both = texts({
  en: { open: (owner: string) => `History of ${owner}`, title: (owner: string, month: string) => `${owner}, ${month}`, none: "Never set.", when: "When", who: "Set by", change: "Change", total: "Total" },
  zh: { open: (owner: string) => `${owner} 的历史`, title: (owner: string, month: string) => `${owner}，${month}`, none: "从未设定。", when: "时间", who: "设定人", change: "变化", total: "总额" },
});

/** Who set a budget to what. */
export function BudgetHistory({ owner, month }: { owner: string; month: string }) {
  const t = useTexts(both);
  const f = useFormats();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="text" icon={<HistoryOutlined />} aria-label={t.open(owner)} onClick={() => setOpen(true)} />
      <Drawer title={t.title(owner, f.month(month))} open={open} onClose={() => setOpen(false)} size="min(560px, 100%)" destroyOnHidden>
        <Settings owner={owner} month={month} />
      </Drawer>
    </>
  );
}

function Settings({ owner, month }: { owner: string; month: string }) {
  const t = useTexts(both);
  const query = useList("/v1/budgets/{owner}/{month}/history", { path: { owner, month } });
  const columns: Column<Setting>[] = [
    { title: t.when, show: ({ recorded_at }) => <When at={recorded_at} exact /> },
    { title: t.who, show: ({ actor }) => <PersonName no={actor} quiet={false} /> },
    { title: t.change, number: true, show: ({ change }) => <Points points={change} change /> },
    { title: t.total, number: true, show: ({ points }) => <Points points={points} /> },
  ];
  return <Listing query={query} columns={columns} idOf={({ position }) => String(position)} empty={t.none} label={t.open(owner)} />;
}
