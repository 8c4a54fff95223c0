/** A command that needs nothing typed and may happen at one touch; what was refused is said. Else: ConfirmedCommand. */
import { App, Button, type ButtonProps } from "antd";

import { WAITS } from "../api/problem";
import { type BodyOf, type CommandPath, type ResultOf, useCommand } from "../api/commands";
import { said, useSaid } from "../problems";
import { useNamed } from "../texts";

interface Props<P extends CommandPath<"post">> extends Pick<ButtonProps, "type" | "size" | "icon" | "disabled"> {
  label: string;
  /** Who hears only the button: which of many it is about. */
  about?: string;
  path: P;
  /** The parts of the path. */
  at?: Record<string, string>;
  body?: BodyOf<"post", P>;
  /** What to say when it is done. */
  done?: string;
  onDone?: (answer: ResultOf<"post", P>) => void;
}

export function CommandButton<P extends CommandPath<"post">>({ label, about, path, at, body, done, onDone, ...button }: Props<P>) {
  const { message, notification } = App.useApp();
  const language = useSaid();
  const named = useNamed(label, about);
  const command = useCommand("post", path);
  const send = () =>
    command.mutate(
      { body, path: at },
      {
        onSuccess: (answer) => {
          if (done !== undefined) void message.success(done);
          onDone?.(answer);
        },
        onError: (problem) => {
          const { title, advice } = said(problem, language);
          notification[problem.status === WAITS ? "info" : "error"]({ title, description: advice, placement: "top", role: "alert" });
        },
      },
    );
  return (
    <Button {...button} loading={command.isPending} onClick={send} {...named}>
      {label}
    </Button>
  );
}
