import { texts } from "../texts";

export const exportKinds = texts<Record<string, string>>({
  en: { leave: "Leave", training: "Training", bonus: "Bonuses" },
  zh: { leave: "休假", training: "培训", bonus: "奖金" },
});

export const exportFormats = ["csv", "xlsx", "json"];
