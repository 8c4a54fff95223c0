import type { Schemas } from "../../../api/client";
import { useDepartments } from "../../../api/directory";
import { useGet } from "../../../api/queries";
import { FormDialog } from "../../../components/FormDialog";
import { type Column, Listing } from "../../../components/Listing";
import { PersonName } from "../../../components/PersonName";
import { useFormats } from "../../../formats";
import { texts, useAbout, useTexts } from "../../../texts";

const both = texts({
  en: { history: "History", when: "From", name: "Name", parent: "Parent department", head: "Head", none: "No history yet." },
  zh: { history: "历史", when: "起始日期", name: "名称", parent: "上级部门", head: "负责人", none: "暂无历史。" },
});

/** What a department was called, where it belonged, and who headed it. */
export function DepartmentHistory({ department: { code, name } }: { department: Schemas["DepartmentView"] }) {
  const t = useTexts(both);
  const about = useAbout();
  return (
    <FormDialog label={t.history} title={about(t.history, name)} about={name} type="text" width={720}>
      {() => <Spans code={code} />}
    </FormDialog>
  );
}

function Spans({ code }: { code: string }) {
  const t = useTexts(both);
  const f = useFormats();
  const { nameOf } = useDepartments();
  const { data, isPending, error, refetch } = useGet("/v1/departments/{code}/history", { path: { code } });
  const columns: Column<Schemas["DepartmentSpan"]>[] = [
    { title: t.when, lead: true, show: ({ from }) => f.date(from) },
    { title: t.name, show: ({ name }) => <span className="said">{name}</span> },
    { title: t.parent, show: ({ parent }) => nameOf(parent) || "–" },
    { title: t.head, show: ({ head }) => (head ? <PersonName no={head} /> : "–") },
  ];
  const items = data?.items.toReversed() ?? [];
  return <Listing query={{ items, isPending, error, retry: () => void refetch() }} columns={columns} idOf={({ from }) => from} empty={t.none} label={t.history} />;
}
