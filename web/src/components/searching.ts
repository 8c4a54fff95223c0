/** Finding one of a few that are all known here: case, width, blanks and the dots within a name make no difference. */

const plain = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/[\s·•・‧∙⋅'’]/g, "");

/** Whether a text holds what was typed. */
export const holds = (text: string, typed: string): boolean => plain(text).includes(plain(typed));

/** Of a select whose options say by what they are searched. */
export const SEARCHED = {
  filterOption: (typed: string, option?: object) => holds((option as { search?: string } | undefined)?.search ?? "", typed),
} as const;

/** Whether two texts are one name or number, however they are written. */
export const alike = (one: string, other: string): boolean => plain(one) === plain(other);
