import "./styles.css";

import { createRoot } from "react-dom/client";

import { Page } from "./Page";

createRoot(document.getElementById("root") as HTMLElement).render(<Page />);
