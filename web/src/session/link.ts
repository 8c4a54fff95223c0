/** What stands in a link behind the #, which no server is sent: organisation, number, code. */
export const WELCOME_PATH = "/welcome";

export interface Link {
  organisation?: string;
  login: string;
  code: string;
}

export const isWelcome = (): boolean => location.pathname === WELCOME_PATH;

export function linkIn(fragment: string): Link | null {
  const [organisation, login, code, ...more] = fragment.replace(/^#/, "").split("/");
  if (!organisation || !login || !code || more.length > 0) return null;
  try {
    return { organisation: decodeURIComponent(organisation), login: decodeURIComponent(login), code: decodeURIComponent(code) };
  } catch {
    return null;
  }
}
