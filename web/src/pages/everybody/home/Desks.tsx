import { DeskHome } from "./DeskHome";
import { PayHome } from "./PayHome";
import { SystemHome } from "./SystemHome";
import type { Home } from "./useHome";

/** The desks of hr, payroll and admins: whoever has several of these roles sees each thing once. */
export default function Desks({ home }: { home: Home }) {
  const { desk, pay, system } = home;
  return (
    <>
      {desk && (
        <DeskHome home={home} desk={desk}>
          {pay && <PayHome pay={pay} />}
        </DeskHome>
      )}
      {!desk && pay && <PayHome pay={pay} />}
      {system && <SystemHome system={system} />}
    </>
  );
}
