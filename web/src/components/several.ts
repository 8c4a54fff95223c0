/** Of a select for several: Tab leaves it, and does not add what would be the first choice. */
export const SEVERAL = { mode: "multiple", defaultActiveFirstOption: false } as const;
