/**
 * The number used once that the policy asks of styles which are made at run time. Ant Design passes it on, but not to
 * what holds the page still behind a dialog or measures a scroll bar; so a style has it from when it is made.
 */
export const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";

const create = document.createElement.bind(document);

document.createElement = ((name: string, options?: ElementCreationOptions) => {
  const made = create(name, options);
  if (made instanceof HTMLStyleElement) made.nonce = nonce;
  return made;
}) as typeof document.createElement;
