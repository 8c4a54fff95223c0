/** The reader's own deductions: what a notification of one leads to. */
import { Titled } from "../../components/Titled";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { DeductionList } from "./Deductions";

const both = texts({
  en: { title: "My deductions", lead: "For conduct. A deduction lowers the rank, never the balance." },
  zh: { title: "我的扣分", lead: "用于行为规范：只降低排名，不影响余额。" },
});

export default function MyDeductions() {
  const t = useTexts(both);
  return (
    <Titled title={t.title} lead={t.lead}>
      <DeductionList employee={useMe().employee_no} />
    </Titled>
  );
}
