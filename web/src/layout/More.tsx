/** The whole menu, over the page of a phone. */
import { Drawer } from "antd";

import { Menu } from "./Menu";

export default function More({ title, open, onClose }: { title: string; open: boolean; onClose: () => void }) {
  return (
    <Drawer title={title} placement="bottom" size="80%" open={open} onClose={onClose}>
      <Menu onChosen={onClose} />
    </Drawer>
  );
}
