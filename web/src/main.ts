/** The first to run, and small: it shows what can be shown at once, and asks at once for what will be needed. */
import "virtual:antd.css";
import "./styles.css";
import "./layout/frame.css";
import "./session/sign-in.css";

import { firstLanguage, isDark, markLanguage, markLook, wasSignedIn } from "./device";
import { frameOutline, signInOutline } from "./first";
import { isWelcome } from "./session/link";

const language = firstLanguage();
const welcome = isWelcome();
const signedIn = !welcome && wasSignedIn();
const root = document.getElementById("root") as HTMLElement;

markLanguage(language);
markLook(isDark());
root.replaceChildren(signedIn ? frameOutline() : signInOutline(language));

// Refused or not, whoever takes it finds out.
const me = signedIn ? fetch("/v1/me") : undefined;
me?.catch(() => undefined);

// In a table: of a choice between imports the build makes one, and has the code of all of them fetched.
const parts = { inside: () => import("./layout/Inside"), welcome: () => import("./session/Welcome"), signIn: () => import("./session/SignIn") };
const needed = parts[signedIn ? "inside" : welcome ? "welcome" : "signIn"]();
void Promise.all([import("./start"), needed]).then(([{ start }]) => start(root, me));
